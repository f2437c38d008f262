//! "Check my page": headers, a policy or a page's source in, obstacles out. Nothing is fetched.

use crate::pages::install::address;
use crate::pages::install::model::policy::{Obstacle, obstacles};
use crate::pages::install::model::tag::Hosting;
use crate::parts::Icon;
use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;

/// The field and what was found.
#[component]
pub fn PageCheck(hosting: RwSignal<Hosting>) -> impl IntoView {
    let studio = Studio::here();
    let pasted = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let hosting = hosting.get();
        pasted.with(|text| obstacles(text, &hosting, &address(studio)))
    });
    let line = |obstacle: Obstacle| {
        view! {
            <li class="finding warning"><Icon name="warning"/><p>{sentence(obstacle)}</p></li>
        }
    };
    view! {
        <div class="field">
            <label for="page-check">{tr("Paste the page’s headers, its policy or its source")}</label>
            <textarea id="page-check" class="code" rows="3" spellcheck="false"
                placeholder="Content-Security-Policy: default-src 'self'"
                prop:value=move || pasted.get()
                on:input:target=move |event| pasted.set(event.target().value())></textarea>
        </div>
        <div role="status">
            {move || (!pasted.with(String::is_empty)).then(|| if found.with(Vec::is_empty) {
                view! { <p class="good-news"><Icon name="check"/>{tr("Nothing here blocks the card.")}</p> }.into_any()
            } else {
                view! { <ul class="findings" id="obstacles">{found.get().into_iter().map(line).collect_view()}</ul> }.into_any()
            })}
        </div>
    }
}

fn sentence(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Script => {
            tr("The policy does not let the loader in: add the collector to script-src.")
        }
        Obstacle::Nonce => {
            tr("The policy goes by nonces: give the tag the attribute nonce with the page’s own.")
        }
        Obstacle::OwnScript => {
            tr("The policy does not let the loader in: add 'self' to script-src.")
        }
        Obstacle::WebAssembly => tr(
            "The policy refuses WebAssembly, so visitors get the plain form. Add 'wasm-unsafe-eval' to script-src for the card.",
        ),
        Obstacle::Connect => {
            tr("The policy does not let answers out: add the collector to connect-src.")
        }
        Obstacle::Frame => tr("The policy refuses the plain form: add the collector to frame-src."),
        Obstacle::NoTag => tr("The tag is not in this page."),
        Obstacle::SeveralTags => tr("The tag is there more than once. Only the first one acts."),
        Obstacle::MixedContent => {
            tr("The collector’s address has no https, so secure pages will refuse it.")
        }
    }
}
