//! The choices of how a file is read: columns, date order, encoding, sheet, filters; with the first
//! rows as they were read.

use super::filters::Filters;
use super::preview::Preview;
use super::read_as::{column_key, column_title, details_on_show};
use crate::pages::results::loader::Loader;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_studio_reader::file_details::FileDetails;
use outoften_studio_reader::messages::ReadChoice;

/// Encodings in which survey tools and spreadsheets write, as browsers name them.
const ENCODINGS: [&str; 22] = [
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "ISO-8859-2",
    "ISO-8859-5",
    "KOI8-R",
    "macintosh",
    "Shift_JIS",
    "EUC-JP",
    "EUC-KR",
    "GBK",
    "Big5",
];

/// The choices, folded. The same elements stay while a file is read again, so that the focus does.
#[component]
pub fn ReadOptions(loader: Loader) -> impl IntoView {
    let details = details_on_show();
    let of = move || details.get().unwrap_or_default();
    let is_book = Memo::new(move |_| !of().sheets.is_empty());
    let has_dates = Memo::new(move |_| of().date.is_some());
    view! {
        <details class="card-box read-options" id="read-options" hidden=move || !loader.is_of_file.get()
            prop:open=move || loader.options_open.get()
            on:toggle:target=move |event| loader.options_open.set(event.target().open())>
            <summary>{tr("Change columns, encoding or filters")}</summary>
            <div class="read-fields">
                <ColumnMenu loader=loader details=details id="score-column" label=tr("Scores") optional=false
                    taken=|details| Some(details.score) set=|choice, column| choice.score = Some(column)/>
                <ColumnMenu loader=loader details=details id="date-column" label=tr("Dates") optional=true
                    taken=|details| details.date set=|choice, column| choice.date = Some(column)/>
                <ColumnMenu loader=loader details=details id="comment-column" label=tr("Comments") optional=true
                    taken=|details| details.comment set=|choice, column| choice.comment = Some(column)/>
                <Show when=move || has_dates.get()><DateOrderMenu loader=loader/></Show>
                <Show when=move || is_book.get() fallback=move || view! { <EncodingMenu loader=loader details=details/> }>
                    <SheetMenu loader=loader details=details/>
                </Show>
            </div>
            <Filters loader=loader details=details/>
            <ul class="notes">{move || notes(&of()).into_iter().map(|note| view! { <li>{note}</li> }).collect_view()}</ul>
            <Preview details=details/>
        </details>
    }
}

/// What else was decided, and may be wrong.
fn notes(details: &FileDetails) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(other) = details.runner_up {
        let column = column_title(details, other);
        notes.push(trf("“{column}” could hold scores too.", &[("column", &column)]));
    }
    match details.titles {
        0 => {}
        1 => notes.push(tr("1 line above the header was skipped.").to_owned()),
        lines => {
            let lines = lines.to_string();
            notes.push(trf("{n} lines above the header were skipped.", &[("n", &lines)]));
        }
    }
    if !details.has_header {
        notes.push(tr("No header line was found; columns go by their number.").to_owned());
    }
    notes
}

/// A menu of all columns.
#[component]
fn ColumnMenu(
    loader: Loader,
    details: Memo<Option<FileDetails>>,
    id: &'static str,
    label: &'static str,
    /// Whether there may be none.
    optional: bool,
    taken: fn(&FileDetails) -> Option<usize>,
    set: fn(&mut ReadChoice, String),
) -> impl IntoView {
    let options = move || {
        let details = details.get().unwrap_or_default();
        let taken = taken(&details);
        let option = |column: usize| {
            let (value, title) = (column_key(&details, column), column_title(&details, column));
            view! { <option value=value selected=taken == Some(column)>{title}</option> }
        };
        let none = optional.then(|| {
            view! { <option value="" selected=taken.is_none()>{tr("none")}</option> }
        });
        view! { {none}{(0..details.names.len()).map(option).collect_view()} }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id on:change:target=move |event| {
                let column = event.target().value();
                loader.reread(|choice| set(choice, column));
            }>{options}</select>
        </div>
    }
}

#[component]
fn DateOrderMenu(loader: Loader) -> impl IntoView {
    let order = move || loader.choice.with(|choice| choice.day_first);
    let option = move |value: &'static str, wanted: Option<bool>, words: &'static str| {
        view! { <option value=value selected=move || order() == wanted>{words}</option> }
    };
    let set = move |value: String| {
        let order = match value.as_str() {
            "day" => Some(true),
            "month" => Some(false),
            _ => None,
        };
        loader.reread(|choice| choice.day_first = order);
    };
    view! {
        <div class="field">
            <label for="date-order">{tr("Dates such as 03/04/2026")}</label>
            <select id="date-order" on:change:target=move |event| set(event.target().value())>
                {option("", None, tr("automatic"))}
                {option("day", Some(true), tr("The day first"))}
                {option("month", Some(false), tr("The month first"))}
            </select>
        </div>
    }
}

#[component]
fn EncodingMenu(loader: Loader, details: Memo<Option<FileDetails>>) -> impl IntoView {
    let chosen = move || loader.choice.with(|choice| choice.encoding.clone().unwrap_or_default());
    let found = move || {
        let found = details.with(|details| details.as_ref().and_then(|d| d.encoding.clone()));
        match found {
            Some(encoding) if chosen().is_empty() => {
                trf("automatic: {encoding}", &[("encoding", &encoding)])
            }
            _ => tr("automatic").to_owned(),
        }
    };
    let option = move |name: &'static str| {
        view! { <option value=name selected=move || chosen() == name>{name}</option> }
    };
    view! {
        <div class="field">
            <label for="encoding">{tr("Encoding")}</label>
            <select id="encoding" on:change:target=move |event| {
                let name = Some(event.target().value()).filter(|name| !name.is_empty());
                loader.reread(|choice| choice.encoding = name);
            }>
                <option value="" selected=move || chosen().is_empty()>{found}</option>
                {ENCODINGS.map(option).collect_view()}
            </select>
        </div>
    }
}

#[component]
fn SheetMenu(loader: Loader, details: Memo<Option<FileDetails>>) -> impl IntoView {
    let options = move || {
        let details = details.get().unwrap_or_default();
        let option = |name: String| {
            let is_chosen = details.sheet.as_ref() == Some(&name);
            view! { <option value=name.clone() selected=is_chosen>{name.clone()}</option> }
        };
        details.sheets.clone().into_iter().map(option).collect_view()
    };
    view! {
        <div class="field">
            <label for="sheet">{tr("Sheet")}</label>
            <select id="sheet" on:change:target=move |event| {
                let sheet = event.target().value();
                loader.reread(|choice| {
                    choice.forget_columns();
                    choice.sheet = Some(sheet);
                });
            }>{options}</select>
        </div>
    }
}
