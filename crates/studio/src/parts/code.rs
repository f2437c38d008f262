//! A text to be copied.

use super::Icon;
use crate::browser::download;
use crate::words::tr;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text with a button that copies it.
#[component]
pub fn Code(
    id: &'static str,
    /// What it is, for the button's name.
    label: &'static str,
    #[prop(into)] text: Signal<String>,
) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            copied.set(Some(download::copy(&text).await));
            forget_soon(copied);
        });
    };
    let words = move || match copied.get() {
        None => tr("Copy"),
        Some(true) => tr("Copied"),
        Some(false) => tr("Select and copy by hand"),
    };
    view! {
        <div class="code-block">
            <pre id=id tabindex="0" aria-label=label><code>{move || text.get()}</code></pre>
            <button type="button" class="copy" id=format!("copy-{id}") on:click=copy
                aria-describedby=id>
                {move || if copied.get() == Some(true) { view! { <Icon name="check"/> } } else { view! { <Icon name="copy"/> } }}
                <span role="status">{words}</span>
            </button>
        </div>
    }
}

fn forget_soon(copied: RwSignal<Option<bool>>) {
    set_timeout(move || copied.set(None), std::time::Duration::from_secs(3));
}
