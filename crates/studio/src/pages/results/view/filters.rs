//! Filters: only rows with these values count. Of several values for one column any will do; columns
//! must all fit.

use super::read_as::{column_key, column_title};
use crate::format::grouped;
use crate::pages::results::loader::Loader;
use crate::parts::Icon;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_studio_reader::file_details::FileDetails;

/// The filters in force, and the fields for another one.
#[component]
pub fn Filters(loader: Loader, details: Memo<Option<FileDetails>>) -> impl IntoView {
    let filters = move || loader.choice.with(|choice| choice.filters.clone());
    let line = move |(index, (column, value)): (usize, (String, String))| {
        let text = format!("{} = {value}", named(details, &column));
        let name = trf("Remove the filter {filter}", &[("filter", &text)]);
        view! {
            <li>
                <span>{text}</span>
                <button type="button" class="round" aria-label=name
                    on:click=move |_| loader.reread(|choice| {
                        if index < choice.filters.len() {
                            drop(choice.filters.remove(index));
                        }
                    })>
                    <Icon name="cross"/>
                </button>
            </li>
        }
    };
    let left_out = move || {
        let rows = details.with(|details| details.as_ref().map_or(0, |details| details.left_out));
        (rows > 0).then(|| trf("{rows} rows left out", &[("rows", &grouped(rows))]))
    };
    view! {
        <fieldset class="row-filters" id="filters">
            <legend>{tr("Only rows with these values")}</legend>
            <ul hidden=move || filters().is_empty()>{move || filters().into_iter().enumerate().map(line).collect_view()}</ul>
            <AddFilter loader=loader details=details/>
            <p class="muted" id="left-out" role="status">{left_out}</p>
        </fieldset>
    }
}

/// The name of a column that is asked for by name or by number.
fn named(details: Memo<Option<FileDetails>>, key: &str) -> String {
    details.with(|details| {
        let Some(details) = details else { return key.to_owned() };
        let column = (0..details.names.len()).find(|column| column_key(details, *column) == key);
        column.map_or_else(|| key.to_owned(), |column| column_title(details, column))
    })
}

#[component]
fn AddFilter(loader: Loader, details: Memo<Option<FileDetails>>) -> impl IntoView {
    let column = RwSignal::new(String::new());
    let value = RwSignal::new(String::new());
    let options = move || {
        let details = details.get().unwrap_or_default();
        let option = |index: usize| {
            let key = column_key(&details, index);
            let is_chosen = key == column.get_untracked();
            view! { <option value=key selected=is_chosen>{column_title(&details, index)}</option> }
        };
        (0..details.names.len()).map(option).collect_view()
    };
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let filter = (column.get_untracked(), value.get_untracked().trim().to_owned());
        if !filter.0.is_empty() {
            value.set(String::new());
            loader.reread(|choice| choice.filters.push(filter));
        }
    };
    view! {
        <form class="add-filter" on:submit=add>
            <select id="filter-column" aria-label=tr("Column")
                on:change:target=move |event| column.set(event.target().value())>
                <option value="" selected=move || column.get().is_empty()>{tr("Choose a column")}</option>
                {options}
            </select>
            <input id="filter-value" type="text" aria-label=tr("Value") placeholder=tr("Value")
                autocomplete="off" prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())/>
            <button id="add-filter" class="button" disabled=move || column.get().is_empty()>
                {tr("Add the filter")}
            </button>
        </form>
    }
}
