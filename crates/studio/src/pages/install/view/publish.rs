//! Sending the document to the collector.

use crate::browser::{download, storage};
use crate::collector;
use crate::document::without_defaults;
use crate::parts::Icon;
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How publishing went.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Idle,
    UnderWay,
    Done(String),
    Refused(String),
}

/// The button and the outcome.
#[component]
pub fn Publish() -> impl IntoView {
    let studio = Studio::here();
    let outcome = RwSignal::new(Outcome::Idle);
    let flawed = Memo::new(move |_| studio.flaw.get().map(|flaw| flaw.to_string()));
    let download = move |_| {
        let text = studio.survey.with_untracked(without_defaults::file_text);
        download::save("survey.json", "application/json", text.as_bytes());
    };
    let busy = move || outcome.get() == Outcome::UnderWay || flawed.get().is_some();
    view! {
        <p class="muted">
            {move || trf("Stores the design as “{survey}”. Visitors get it within five minutes.", &[("survey", &studio.survey.with(|survey| survey.id.clone()))])}
        </p>
        <p class="flaw" role="alert" hidden=move || flawed.get().is_none()>
            {move || flawed.get().map(|why| trf("Fix the design first: {why}", &[("why", &why)]))}
        </p>
        <div class="row">
            <button id="publish" type="button" class="button primary" disabled=busy on:click=move |_| publish(studio, outcome)>
                <Icon name="send"/>{tr("Publish")}
            </button>
            <button id="download-survey" type="button" class="button" on:click=download>
                <Icon name="download"/>"survey.json"
            </button>
        </div>
        <div role="status" id="published" class="outcome">
            {move || match outcome.get() {
                Outcome::Idle => Some(view! { <p class="muted">{tr("Nothing has been published from this tab yet.")}</p> }.into_any()),
                Outcome::UnderWay => Some(view! { <p class="muted">{tr("Publishing …")}</p> }.into_any()),
                Outcome::Done(address) => Some(view! { <p class="good-news"><Icon name="check"/>{trf("Published at {address}", &[("address", &address)])}</p> }.into_any()),
                Outcome::Refused(why) => Some(view! { <p class="trouble"><Icon name="warning"/><span>{why}</span></p> }.into_any()),
            }}
        </div>
    }
}

fn publish(studio: Studio, outcome: RwSignal<Outcome>) {
    let mut collector = studio.collector.get_untracked();
    match collector::usable_address(&collector.address) {
        Ok(address) => collector.address = address,
        Err(_) => {
            let sentence = tr("Enter an address that begins with https:// or http://");
            return outcome.set(Outcome::Refused(sentence.to_owned()));
        }
    }
    if collector.token.is_empty() {
        return outcome.set(Outcome::Refused(
            tr("Paste the token that the collector printed at its first start.").to_owned(),
        ));
    }
    storage::write(storage::COLLECTOR, &collector.address);
    storage::write_for_tab(storage::TOKEN, &collector.token);
    let survey = studio.survey.get_untracked();
    outcome.set(Outcome::UnderWay);
    spawn_local(async move {
        outcome.set(match collector.publish(&survey).await {
            Ok(()) => Outcome::Done(format!("{}/v1/surveys/{}.json", collector.address, survey.id)),
            Err(why) => Outcome::Refused(why),
        });
    });
}
