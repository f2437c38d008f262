//! The Design page: the document's fields on the left, the real card on the right.

pub mod model;
mod preview;
mod view;

pub use view::wording_table::WordingTable;

use crate::words::tr;
use leptos::prelude::*;
use preview::{PreviewPane, PreviewState};
use view::{after, asking, audience, brand, check, document, position, privacy, timing, wording};

/// The page.
#[component]
pub fn Design() -> impl IntoView {
    let preview = PreviewState::new();
    view! {
        <div class="design">
            <section class="panel" aria-label=tr("Design")>
                <document::Start/>
                <brand::BrandFields/>
                <wording::WordingFields preview=preview/>
                <after::AfterFields preview=preview/>
                <position::PositionFields/>
                <timing::TimingFields/>
                <audience::AudienceFields/>
                <asking::AskingFields/>
                <privacy::PrivacyFields/>
                <check::Check preview=preview/>
                <document::Files/>
            </section>
            <PreviewPane preview=preview/>
        </div>
    }
}
