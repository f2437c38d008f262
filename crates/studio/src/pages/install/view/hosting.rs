//! Who serves the card, and the folder for sites that serve it themselves.

use crate::browser::download;
use crate::collector::Collector;
use crate::document::ready_texts;
use crate::pages::install::address;
use crate::pages::install::model::bundle::{self, FOLDER};
use crate::pages::install::model::tag::Hosting;
use crate::parts::{Icon, Segmented};
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The choice; tag and policy below follow it.
#[component]
pub fn HostingChoice(hosting: RwSignal<Hosting>) -> impl IntoView {
    let value = move || match hosting.get() {
        Hosting::Collector => "collector".to_owned(),
        Hosting::Own(_) => "own".to_owned(),
    };
    let set = move |name: String| {
        hosting.set(match name.as_str() {
            "own" => Hosting::Own(FOLDER.to_owned()),
            _ => Hosting::Collector,
        });
    };
    let is_own = Memo::new(move |_| matches!(hosting.get(), Hosting::Own(_)));
    view! {
        <Segmented id="hosting" label=tr("Who serves the card") hidden_label=true
            options=vec![("collector", tr("The collector")), ("own", tr("Your own server"))]
            value=Signal::derive(value) set=set/>
        {move || if is_own.get() {
            view! { <Folder/> }.into_any()
        } else {
            view! { <p class="muted">{tr("Nothing to do: it serves the card’s files, the design and the plain form.")}</p> }.into_any()
        }}
    }
}

/// The languages in the folder, the button, and how it went.
#[component]
fn Folder() -> impl IntoView {
    let studio = Studio::here();
    let first = studio.survey.with_untracked(|survey| ready_texts::languages_of(survey).join(", "));
    let languages = RwSignal::new(first);
    let outcome = RwSignal::new(None::<Result<String, String>>);
    let busy = RwSignal::new(false);
    let make = move |_| {
        busy.set(true);
        outcome.set(None);
        spawn_local(async move {
            outcome.set(Some(folder(studio, &languages.get_untracked()).await));
            busy.set(false);
        });
    };
    view! {
        <p class="muted">{tr("One zip: the card’s files, the design with all its words, a page to try it on and what to do. Answers still go to the collector.")}</p>
        <div class="field">
            <label for="bundle-languages">{tr("Languages in the design, with commas between")}</label>
            <input id="bundle-languages" type="text" class="code" spellcheck="false"
                prop:value=move || languages.get()
                on:input:target=move |event| languages.set(event.target().value())/>
        </div>
        <div class="row">
            <button id="bundle" type="button" class="button primary" disabled=move || busy.get() on:click=make>
                <Icon name="download"/>"outoften.zip"
            </button>
        </div>
        <div role="status" id="bundled" class="outcome">
            {move || outcome.get().map(|outcome| match outcome {
                Ok(said) => view! { <p class="good-news"><Icon name="check"/>{said}</p> }.into_any(),
                Err(why) => view! { <p class="trouble"><Icon name="warning"/><span>{why}</span></p> }.into_any(),
            })}
        </div>
    }
}

/// Fetches the card's files, adds the design, and downloads the zip.
async fn folder(studio: Studio, languages: &str) -> Result<String, String> {
    let tags: Vec<String> = languages.split(',').map(|tag| tag.trim().to_owned()).collect();
    if let Some(odd) = tags.iter().find(|tag| !outoften_core::language::is_tag(tag)) {
        return Err(trf("“{tag}” is no language tag. Write es or pt-BR.", &[("tag", odd)]));
    }
    let collector = Collector { address: address(studio), ..Collector::default() };
    let hashes = collector.hashes().await?;
    let mut files = Vec::new();
    for file in &hashes {
        files.push((file.path.clone(), collector.card_file(&file.path).await?));
    }
    let survey = studio.survey.get_untracked();
    files.extend(bundle::texts(&survey, &tags, &collector.address, &hashes));
    let zip = bundle::zip(&files).map_err(|error| error.to_string())?;
    download::save("outoften.zip", "application/zip", &zip);
    let count = files.len().to_string();
    Ok(trf("{n} files. Unpack them on your server as /outoften/.", &[("n", &count)]))
}
