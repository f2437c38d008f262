//! When the card appears: all conditions set here must be true.

use crate::parts::{Lines, Number, Section, Switch, Text};
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::survey::Survey;

/// The section.
#[component]
pub fn TimingFields() -> impl IntoView {
    let studio = Studio::here();
    let summary = Signal::derive(move || studio.survey.with(summary));
    view! {
        <Section id="section-moment" title=tr("Timing") summary=summary>
            <p class="hint">{tr("All conditions must be true when the card appears.")}</p>
            <Number path="triggers.delay_ms" label=tr("Wait on the page") unit="s" max=3_600 slide=120
                hint=tr("The card appears after this time, and only in the visible tab.")
                get=|survey| survey.triggers.delay_ms.div_ceil(1_000)
                set=|survey, seconds| survey.triggers.delay_ms = seconds * 1_000/>
            <Number path="triggers.scroll_percent" label=tr("Scrolled at least") unit="%" max=100
                get=|survey| u32::from(survey.triggers.scroll_percent)
                set=|survey, percent| survey.triggers.scroll_percent = percent as u8/>
            <Number path="triggers.page_views" label=tr("Pages seen in this visit") unit="" max=1_000 slide=20
                get=|survey| u32::from(survey.triggers.page_views)
                set=|survey, pages| survey.triggers.page_views = pages as u16/>
            <Number path="triggers.site_ms" label=tr("Time on the site in this visit") unit="s" max=86_400 slide=600
                get=|survey| survey.triggers.site_ms.div_ceil(1_000)
                set=|survey, seconds| survey.triggers.site_ms = seconds * 1_000/>
            <Switch path="triggers.exit_intent" label=tr("Wait until the pointer leaves the page")
                hint=tr("Doesn’t work on phones, which have no pointer.")
                get=|survey| survey.triggers.exit_intent
                set=|survey, on| survey.triggers.exit_intent = on/>
            <details class="more">
                <summary>{tr("After something in the page")}</summary>
                <InThePage/>
            </details>
            <details class="more">
                <summary>{tr("On which pages")}</summary>
                <Pages/>
            </details>
        </Section>
    }
}

fn summary(survey: &Survey) -> String {
    let triggers = &survey.triggers;
    let more = [
        triggers.scroll_percent > 0,
        triggers.exit_intent,
        triggers.event.is_some(),
        triggers.visible.is_some(),
        triggers.clicked.is_some(),
        triggers.page_views > 0,
        triggers.site_ms > 0,
        !triggers.include.is_empty() || !triggers.exclude.is_empty(),
    ];
    let more = more.into_iter().filter(|set| *set).count().to_string();
    let seconds = format!("{}", f64::from(triggers.delay_ms) / 1_000.0);
    let values = [("seconds", seconds.as_str()), ("more", more.as_str())];
    match more.as_str() {
        "0" => trf("After {seconds} s", &values),
        _ => trf("After {seconds} s, {more} more", &values),
    }
}

fn none_if_empty(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

#[component]
fn InThePage() -> impl IntoView {
    view! {
        <Text path="triggers.event" label=tr("After this event") code=true placeholder="order-paid"
            hint=tr("The page says outoften('event', 'order-paid').")
            get=|survey| survey.triggers.event.clone().unwrap_or_default()
            set=|survey, text| survey.triggers.event = none_if_empty(text)/>
        <Text path="triggers.visible" label=tr("Once this is in view") code=true placeholder="#reviews"
            hint=tr("A CSS selector; the first match is used.")
            get=|survey| survey.triggers.visible.clone().unwrap_or_default()
            set=|survey, text| survey.triggers.visible = none_if_empty(text)/>
        <Text path="triggers.clicked" label=tr("Once this is clicked") code=true placeholder=".help-done"
            get=|survey| survey.triggers.clicked.clone().unwrap_or_default()
            set=|survey, text| survey.triggers.clicked = none_if_empty(text)/>
    }
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <Lines path="triggers.include" label=tr("Only on these pages") placeholder="/account/*"
            hint=tr("One path in each line; * stands for anything. Or regex: and an expression.")
            get=|survey| &survey.triggers.include
            set=|survey, pages| survey.triggers.include = pages/>
        <Lines path="triggers.exclude" label=tr("Never on these pages") placeholder="/checkout*"
            get=|survey| &survey.triggers.exclude
            set=|survey, pages| survey.triggers.exclude = pages/>
    }
}
