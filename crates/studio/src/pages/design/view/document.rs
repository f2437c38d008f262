//! The document as a whole: its name, templates, files and links.

use crate::browser::{address, download, files};
use crate::document::{share_link, without_defaults};
use crate::pages::design::model::form;
use crate::pages::design::model::templates::{ALL, Template, TemplateName};
use crate::parts::{Icon, Section, Text};
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use leptos::task::spawn_local;
use outoften_core::survey::Survey;
use web_sys::File;

/// Templates and the survey's name.
#[component]
pub fn Start() -> impl IntoView {
    let studio = Studio::here();
    let taken = Memo::new(move |_| {
        studio.survey.with(|survey| ALL.iter().position(|template| template.matches(survey)))
    });
    let summary = Signal::derive(move || {
        taken
            .get()
            .and_then(|index| ALL.get(index))
            .map_or(tr("Own rule"), |template| name(template))
            .to_owned()
    });
    let option = move |(index, template): (usize, Template)| {
        view! {
            <label class="option">
                <input type="radio" name="template" id=format!("template-{index}")
                    prop:checked=move || taken.get() == Some(index)
                    on:change=move |_| studio.change("template", |survey| template.apply(survey))/>
                <span><strong>{name(&template)}</strong><small>{purpose(&template)}</small></span>
            </label>
        }
    };
    view! {
        <Section id="section-start" title=tr("What to ask") summary=summary>
            <fieldset class="options">
                <legend class="heard">{tr("What to ask")}</legend>
                {ALL.into_iter().enumerate().map(option).collect_view()}
            </fieldset>
            <details class="more">
                <summary>{tr("Metric, kind and channel")}</summary>
                <super::subject::SubjectFields/>
            </details>
            <Text path="id" label=tr("Survey ID") code=true
                hint=tr("Lowercase letters, digits, - and _. It cannot be changed once answers are in.")
                get=|survey| survey.id.clone()
                set=|survey, text| survey.id = form::id_while_typing(&text)/>
        </Section>
    }
}

fn name(template: &Template) -> &'static str {
    match template.name {
        TemplateName::Whole => tr("Overall loyalty (NPS)"),
        TemplateName::Phase => tr("A stage of the journey"),
        TemplateName::Purchase => tr("After a purchase"),
        TemplateName::Support => tr("After support"),
        TemplateName::Effort => tr("How easy it was"),
        TemplateName::Satisfaction => tr("How satisfied they are"),
        TemplateName::Missing => tr("How much they’d miss you"),
    }
}

fn purpose(template: &Template) -> &'static str {
    match template.name {
        TemplateName::Whole => {
            tr("NPS. Twice a year at most: how likely people are to recommend you.")
        }
        TemplateName::Phase => {
            tr("NPS. A part of the journey, such as getting started or renewing.")
        }
        TemplateName::Purchase => tr("NPS. Right after one interaction, at most every 90 days."),
        TemplateName::Support => tr("NPS. When a conversation with your team has ended."),
        TemplateName::Effort => tr("CES 2.0. After something was settled: did you make it easy?"),
        TemplateName::Satisfaction => {
            tr("CSAT. One thing, from very dissatisfied to very satisfied.")
        }
        TemplateName::Missing => tr("FXF. How attached people are, once a year."),
    }
}

/// Export, import, link, start over.
#[component]
pub fn Files() -> impl IntoView {
    let studio = Studio::here();
    let export = move |_| {
        let text = studio.survey.with_untracked(without_defaults::file_text);
        download::save("survey.json", "application/json", text.as_bytes());
    };
    let import = move |event| {
        if let Some(file) = files::chosen(&event) {
            spawn_local(take_document(studio, file));
        }
    };
    let link = move |_| {
        let link = address::page() + &studio.survey.with_untracked(share_link::link);
        spawn_local(async move {
            let copied = download::copy(&link).await;
            studio.announce(if copied {
                tr("Link copied. It contains the whole design.").to_owned()
            } else {
                link
            });
        });
    };
    view! {
        <div class="files" role="group" aria-label=tr("This design")>
            <button id="export" type="button" class="button small" on:click=export>
                <Icon name="download"/>{tr("Download")}
            </button>
            <label class="button small">
                <Icon name="upload"/>{tr("Open")}
                <input id="import" type="file" class="heard" accept="application/json,.json" on:change=import/>
            </label>
            <button id="share" type="button" class="button small" on:click=link>
                <Icon name="link"/>{tr("Share")}
            </button>
        </div>
    }
}

async fn take_document(studio: Studio, file: File) {
    let Ok(bytes) = files::whole(&file).await else {
        return studio.announce(tr("The browser could not read that file."));
    };
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(&bytes) else {
        return studio
            .announce(tr("That file is not JSON. Choose a survey.json that was downloaded here."));
    };
    match Survey::read(&value) {
        Ok(survey) => studio.change("document", |present| *present = survey),
        Err(error) => {
            let why = error.to_string();
            studio.announce(trf(
                "That document could not be read, so yours is unchanged: {why}",
                &[("why", &why)],
            ));
        }
    }
}
