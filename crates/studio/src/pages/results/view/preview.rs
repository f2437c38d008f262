//! The first rows of a file, as they were read.

use crate::browser::dates;
use crate::words::tr;
use leptos::prelude::*;
use outoften_studio_reader::file_details::{FileDetails, PreviewRow};

/// A table of the rows. On a phone each row becomes a list.
#[component]
pub fn Preview(details: Memo<Option<FileDetails>>) -> impl IntoView {
    let rows = move || details.with(|details| details.as_ref().map(|d| d.preview.clone()));
    let titles = [tr("Score"), tr("Date"), tr("Comment"), tr("Segment")];
    let head = titles.map(|title| view! { <th scope="col" role="columnheader">{title}</th> });
    let row = move |row: PreviewRow| match row {
        PreviewRow::Answer { value, day, comment, segment } => {
            let date = day.map(dates::utc_day).unwrap_or_default();
            let cells = [value.to_string(), date, comment, segment];
            let cell = |(text, title): (String, &'static str)| {
                view! { <td role="cell" data-name=title dir="auto">{text}</td> }
            };
            let cells = cells.into_iter().zip(titles).map(cell).collect_view();
            view! { <tr role="row">{cells}</tr> }.into_any()
        }
        PreviewRow::NoAnswer => whole_row(tr("No score: in no figure").to_owned()).into_any(),
        PreviewRow::NotCounted(why) => whole_row(why).into_any(),
    };
    view! {
        <h3 id="preview-title">{tr("The first rows, as they are read")}</h3>
        <table class="figures many preview" id="preview" role="table" aria-labelledby="preview-title">
            <thead role="rowgroup"><tr role="row">{head.collect_view()}</tr></thead>
            <tbody role="rowgroup">{move || rows().unwrap_or_default().into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn whole_row(text: String) -> impl IntoView {
    view! { <tr role="row"><td role="cell" class="muted" colspan="4">{text}</td></tr> }
}
