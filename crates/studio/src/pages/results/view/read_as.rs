//! How the answers on show were read, and the choices there are.

use crate::pages::results::loader::Loader;
use crate::pages::results::model::findings::Findings;
use crate::pages::results::model::messages::ReadChoice;
use crate::pages::results::requests;
use crate::parts::Segmented;
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use std::sync::Arc;

/// Which columns were taken, and the choices that a file or a collector allows.
#[component]
pub fn ReadAs(loader: Loader, findings: Arc<Findings>) -> impl IntoView {
    let studio = Studio::here();
    let is_live = findings.live;
    let change = move |change: &dyn Fn(&mut ReadChoice)| {
        if is_live {
            loader.choice.update(change);
            requests::fetch(studio, loader);
        } else {
            loader.reread(change);
        }
    };
    let every = move |name: String| change(&move |choice| choice.period = Some(name.clone()));
    let now = move || loader.choice.with(|choice| choice.period.clone());
    let now = Signal::derive(move || now().unwrap_or_else(|| "month".to_owned()));
    let by = move |name: String| {
        change(&move |choice| choice.segment = Some(name.clone()).filter(|name| !name.is_empty()));
    };
    // As it was when these findings came: while the next file is read, nothing of it goes.
    let has_dates = is_live
        || loader
            .columns
            .with_untracked(|columns| columns.as_ref().is_some_and(|c| c.date.is_some()));
    let has_choices = is_live || untrack(|| loader.has_file());
    view! {
        <div class="read-as" hidden=!has_choices>
            <span class="muted">{move || description(loader)}</span>
            <SegmentMenu loader=loader is_live=is_live choose=by/>
            <div hidden=!has_dates>
                <Segmented id="period" label=tr("Trend by") hidden_label=true
                    options=vec![("week", tr("Week")), ("month", tr("Month")), ("quarter", tr("Quarter"))]
                    value=now set=every/>
            </div>
            {is_live.then(|| view! {
                <button id="again" type="button" class="button small" on:click=move |_| requests::fetch(studio, loader)>
                    {tr("Refresh")}
                </button>
            })}
        </div>
    }
}

/// What was found in the file.
fn description(loader: Loader) -> Option<String> {
    let columns = loader.columns.get()?;
    let column = columns.name(columns.score);
    Some(match &columns.tool {
        Some(tool) => trf(
            "Scores from “{column}”, as {tool} exports them",
            &[("column", column), ("tool", tool)],
        ),
        None => trf("Scores from “{column}”", &[("column", column)]),
    })
}

#[component]
fn SegmentMenu(loader: Loader, is_live: bool, choose: impl Fn(String) + 'static) -> impl IntoView {
    let names = move || {
        if is_live {
            let groups = [
                ("segment", tr("Segment")),
                ("touchpoint", tr("Touchpoint")),
                ("channel", tr("Channel")),
            ];
            return groups.map(|(value, name)| (value.to_owned(), name.to_owned())).to_vec();
        }
        let columns = loader.columns.get().unwrap_or_default();
        let taken = [Some(columns.score), columns.comment, columns.date];
        let free = (0..columns.names.len()).filter(|index| !taken.contains(&Some(*index)));
        let pair = |index| (columns.name(index).to_owned(), columns.name(index).to_owned());
        free.map(pair).collect::<Vec<_>>()
    };
    let chosen = move || loader.choice.with(|choice| choice.segment.clone().unwrap_or_default());
    let none = if is_live { tr("automatic") } else { tr("none") };
    view! {
        <label class="inline-label">
            {tr("Segments")}
            <select id="segment-column" class="small" on:change:target=move |event| choose(event.target().value())>
                <option value="" selected=move || chosen().is_empty()>{none}</option>
                {move || names().into_iter().map(|(value, name)| {
                    let is_chosen = value == chosen();
                    view! { <option value=value selected=is_chosen>{name}</option> }
                }).collect_view()}
            </select>
        </label>
    }
}
