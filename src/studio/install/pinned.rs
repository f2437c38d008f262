//! The tag of one version, with the hash that a browser checks: from the collector's own list of
//! files.

use super::address;
use crate::studio::browser::collector::Collector;
use crate::studio::model::tag;
use crate::studio::parts::Code;
use crate::studio::state::Studio;
use crate::studio::words::tr;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The button that asks the collector, and the tag.
#[component]
pub fn Pinned() -> impl IntoView {
    let studio = Studio::here();
    let pinned = RwSignal::new(None::<Result<String, String>>);
    let ask = move |_| {
        let collector = Collector { address: address(studio), ..studio.collector.get_untracked() };
        let survey = studio.survey.with_untracked(|survey| survey.id.clone());
        spawn_local(async move {
            let loader = collector.loader().await;
            pinned.set(Some(loader.map(|(path, integrity)| {
                tag::pinned(&collector.address, &path, &integrity, &survey)
            })));
        });
    };
    view! {
        <p class="muted">{tr("For sites that pin what they load: this version only, checked by its hash. It does not follow updates.")}</p>
        <div class="row">
            <button id="pin" type="button" class="button" on:click=ask>{tr("Ask the collector for the hash")}</button>
        </div>
        <div role="status">
            {move || pinned.get().map(|outcome| match outcome {
                Ok(text) => view! { <Code id="pinned-tag" label=tr("The pinned tag") text=Signal::derive(move || text.clone())/> }.into_any(),
                Err(why) => view! { <p class="flaw">{why}</p> }.into_any(),
            })}
        </div>
    }
}
