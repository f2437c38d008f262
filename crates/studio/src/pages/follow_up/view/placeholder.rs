//! Placeholder shapes while the queue loads, so that nothing moves when it arrives.

use crate::words::tr;
use leptos::prelude::*;

/// Lines of the list that are drawn.
const LINES: usize = 5;

/// Figures, list and case as blank shapes.
#[component]
pub fn Placeholder() -> impl IntoView {
    let line = |_| view! { <div class="blank line"></div> };
    view! {
        <div class="awaited" id="awaited">
            <p class="heard" role="status">{tr("Loading the queue …")}</p>
            <div class="card-box queue-summary">
                <div class="blank figure"></div><div class="blank figure"></div><div class="blank figure"></div>
            </div>
            <div class="queue-and-case">
                <div class="card-box queue">{(0..LINES).map(line).collect_view()}</div>
                <BlankCase/>
            </div>
        </div>
    }
}

/// A case that is loading.
#[component]
pub fn BlankCase() -> impl IntoView {
    view! {
        <div class="card-box case-open blank-case">
            <div class="blank title"></div>
            <div class="blank words"></div>
            <div class="blank words"></div>
        </div>
    }
}
