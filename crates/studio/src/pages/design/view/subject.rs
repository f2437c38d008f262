//! What is measured, and of what: the metric, the kind, the channel.

use crate::parts::{Field, Text};
use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;
use outoften_core::survey::{Kind, Metric};

/// The fields.
#[component]
pub fn SubjectFields() -> impl IntoView {
    let studio = Studio::here();
    let metric = Memo::new(move |_| studio.survey.with(|survey| survey.metric));
    let kind = Memo::new(move |_| studio.survey.with(|survey| survey.kind));
    let metric_option = move |one: Metric| {
        view! { <option value=one.name() selected=move || metric.get() == one>{metric_name(one)}</option> }
    };
    let kind_option = move |one: Kind| {
        view! { <option value=one.name() selected=move || kind.get() == one>{kind_name(one)}</option> }
    };
    view! {
        <Field path="metric" label=tr("Metric") hint=tr("Each has its own scale and is never mixed with another.")>
            <select id="field-metric" on:change:target=move |event| {
                if let Some(metric) = Metric::from_name(&event.target().value()) {
                    studio.change("metric", |survey| survey.metric = metric);
                }
            }>{Metric::ALL.iter().copied().map(metric_option).collect_view()}</select>
        </Field>
        <Field path="kind" label=tr("About")>
            <select id="field-kind" on:change:target=move |event| {
                if let Some(kind) = Kind::from_name(&event.target().value()) {
                    studio.change("kind", |survey| survey.kind = kind);
                }
            }>{Kind::ALL.iter().copied().map(kind_option).collect_view()}</select>
        </Field>
        <Text path="channel" label=tr("Channel") code=true hint=tr("Stored with each answer: web, app, shop.")
            get=|survey| survey.channel.clone() set=|survey, text| survey.channel = text/>
    }
}

fn metric_name(metric: Metric) -> &'static str {
    match metric {
        Metric::Nps => tr("NPS: recommending, 0 to 10"),
        Metric::Ces1 => tr("CES 1.0: effort, 1 to 5, less is better"),
        Metric::Ces2 => tr("CES 2.0: made it easy, 1 to 7"),
        Metric::Csat => tr("CSAT: satisfaction, 1 to 5"),
        Metric::Fxf => tr("FXF: how much they’d miss you, 0 to 10"),
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Relational => tr("Overall loyalty (NPS)"),
        Kind::Phase => tr("A stage of the journey"),
        Kind::Transactional => tr("One interaction"),
    }
}
