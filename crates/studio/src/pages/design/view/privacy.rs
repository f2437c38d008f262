//! What may be kept on the visitor's device, and where answers go.

use crate::parts::{Section, Switch, Text};
use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;
use outoften_core::survey::Consent;

/// The section.
#[component]
pub fn PrivacyFields() -> impl IntoView {
    let studio = Studio::here();
    let summary = Signal::derive(move || {
        let required = studio.survey.with(|survey| survey.privacy.consent == Consent::Required);
        if required { tr("Only with consent") } else { tr("No consent needed") }.to_owned()
    });
    view! {
        <Section id="section-privacy" title=tr("Privacy") summary=summary>
            <Switch path="privacy.consent" label=tr("Only with consent")
                hint=tr("Nothing is stored and no card shown until the page says so.")
                get=|survey| survey.privacy.consent == Consent::Required
                set=|survey, on| {
                    survey.privacy.consent = if on { Consent::Required } else { Consent::NotRequired };
                }/>
            <Switch path="privacy.cookie" label=tr("Remember across subdomains")
                hint=tr("A first-party cookie that says who was asked and when, and nothing else.")
                get=|survey| survey.privacy.cookie
                set=|survey, on| survey.privacy.cookie = on/>
            <Text path="endpoint" label=tr("Answers go to") code=true placeholder="https://answers.example"
                hint=tr("Empty: to the collector that the tag names.")
                get=|survey| survey.endpoint.clone().unwrap_or_default()
                set=|survey, text| survey.endpoint = Some(text).filter(|text| !text.is_empty())/>
        </Section>
    }
}
