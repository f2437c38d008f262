//! Warnings beside the score: why the figure of a file may be wrong. The core decides which.

use crate::format::grouped;
use crate::parts::Icon;
use crate::words::trf;
use leptos::prelude::*;
use outoften_core::reading::Warning;
use outoften_studio_reader::findings::Findings;
use std::sync::Arc;

/// The warnings, if there are any.
#[component]
pub fn Warnings(findings: Arc<Findings>) -> impl IntoView {
    let scale = findings.other_scale.map(|(low, high)| {
        let (low, high) = (low.to_string(), high.to_string());
        let said = trf("The answers look like a scale of {low} to {high}, not 0 to 10: if they were given on it, this score means nothing.", &[("low", &low), ("high", &high)]);
        ("likely_scale", said)
    });
    let of_file = findings.file.as_ref().map(|file| file.warnings.clone()).unwrap_or_default();
    let of_file = of_file.into_iter().map(|warning| (warning.code(), sentence(&warning)));
    let line = |(code, said): (&'static str, String)| {
        view! { <p class="trouble" data-code=code><Icon name="warning"/><span>{said}</span></p> }
    };
    scale.into_iter().chain(of_file).map(line).collect_view()
}

fn sentence(warning: &Warning) -> String {
    match warning {
        Warning::OtherScale { column, highest } => trf(
            "The answers in “{column}” look like a scale of 0 to {highest}. Only the rows that fit on 0 to 10 are counted, so this score means nothing.",
            &[("column", column), ("highest", &highest.to_string())],
        ),
        Warning::NamedScale { column, lowest, highest } => trf(
            "“{column}” names a scale of {low} to {high}, not 0 to 10: if the answers were given on it, this score means nothing.",
            &[("column", column), ("low", &lowest.to_string()), ("high", &highest.to_string())],
        ),
        Warning::ClassesDisagree { column, rows: 1 } => {
            trf("1 row has another class in “{column}” than its score.", &[("column", column)])
        }
        Warning::ClassesDisagree { column, rows } => trf(
            "{rows} rows have another class in “{column}” than their score.",
            &[("column", column), ("rows", &grouped(*rows))],
        ),
        Warning::PartlyClassed { column, classed, unclassed } => trf(
            "“{column}” names a class for {classed} answers and none for {unclassed}: the file may hold answers to several questions. A filter reads one of them.",
            &[
                ("column", column),
                ("classed", &grouped(*classed)),
                ("unclassed", &grouped(*unclassed)),
            ],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_row_is_told_in_the_singular() {
        let warning = |rows| Warning::ClassesDisagree { column: "NPS".to_owned(), rows };
        assert_eq!(sentence(&warning(1)), "1 row has another class in “NPS” than its score.");
        assert!(sentence(&warning(4)).starts_with("4 rows have"));
    }
}
