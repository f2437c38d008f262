//! Where the answers come from: a file, an example, a collector.

use super::metric::question_name;
use crate::browser::download;
use crate::collector::CollectorFields;
use crate::format::grouped;
use crate::pages::results::loader::Loader;
use crate::pages::results::model::example;
use crate::pages::results::requests;
use crate::parts::{Dismiss, DropZone, Icon};
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::metric::Metric;
use outoften_studio_reader::messages::{Problem, ReadChoice};

/// File, example, collector.
#[component]
pub fn Sources(loader: Loader) -> impl IntoView {
    let metric = RwSignal::new(Metric::Nps);
    let example = move |_| {
        if let Ok(file) = download::blob("text/csv", example::csv().as_bytes()) {
            let choice = ReadChoice { segment: Some("city".to_owned()), ..ReadChoice::default() };
            loader.open(tr("Example: Alder Coffee").to_owned(), file, choice);
        }
    };
    let take = move |file: web_sys::File| {
        let choice = ReadChoice { metric: metric.get_untracked(), ..ReadChoice::default() };
        loader.open(file.name(), file.into(), choice);
    };
    view! {
        <div class="sources">
            <div class="source-main">
                <DropZone id="answers-file" title=tr("Drop a file with scores")
                    hint=tr("CSV, TSV or JSON lines of any size, or an Excel workbook (.xlsx). Columns are detected automatically.")
                    accept=".csv,.tsv,.txt,.json,.jsonl,.xlsx,text/csv" take=take/>
                <QuestionMenu chosen=metric/>
            </div>
            <div class="source-side">
                <CollectorSource loader=loader/>
                <button id="example" type="button" class="button" on:click=example>
                    <Icon name="file"/>{tr("Look at an example")}
                </button>
            </div>
        </div>
    }
}

/// What was asked, for a file that does not say.
#[component]
fn QuestionMenu(chosen: RwSignal<Metric>) -> impl IntoView {
    let option = move |metric: Metric| {
        view! {
            <option value=metric.name() selected=move || chosen.get() == metric>{question_name(metric)}</option>
        }
    };
    view! {
        <label class="inline-label" for="question">
            {tr("The file’s question")}
            <select id="question" class="small"
                on:change:target=move |event| chosen.set(Metric::from_name(&event.target().value()).unwrap_or_default())>
                {Metric::ALL.iter().copied().map(option).collect_view()}
            </select>
        </label>
    }
}

#[component]
fn CollectorSource(loader: Loader) -> impl IntoView {
    let studio = Studio::here();
    let fetch = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        loader.choice.set(ReadChoice::default());
        requests::fetch(studio, loader);
    };
    view! {
        <form class="card-box collector" on:submit=fetch>
            <h2>{tr("From your collector")}</h2>
            <CollectorFields/>
            <button id="fetch-results" class="button primary" disabled=move || loader.waiting.get()>
                {tr("Load results")}
            </button>
        </form>
    }
}

/// How much of the file was read, and a button that cancels.
#[component]
pub fn Progress(loader: Loader) -> impl IntoView {
    let share = move || loader.progress.get().unwrap_or_default();
    let rows = move || trf("{rows} rows read", &[("rows", &grouped(loader.rows.get()))]);
    let is_done = move || loader.progress.get().is_none();
    view! {
        <div class="progress" hidden=is_done>
            <progress id="progress" max="1" prop:value=share aria-label=tr("Reading the file")></progress>
            <span id="rows-read">{rows}</span>
            <button id="cancel" type="button" class="button small" on:click=move |_| loader.cancel()>
                {tr("Cancel")}
            </button>
        </div>
    }
}

/// Why a file could not be read, with the choice that helps.
#[component]
pub fn Trouble(loader: Loader) -> impl IntoView {
    let said = move |sentence: String| {
        view! {
            <p class="trouble" id="trouble">
                <Icon name="warning"/><span>{sentence}</span>
                <Dismiss close=move || loader.problem.set(None)/>
            </p>
        }
        .into_any()
    };
    let show = move |problem: Problem| {
        match problem {
        Problem::Empty => said(
            tr("The file is empty. Expected a header line and one line per answer.").to_owned(),
        ),
        Problem::NotATable(found, advice) => said(trf(
            "This looks like {found}, not like a table; {advice}.",
            &[("found", &found), ("advice", &advice)],
        )),
        Problem::TooManySegments(limit) => said(trf(
            "The segment column has more than {limit} different values; choose one with fewer, such as a country or a plan.",
            &[("limit", &grouped(limit as u64))],
        )),
        Problem::TooManyColumns(limit) => said(trf(
            "The file has more than {limit} columns. Leave out those that are not needed.",
            &[("limit", &grouped(limit as u64))],
        )),
        Problem::NothingMatches => {
            said(tr("No row has the values of the filters. Check their spelling.").to_owned())
        }
        Problem::BrokenWorkbook => said(
            tr("This is no workbook that can be read. Save it again as .xlsx, or save the sheet as CSV.")
                .to_owned(),
        ),
        Problem::TooBig => said(
            tr("There is more packed in this workbook than is safe to unpack. Save the sheet as CSV.")
                .to_owned(),
        ),
        Problem::OtherScale(column, highest) => {
            view! { <OtherScale loader=loader column=column highest=highest/> }.into_any()
        }
        Problem::Unreadable => {
            said(tr("The browser could not read that file. Was it moved or changed?").to_owned())
        }
        Problem::Other(sentence) => said(sentence),
        Problem::WhichColumn(names) => {
            view! { <WhichColumn loader=loader names=names/> }.into_any()
        }
        Problem::WhichOrder => view! { <WhichOrder loader=loader/> }.into_any(),
    }
    };
    view! {
        <div role="alert" class="trouble-place">{move || loader.problem.get().map(show)}</div>
    }
}

#[component]
fn WhichColumn(loader: Loader, names: Vec<String>) -> impl IntoView {
    let choice = move |name: String| {
        let shown = name.clone();
        view! {
            <button type="button" class="button small"
                on:click=move |_| loader.reread(|choice| choice.score = Some(name.clone()))>
                {shown}
            </button>
        }
    };
    let (low, high) = loader.choice.with_untracked(|choice| choice.metric.scale());
    let words = trf(
        "Which column holds the scores from {low} to {high}?",
        &[("low", &low.to_string()), ("high", &high.to_string())],
    );
    view! {
        <div class="trouble" id="trouble">
            <Icon name="warning"/>
            <p>{words}</p>
            <div class="choices">{names.into_iter().take(60).map(choice).collect_view()}</div>
        </div>
    }
}

#[component]
fn WhichOrder(loader: Loader) -> impl IntoView {
    let order = move |first: bool, words: &'static str| {
        view! {
            <button type="button" class="button small"
                on:click=move |_| loader.reread(|choice| choice.day_first = Some(first))>
                {words}
            </button>
        }
    };
    view! {
        <div class="trouble" id="trouble">
            <Icon name="warning"/>
            <p>{tr("In dates such as 03/04/2026, which comes first?")}</p>
            <div class="choices">{order(true, tr("The day"))}{order(false, tr("The month"))}</div>
        </div>
    }
}

/// Answers that are no scores from 0 to 10.
#[component]
fn OtherScale(loader: Loader, column: String, highest: u8) -> impl IntoView {
    let words = trf(
        "The answers in “{column}” look like a scale of 0 to {highest}, not 0 to 10. Is it the right column?",
        &[("column", &column), ("highest", &highest.to_string())],
    );
    view! {
        <div class="trouble" id="trouble">
            <Icon name="warning"/>
            <p>{words}</p>
            <div class="choices">
                <button type="button" class="button small"
                    on:click=move |_| loader.reread(|choice| choice.allow_partial = true)>
                    {tr("Count the rows that fit on 0 to 10")}
                </button>
            </div>
        </div>
    }
}
