//! How the answers on show were read, with the choices that change what the report is about:
//! segments and periods.

use crate::pages::results::loader::Loader;
use crate::pages::results::requests;
use crate::parts::Segmented;
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_studio_reader::file_details::FileDetails;
use outoften_studio_reader::messages::ReadChoice;

/// How the file on show was read; none for results of a collector.
pub fn details_on_show() -> Memo<Option<FileDetails>> {
    let findings = Studio::here().findings;
    Memo::new(move |_| {
        findings.with(|findings| findings.as_ref().and_then(|findings| findings.file.clone()))
    })
}

/// The name by which a column is asked for: its own, or its number where that is not unique.
pub fn column_key(details: &FileDetails, column: usize) -> String {
    let name = details.name(column);
    let same = details.names.iter().filter(|other| other.trim() == name.trim()).count();
    if same == 1 && !name.trim().is_empty() { name.to_owned() } else { (column + 1).to_string() }
}

/// How a column is called in a menu.
pub fn column_title(details: &FileDetails, column: usize) -> String {
    match details.name(column) {
        "" => trf("Column {n}", &[("n", &(column + 1).to_string())]),
        name => name.to_owned(),
    }
}

/// Which columns were taken, and the choices that a file or a collector allows. It stays while the
/// report is drawn again, so that whoever chooses keeps the focus.
#[component]
pub fn ReadAs(loader: Loader) -> impl IntoView {
    let studio = Studio::here();
    let is_live = Memo::new(move |_| {
        studio.findings.with(|findings| findings.as_ref().is_some_and(|findings| findings.live))
    });
    let details = details_on_show();
    let change = move |change: &dyn Fn(&mut ReadChoice)| {
        if is_live.get_untracked() {
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
    let has_dates = move || {
        let dated = |details: &Option<FileDetails>| {
            details.as_ref().is_some_and(|details| details.date.is_some())
        };
        is_live.get() || details.with(dated)
    };
    let has_choices = move || is_live.get() || loader.is_of_file.get();
    view! {
        <div class="read-as" hidden=move || !has_choices()>
            <span class="muted" id="read-from">{move || details.with(|details| details.as_ref().map(description))}</span>
            <SegmentMenu loader=loader is_live=is_live details=details choose=by/>
            <div hidden=move || !has_dates()>
                <Segmented id="period" label=tr("Trend by") hidden_label=true
                    options=vec![("week", tr("Week")), ("month", tr("Month")), ("quarter", tr("Quarter"))]
                    value=now set=every/>
            </div>
            <button id="again" type="button" class="button small" hidden=move || !is_live.get()
                on:click=move |_| requests::fetch(studio, loader)>
                {tr("Refresh")}
            </button>
        </div>
    }
}

/// What was decided about the file, in a line.
fn description(details: &FileDetails) -> String {
    let column = column_title(details, details.score);
    let scores = match &details.tool {
        Some(tool) => trf(
            "Scores from “{column}”, as {tool} exports them",
            &[("column", &column), ("tool", tool)],
        ),
        None => trf("Scores from “{column}”", &[("column", &column)]),
    };
    let dates = details
        .date
        .map(|column| trf("dates from “{column}”", &[("column", &column_title(details, column))]));
    let comments = details.comment.map(|column| {
        trf("comments from “{column}”", &[("column", &column_title(details, column))])
    });
    let sheet = details.sheet.as_ref().map(|sheet| trf("sheet “{sheet}”", &[("sheet", sheet)]));
    let parts = [Some(scores), dates, comments, sheet, read_in(details)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The encoding, where it is another than UTF-8.
fn read_in(details: &FileDetails) -> Option<String> {
    let encoding = details.encoding.as_ref().filter(|encoding| *encoding != "UTF-8")?;
    Some(trf("letters read as {encoding}", &[("encoding", encoding)]))
}

#[component]
fn SegmentMenu(
    loader: Loader,
    is_live: Memo<bool>,
    details: Memo<Option<FileDetails>>,
    choose: impl Fn(String) + 'static,
) -> impl IntoView {
    let names = move || {
        if is_live.get() {
            let groups = [
                ("segment", tr("Segment")),
                ("touchpoint", tr("Touchpoint")),
                ("channel", tr("Channel")),
            ];
            return groups.map(|(value, name)| (value.to_owned(), name.to_owned())).to_vec();
        }
        let details = details.get().unwrap_or_default();
        let taken = [Some(details.score), details.comment, details.date];
        let free = (0..details.names.len()).filter(|index| !taken.contains(&Some(*index)));
        let pair = |index| (column_key(&details, index), column_title(&details, index));
        free.map(pair).collect::<Vec<_>>()
    };
    let chosen = move || loader.choice.with(|choice| choice.segment.clone().unwrap_or_default());
    let none = move || if is_live.get() { tr("automatic") } else { tr("none") };
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

#[cfg(test)]
mod tests {
    use super::*;

    fn details(names: &[&str]) -> FileDetails {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        FileDetails { names, ..FileDetails::default() }
    }

    #[test]
    fn columns_of_one_name_go_by_their_number() {
        let details = details(&["score", "why", "why", ""]);
        let keys: Vec<String> = (0..4).map(|column| column_key(&details, column)).collect();
        assert_eq!(keys, ["score", "2", "3", "4"]);
        assert_eq!(column_title(&details, 3), "Column 4");
    }

    #[test]
    fn a_line_says_what_was_decided() {
        let mut read = details(&["score", "sent", "why"]);
        assert_eq!(description(&read), "Scores from “score”");
        read.date = Some(1);
        read.comment = Some(2);
        read.encoding = Some("windows-1252".to_owned());
        assert_eq!(
            description(&read),
            "Scores from “score” · dates from “sent” · comments from “why” · letters read as windows-1252"
        );
        read.encoding = Some("UTF-8".to_owned());
        assert!(!description(&read).contains("UTF-8"));
    }
}
