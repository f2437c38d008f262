//! The tag of one version, with the hash that a browser checks, for whoever serves the card: from
//! the collector's own list of files, which are the same bytes on any server.

use crate::collector::Collector;
use crate::pages::install::address;
use crate::pages::install::model::bundle;
use crate::pages::install::model::tag::{self, Hosting, Pinned as PinnedFile};
use crate::parts::Code;
use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The button that asks the collector, the tag, and every hash.
#[component]
pub fn Pinned(hosting: RwSignal<Hosting>) -> impl IntoView {
    let studio = Studio::here();
    let found = RwSignal::new(None::<Result<Vec<PinnedFile>, String>>);
    let ask = move |_| {
        let collector = Collector { address: address(studio), ..Collector::default() };
        spawn_local(async move {
            // The page may be gone by then.
            drop(found.try_set(Some(collector.hashes().await)));
        });
    };
    view! {
        <p class="muted">{tr("For sites that pin what they load: this version only, checked by its hash. It does not follow updates.")}</p>
        <div class="row">
            <button id="pin" type="button" class="button" on:click=ask>{tr("Ask the collector for the hash")}</button>
        </div>
        <div role="status" class="pinned">
            {move || found.get().map(|outcome| match outcome {
                Ok(files) => view! { <Tags hosting=hosting files=files/> }.into_any(),
                Err(why) => view! { <p class="flaw">{why}</p> }.into_any(),
            })}
        </div>
    }
}

/// They follow the hosting, the address and the survey's name.
#[component]
fn Tags(hosting: RwSignal<Hosting>, files: Vec<PinnedFile>) -> impl IntoView {
    let studio = Studio::here();
    let loader = bundle::loader(&files).cloned().unwrap_or_default();
    let imported = loader.clone();
    let tag = move || {
        let address = address(studio);
        studio.survey.with(|survey| tag::pinned(&hosting.get(), &address, &loader, survey))
    };
    let map = move || tag::import_map(&hosting.get(), &address(studio), &imported);
    let line = |file: PinnedFile| {
        view! { <tr><th scope="row" class="code">{file.path}</th><td class="code">{file.integrity}</td></tr> }
    };
    view! {
        <Code id="pinned-tag" label=tr("The pinned tag") text=Signal::derive(tag)/>
        <details class="guide">
            <summary>{tr("For the npm package and import()")}</summary>
            <p class="muted">{tr("Before the first module of the page; “source” in init() is the same address.")}</p>
            <Code id="pinned-map" label=tr("The import map") text=Signal::derive(map)/>
        </details>
        <details class="guide">
            <summary>{tr("The hash of every file")}</summary>
            <p class="muted">{tr("The loader checks the card’s files by these itself.")}</p>
            <div class="hashes" tabindex="0" role="region" aria-label=tr("The hash of every file")>
                <table id="hashes"><tbody>{files.into_iter().map(line).collect_view()}</tbody></table>
            </div>
        </details>
    }
}
