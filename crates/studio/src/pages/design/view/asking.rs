//! Who is asked again, and when: the fatigue policy in plain words.

use crate::browser::{dates, now_ms};
use crate::pages::design::model::form::{asked_again, profile_of};
use crate::parts::{Lines, Number, Section, SpanField, Switch, Text};
use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;
use outoften_core::fatigue::{Cap as CapFigures, EventKind, Policy, Profile};
use outoften_core::survey::Survey;
use outoften_core::time::{Span, Utc};

/// What a limit begins with.
const FIRST_CAP: CapFigures = CapFigures { max: 3, per: Span::Months(6) };

/// The section.
#[component]
pub fn AskingFields() -> impl IntoView {
    let studio = Studio::here();
    let profile = Memo::new(move |_| studio.survey.with(|survey| profile_of(&survey.fatigue)));
    let summary = Signal::derive(move || profile.get().map_or(tr("Own rule"), name).to_owned());
    let card = move |ready: Profile| {
        view! {
            <label class="option">
                <input type="radio" name="profile" id=format!("profile-{}", ready.name())
                    prop:checked=move || profile.get() == Some(ready)
                    on:change=move |_| studio.change("fatigue", |survey| survey.fatigue = Policy::of(ready))/>
                <span><strong>{name(ready)}</strong><small>{purpose(ready)}</small></span>
            </label>
        }
    };
    view! {
        <Section id="section-asking" title=tr("How often to ask") summary=summary>
            <fieldset class="options">
                <legend class="heard">{tr("How often to ask")}</legend>
                {Profile::ALL.iter().copied().map(card).collect_view()}
            </fieldset>
            <Forecast/>
            <details class="more">
                <summary>{tr("Advanced settings")}</summary>
                <Figures/>
            </details>
        </Section>
    }
}

fn name(profile: Profile) -> &'static str {
    match profile {
        Profile::Strict => tr("At most every six months"),
        Profile::Yearly => tr("Once a year"),
        Profile::Lenient => tr("Keep asking until they answer"),
        Profile::Transactional => tr("After an interaction"),
    }
}

fn purpose(profile: Profile) -> &'static str {
    match profile {
        Profile::Strict => {
            tr("Whether they answered, closed or ignored the card. The considerate default.")
        }
        Profile::Yearly => tr("A reference point per year."),
        Profile::Lenient => tr(
            "Six months after an answer, a month after closing it, two weeks after ignoring it; at most three times in six months.",
        ),
        Profile::Transactional => tr("At most every 90 days, independently of your main survey."),
    }
}

/// When a visitor who sees the card today may be asked again.
#[component]
fn Forecast() -> impl IntoView {
    let studio = Studio::here();
    let now = Utc::from_ms(now_ms() as i64);
    let line = move |what: EventKind, words: &'static str| {
        let due = move || {
            let again = studio.survey.with(|survey| asked_again(&survey.fatigue, what, now));
            again.map_or_else(|| tr("never").to_owned(), dates::long_day)
        };
        view! { <tr><th scope="row">{words}</th><td>{due}</td></tr> }
    };
    view! {
        <table class="forecast" id="forecast">
            <caption>{tr("Someone who sees the card today can be asked again")}</caption>
            <tbody>
                {line(EventKind::Answered, tr("after answering"))}
                {line(EventKind::Dismissed, tr("after closing it"))}
                {line(EventKind::Shown, tr("after ignoring it"))}
                {line(EventKind::Snoozed, tr("after “Later”"))}
                {line(EventKind::OptedOut, tr("after “Don’t ask me again”"))}
            </tbody>
        </table>
    }
}

fn set_snoozes(survey: &mut Survey, text: String) {
    if let Ok(count) = text.parse::<u16>() {
        survey.fatigue.max_snoozes = count.min(100);
    }
}

#[component]
fn Figures() -> impl IntoView {
    view! {
        <SpanField path="fatigue.cooldown.answered" label=tr("After an answer")
            get=|survey| Some(survey.fatigue.cooldown.answered)
            set=|survey, span| survey.fatigue.cooldown.answered = span.unwrap_or(survey.fatigue.cooldown.answered)/>
        <SpanField path="fatigue.cooldown.dismissed" label=tr("After closing it")
            get=|survey| Some(survey.fatigue.cooldown.dismissed)
            set=|survey, span| survey.fatigue.cooldown.dismissed = span.unwrap_or(survey.fatigue.cooldown.dismissed)/>
        <SpanField path="fatigue.cooldown.shown" label=tr("After ignoring it")
            get=|survey| Some(survey.fatigue.cooldown.shown)
            set=|survey, span| survey.fatigue.cooldown.shown = span.unwrap_or(survey.fatigue.cooldown.shown)/>
        <SpanField path="fatigue.cooldown.snoozed" label=tr("After “Later”")
            get=|survey| Some(survey.fatigue.cooldown.snoozed)
            set=|survey, span| survey.fatigue.cooldown.snoozed = span.unwrap_or(survey.fatigue.cooldown.snoozed)/>
        <SpanField path="fatigue.any_survey_gap" label=tr("Between two different questions") may_be_none=true
            get=|survey| survey.fatigue.any_survey_gap
            set=|survey, span| survey.fatigue.any_survey_gap = span/>
        <SpanField path="fatigue.first_seen_delay" label=tr("Don’t ask new visitors for") may_be_none=true
            get=|survey| survey.fatigue.first_seen_delay
            set=|survey, span| survey.fatigue.first_seen_delay = span/>
        <Text path="fatigue.max_snoozes" label=tr("How many times in a row “Later” is accepted")
            get=|survey| survey.fatigue.max_snoozes.to_string()
            set=set_snoozes/>
        <Cap/>
        <SpanField path="fatigue.skew_tolerance" label=tr("How wrong a visitor’s clock may be")
            get=|survey| Some(survey.fatigue.skew_tolerance)
            set=|survey, span| survey.fatigue.skew_tolerance = span.unwrap_or(survey.fatigue.skew_tolerance)/>
        <Lines path="fatigue.exempt_groups" label=tr("Groups that ignore this gap")
            hint=tr("One name in each line: they neither wait for other questions nor hold them up.")
            get=|survey| &survey.fatigue.exempt_groups
            set=|survey, groups| survey.fatigue.exempt_groups = groups/>
        <Text path="fatigue.group" label=tr("Shared rule") code=true
            hint=tr("Questions of one group share their waiting times.")
            get=|survey| survey.fatigue.group.clone()
            set=|survey, group| survey.fatigue.group = group/>
    }
}

/// At most so often in so long.
#[component]
fn Cap() -> impl IntoView {
    let studio = Studio::here();
    let has_cap = Memo::new(move |_| studio.survey.with(|survey| survey.fatigue.cap.is_some()));
    view! {
        <Switch path="fatigue.cap" label=tr("Overall limit")
            hint=tr("However short the waits are, nobody is asked more often than this.")
            get=|survey| survey.fatigue.cap.is_some()
            set=|survey, on| survey.fatigue.cap = on.then_some(FIRST_CAP)/>
        <Show when=move || has_cap.get()>
            <Number path="fatigue.cap.max" label=tr("At most") unit="×" max=100 slide=12
                get=|survey| survey.fatigue.cap.map_or(1, |cap| u32::from(cap.max))
                set=|survey, max| survey.fatigue.cap = survey.fatigue.cap.map(|cap| CapFigures { max: (max as u16).max(1), ..cap })/>
            <SpanField path="fatigue.cap.per" label=tr("In")
                get=|survey| survey.fatigue.cap.map(|cap| cap.per)
                set=|survey, span| {
                    let per = span.unwrap_or(FIRST_CAP.per);
                    survey.fatigue.cap = survey.fatigue.cap.map(|cap| CapFigures { per, ..cap });
                }/>
        </Show>
    }
}
