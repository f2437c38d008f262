//! What comes after the score: reasons to tick, a request for an address, a link for each class.

use super::reasons::Reasons;
use crate::pages::design::model::form;
use crate::pages::design::preview::PreviewState;
use crate::parts::{ClassTicks, Flaw, Section, Switch, class_name};
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::Class;
use outoften_core::survey::{ContactRequest, Ending, Labels, Link, Survey};

/// The section.
#[component]
pub fn AfterFields(
    /// Labels are written in the language of the preview.
    preview: PreviewState,
) -> impl IntoView {
    let studio = Studio::here();
    let summary = Signal::derive(move || studio.survey.with(summary));
    let asks = Memo::new(move |_| studio.survey.with(|survey| survey.contact.is_some()));
    view! {
        <Section id="section-after" title=tr("After the score") summary=summary>
            <Reasons preview=preview/>
            <Switch path="contact" label=tr("Offer to write back")
                hint=tr("Asks for an e-mail address and consent. Both are optional.")
                get=|survey| survey.contact.is_some()
                set=|survey, on| survey.contact = on.then(|| ContactRequest { classes: vec![Class::Detractor] })/>
            <Show when=move || asks.get()>
                <ClassTicks path="contact.classes" label=tr("Offered to")
                    get=|survey| survey.contact.as_ref().map_or(&[], |contact| contact.classes.as_slice())
                    set=|survey, classes| survey.contact = Some(ContactRequest { classes })/>
            </Show>
            <div class="endings" role="group" aria-label=tr("Link beside the thank-you")>
                <h3>{tr("Link beside the thank-you")}</h3>
                <p class="hint">{tr("At most one for each class. Reviews: send everybody there or nobody.")}</p>
                {Class::ALL.map(|class| view! { <EndLink preview=preview class=class/> }).collect_view()}
            </div>
        </Section>
    }
}

fn summary(survey: &Survey) -> String {
    let links = Class::ALL.into_iter().filter(|class| survey.endings.of(*class).is_some()).count();
    let reasons = survey.drivers.as_ref().map(|drivers| drivers.options.len().to_string());
    let parts = [
        reasons.map(|n| trf("{n} reasons", &[("n", &n)])),
        survey.contact.as_ref().map(|_| tr("write back").to_owned()),
        (links > 0).then(|| trf("{n} links", &[("n", &links.to_string())])),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { tr("A comment").to_owned() } else { parts.join(" · ") }
}

#[component]
fn EndLink(preview: PreviewState, class: Class) -> impl IntoView {
    let studio = Studio::here();
    let of = move |get: &dyn Fn(&Link) -> String| {
        studio.survey.with(|survey| {
            let link = survey.endings.of(class).and_then(|ending| ending.link.as_ref());
            link.map(get).unwrap_or_default()
        })
    };
    let set = move |address: String, label: Option<String>| {
        let language = preview.language.get_untracked();
        studio.change(&format!("endings.{}", class.name()), |survey| {
            let labels = label_of(survey, class);
            let labels =
                label.map_or(labels.clone(), |text| form::with_label(&labels, &language, &text));
            let is_empty = address.is_empty() && labels.iter().next().is_none();
            let link = Link { address, labels };
            *survey.endings.of_mut(class) = (!is_empty).then_some(Ending { link: Some(link) });
        });
    };
    let name = move || class_name(studio.survey.with(|survey| survey.metric), class);
    let address = move || of(&|link| link.address.clone());
    let label = move || of(&|link| form::label(&link.labels, &preview.language.get()));
    view! {
        <div class=format!("ending {}", class.name())>
            <span class="class-name">{name}</span>
            <input id=format!("ending-label-{}", class.name()) type="text" maxlength="80" dir="auto"
                lang=move || preview.language.get() placeholder=tr("What the link says")
                aria-label=move || format!("{}: {}", name(), tr("What the link says"))
                prop:value=label
                on:input:target=move |event| set(address(), Some(event.target().value()))/>
            <input id=format!("ending-{}", class.name()) type="text" class="code" placeholder="https://…"
                aria-label=move || format!("{}: {}", name(), tr("Address"))
                spellcheck="false" prop:value=address
                on:input:target=move |event| set(event.target().value(), None)/>
            <Flaw path=format!("endings.{}", class.name())/>
        </div>
    }
}

fn label_of(survey: &Survey, class: Class) -> Labels {
    let link = survey.endings.of(class).and_then(|ending| ending.link.as_ref());
    link.map(|link| link.labels.clone()).unwrap_or_default()
}
