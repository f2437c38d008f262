//! Where the answers come from, and how a file was read.

use super::loading::{Choice, Loader, Problem};
use crate::studio::browser::{hand_out, storage};
use crate::studio::model::number::grouped;
use crate::studio::model::{example, tag};
use crate::studio::parts::{DropZone, Icon, Segmented};
use crate::studio::state::Studio;
use crate::studio::words::{tr, trf};
use leptos::prelude::*;
use leptos::task::spawn_local;
use outoften_core::reading::{DateOrder, Period};
use std::sync::Arc;

/// File, example, collector.
#[component]
pub fn Sources(loader: Loader) -> impl IntoView {
    let example = move |_| {
        if let Ok(file) = hand_out::blob("text/csv", example::csv().as_bytes()) {
            let choice = Choice { segment: Some("city".to_owned()), ..Choice::default() };
            loader.take(tr("Example: Alder Coffee").to_owned(), file, choice);
        }
    };
    view! {
        <div class="sources">
            <DropZone id="answers-file" title=tr("Drop a file with scores")
                hint=tr("CSV, TSV or JSON lines, of any size. Columns are found by themselves.")
                accept=".csv,.tsv,.txt,.json,.jsonl,text/csv"
                take=move |file| loader.take(file.name(), file.into(), Choice::default())/>
            <div class="source-side">
                <CollectorSource loader=loader/>
                <button id="example" type="button" class="button" on:click=example>
                    <Icon name="file"/>{tr("Look at an example")}
                </button>
            </div>
        </div>
        <Progress loader=loader/>
    }
}

#[component]
fn CollectorSource(loader: Loader) -> impl IntoView {
    let studio = Studio::here();
    let problem = RwSignal::new(None::<String>);
    let fetch = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let survey = studio.survey.with_untracked(|survey| survey.id.clone());
        let mut collector = studio.collector.get_untracked();
        match tag::collector(&collector.address) {
            Ok(address) => collector.address = address,
            Err(_) => {
                return problem.set(Some(
                    tr("Give an address that begins with https:// or http://").to_owned(),
                ));
            }
        }
        storage::keep(storage::COLLECTOR, &collector.address);
        storage::keep_for_tab(storage::TOKEN, &collector.token);
        spawn_local(async move {
            match collector.findings(&survey).await {
                Ok(findings) => {
                    problem.set(None);
                    loader.forget_file();
                    studio.findings.set(Some(Arc::new(findings)));
                }
                Err(sentence) => problem.set(Some(sentence)),
            }
        });
    };
    view! {
        <form class="card-box collector" on:submit=fetch>
            <h2>{tr("From your collector")}</h2>
            <CollectorFields/>
            <button id="fetch-results" class="button primary">
                {move || trf("Read “{survey}”", &[("survey", &studio.survey.with(|survey| survey.id.clone()))])}
            </button>
            <p class="flaw" role="alert" hidden=move || problem.get().is_none()>{move || problem.get()}</p>
        </form>
    }
}

/// Address and token, shared with the Install page.
#[component]
pub fn CollectorFields() -> impl IntoView {
    let studio = Studio::here();
    view! {
        <div class="field">
            <label for="collector-address">{tr("Address")}</label>
            <input id="collector-address" type="url" class="code" placeholder="https://answers.example"
                prop:value=move || studio.collector.with(|collector| collector.address.clone())
                on:input:target=move |event| {
                    let address = event.target().value();
                    studio.collector.update(|collector| collector.address = address);
                }/>
        </div>
        <div class="field">
            <label for="collector-token">{tr("Token")}</label>
            <input id="collector-token" type="password" class="code" autocomplete="off"
                prop:value=move || studio.collector.with(|collector| collector.token.clone())
                on:input:target=move |event| {
                    let token = event.target().value().trim().to_owned();
                    studio.collector.update(|collector| collector.token = token);
                }/>
            <p class="hint">{tr("Printed by the collector at its first start. Kept until this tab is closed.")}</p>
        </div>
    }
}

#[component]
fn Progress(loader: Loader) -> impl IntoView {
    let share = move || loader.progress.get().unwrap_or_default();
    let rows = move || trf("{rows} rows read", &[("rows", &grouped(loader.rows.get()))]);
    view! {
        <div class="progress" hidden=move || loader.progress.get().is_none()>
            <progress id="progress" max="1" prop:value=share aria-label=tr("Reading the file")></progress>
            <span>{rows}</span>
            <button id="cancel" type="button" class="button small" on:click=move |_| loader.cancel()>
                {tr("Cancel")}
            </button>
        </div>
    }
}

/// What stands in the way of a file, with the choice that removes it.
#[component]
pub fn Trouble(loader: Loader) -> impl IntoView {
    let choose_column = move |name: String| {
        let button_name = name.clone();
        view! {
            <button type="button" class="button small"
                on:click=move |_| loader.read_as(|choice| choice.score = Some(name.clone()))>
                {button_name}
            </button>
        }
    };
    let order = move |order: DateOrder, words: &'static str| {
        view! {
            <button type="button" class="button small"
                on:click=move |_| loader.read_as(|choice| choice.date_order = Some(order))>
                {words}
            </button>
        }
    };
    view! {
        <div role="alert" class="trouble-place">
            {move || loader.problem.get().map(|problem| match problem {
                Problem::Said(sentence) => view! { <p class="trouble" id="trouble"><Icon name="warning"/>{sentence}</p> }.into_any(),
                Problem::WhichColumn(names) => view! {
                    <div class="trouble" id="trouble">
                        <Icon name="warning"/>
                        <p>{tr("Which column holds the scores from 0 to 10?")}</p>
                        <div class="choices">{names.into_iter().map(choose_column).collect_view()}</div>
                    </div>
                }.into_any(),
                Problem::WhichOrder => view! {
                    <div class="trouble" id="trouble">
                        <Icon name="warning"/>
                        <p>{tr("In dates such as 03/04/2026, which comes first?")}</p>
                        <div class="choices">
                            {order(DateOrder::DayFirst, tr("The day"))}
                            {order(DateOrder::MonthFirst, tr("The month"))}
                        </div>
                    </div>
                }.into_any(),
            })}
        </div>
    }
}

/// Which columns were taken, and the choices that a file allows.
#[component]
pub fn ReadAs(loader: Loader) -> impl IntoView {
    let period = move |name: String| {
        let period = match name.as_str() {
            "week" => Period::Week,
            "quarter" => Period::Quarter,
            _ => Period::Month,
        };
        loader.read_as(|choice| choice.period = Some(period));
    };
    let now = move || match loader.choice.with(|choice| choice.period) {
        Some(Period::Week) => "week".to_owned(),
        Some(Period::Quarter) => "quarter".to_owned(),
        _ => "month".to_owned(),
    };
    let has_dates = move || {
        loader
            .columns
            .with(|columns| columns.as_ref().is_some_and(|columns| columns.date.is_some()))
    };
    view! {
        <div class="read-as" hidden=move || !loader.has_file()>
            <ColumnMenu loader=loader/>
            <div hidden=move || !has_dates()>
                <Segmented id="period" label=tr("Trend by") quiet=true
                    options=vec![("week", tr("Week")), ("month", tr("Month")), ("quarter", tr("Quarter"))]
                    value=Signal::derive(now) set=period/>
            </div>
        </div>
    }
}

#[component]
fn ColumnMenu(loader: Loader) -> impl IntoView {
    let found = move || {
        loader.columns.get().map(|columns| {
            trf("Scores from “{column}”", &[("column", columns.name(columns.score))])
        })
    };
    let names = move || {
        let columns = loader.columns.get();
        columns.map_or(Vec::new(), |columns| {
            let taken = [Some(columns.score), columns.comment, columns.date];
            let free = (0..columns.names.len()).filter(|index| !taken.contains(&Some(*index)));
            free.map(|index| columns.name(index).to_owned()).collect()
        })
    };
    let chosen = move || loader.choice.with(|choice| choice.segment.clone().unwrap_or_default());
    let choose = move |name: String| {
        loader.read_as(|choice| choice.segment = Some(name).filter(|name| !name.is_empty()));
    };
    view! {
        <span class="muted">{found}</span>
        <label class="inline-label">
            {tr("Segments by")}
            <select id="segment-column" class="small" on:change:target=move |event| choose(event.target().value())>
                <option value="" selected=move || chosen().is_empty()>{tr("nothing")}</option>
                {move || names().into_iter().map(|name: String| {
                    let is_chosen = name == chosen();
                    view! { <option value=name.clone() selected=is_chosen>{name.clone()}</option> }
                }).collect_view()}
            </select>
        </label>
    }
}
