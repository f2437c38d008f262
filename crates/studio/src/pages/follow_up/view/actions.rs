//! What can be done with a case: state, owner, remedy, a note, and the short survey at its end.

use super::labels::{remedy_label, state_label};
use crate::pages::follow_up::model::cases::{REMEDIES, STATES};
use crate::pages::follow_up::model::promise::Promise;
use crate::pages::follow_up::state::FollowUpState;
use crate::parts::{Code, Segmented};
use crate::words::tr;
use leptos::prelude::*;
use serde_json::json;

/// All of them.
#[component]
pub fn Actions(state: FollowUpState) -> impl IntoView {
    let now = state.of_case(|case| case.state.clone());
    let options = STATES.map(|name| (name, state_label(name))).to_vec();
    let set = move |name: String| state.change(json!({ "state": name }));
    view! {
        <div class="case-actions">
            <Segmented id="case-state" label=tr("State") options=options value=now set=set/>
            <div class="pair plain">
                <Owner state=state/>
                <Remedy state=state/>
            </div>
            <Promised state=state/>
            <Note state=state/>
            <ShortSurvey state=state/>
        </div>
    }
}

#[component]
fn Owner(state: FollowUpState) -> impl IntoView {
    let owner = state.of_case(|case| case.owner.clone().unwrap_or_default());
    let set = move |name: String| {
        let name = name.trim().to_owned();
        let owner = if name.is_empty() { json!(null) } else { json!(name) };
        state.change(json!({ "owner": owner }));
    };
    view! {
        <div class="field">
            <label for="case-owner">{tr("Owner")}</label>
            <input id="case-owner" type="text" maxlength="80" autocomplete="off" prop:value=owner
                on:change:target=move |event| set(event.target().value())/>
        </div>
    }
}

#[component]
fn Remedy(state: FollowUpState) -> impl IntoView {
    let chosen = state.of_case(|case| case.remedy.clone().unwrap_or_default());
    let option = move |name: &'static str| {
        view! { <option value=name selected=move || chosen.get() == name>{remedy_label(name)}</option> }
    };
    let set = move |name: String| {
        let remedy = if name.is_empty() { json!(null) } else { json!(name) };
        state.change(json!({ "remedy": remedy }));
    };
    view! {
        <div class="field">
            <label for="case-remedy">{tr("Remedy")}</label>
            <select id="case-remedy" on:change:target=move |event| set(event.target().value())>
                {option("")}
                {REMEDIES.map(option).collect_view()}
            </select>
        </div>
    }
}

/// What was promised, and until when.
#[component]
fn Promised(state: FollowUpState) -> impl IntoView {
    let promise = state.of_case(|case| Promise::read(case.promise.as_deref().unwrap_or_default()));
    let change = move |change: &dyn Fn(&mut Promise)| {
        let mut changed = promise.get_untracked();
        change(&mut changed);
        let written = changed.written();
        if changed == promise.get_untracked() {
            return;
        }
        let promise = if written.is_empty() { json!(null) } else { json!(written) };
        state.change(json!({ "promise": promise }));
    };
    let none = move || promise.with(|promise| *promise == Promise::default());
    view! {
        <div class="pair plain promise">
            <div class="field">
                <label for="case-promise">{tr("Promise")}</label>
                <input id="case-promise" type="text" maxlength="1900" autocomplete="off" dir="auto"
                    prop:value=move || promise.get().text
                    on:change:target=move |event| {
                        let text = event.target().value();
                        change(&|promise| promise.text.clone_from(&text));
                    }/>
            </div>
            <div class="field">
                <label for="case-promise-day">{tr("Until")}</label>
                <input id="case-promise-day" type="date" prop:value=move || promise.get().day
                    on:change:target=move |event| {
                        let day = event.target().value();
                        change(&|promise| promise.day.clone_from(&day));
                    }/>
            </div>
            <button type="button" id="withdraw-promise" class="button small" disabled=none
                on:click=move |_| change(&|promise| *promise = Promise::default())>
                {tr("Withdraw the promise")}
            </button>
        </div>
    }
}

#[component]
fn Note(state: FollowUpState) -> impl IntoView {
    let empty = move || state.note.with(|note| note.trim().is_empty());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        state.change(json!({ "note": state.note.get_untracked().trim() }));
    };
    view! {
        <form class="field note" on:submit=send>
            <label for="case-note">{tr("Note")}</label>
            <textarea id="case-note" rows="2" maxlength="2000" prop:value=move || state.note.get()
                on:input:target=move |event| state.note.set(event.target().value())></textarea>
            <button id="add-note" class="button small" disabled=empty>{tr("Add the note")}</button>
        </form>
    }
}

/// One short question once the problem is gone, to learn whether it is. It has its room from the
/// beginning, so that nothing moves when it can be used.
#[component]
fn ShortSurvey(state: FollowUpState) -> impl IntoView {
    let is_early = state.of_case(|case| !matches!(case.state.as_str(), "solved" | "closed"));
    let followed = state.of_case(|case| case.followup.clone());
    let mini = RwSignal::new(followed.get_untracked().map(|followed| followed.survey));
    let id = move || mini.get().unwrap_or_default();
    let ask = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        state.make_link(id());
    };
    let link = Signal::derive(move || {
        state.link.get().unwrap_or_else(|| tr("The link will appear here.").to_owned())
    });
    let answered = move || followed.get().and_then(|followed| followed.score);
    view! {
        <form class="field short-survey" on:submit=ask>
            <label for="mini-survey">{tr("Short survey after the solution")}</label>
            <p class="hint">{tr("Once the case is solved: the id of a published survey of the group “followup”. The link takes one answer and is good for 30 days.")}</p>
            <div class="row">
                <input id="mini-survey" type="text" class="code" disabled=move || is_early.get()
                    prop:value=id on:input:target=move |event| mini.set(Some(event.target().value()))/>
                <button id="make-link" class="button small" disabled=move || is_early.get() || id().trim().is_empty()>
                    {tr("Make the link")}
                </button>
            </div>
            <div class="one-line" class:blank-text=move || state.link.with(Option::is_none)>
                <Code id="mini-link" label=tr("The link") text=link/>
            </div>
            {move || answered().map(|score| view! { <p class="good-news">{tr("Answered:")}" "{score.to_string()}</p> })}
        </form>
    }
}
