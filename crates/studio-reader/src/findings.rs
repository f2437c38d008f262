//! What a file, a collector or a calculator gave: the results that the report is made of. Those
//! of a collector are shown as it sent them.
//!
//! Comments are not here: they are many, so the reader keeps them and gives a page at a time.

use crate::file_details::FileDetails;
use outoften_core::metric::Metric;
use outoften_core::result::{FromTally, Segment, Summary};
use outoften_core::{Class, ReportOptions, Tally};
use serde::{Deserialize, Serialize};

/// How many cards were shown, and what became of them apart from answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Displays {
    /// Cards on a screen.
    pub shown: u64,
    /// Scores of people who were asked, without those of imported files; where it was told.
    pub scored: Option<u64>,
    /// Closed without a score.
    pub dismissed: u64,
    /// "Later".
    pub snoozed: u64,
    /// "Never again".
    pub opted_out: u64,
    /// Where the score of everybody asked lies, points per 100.
    pub bounds: Option<(f64, f64)>,
}

/// What the report is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Where it is from, for the heading: a file's name or a survey's.
    pub source: String,
    /// What was measured.
    pub metric: Metric,
    /// Of all answers.
    pub whole: Summary,
    /// The same with suspect answers, where a collector marked some.
    pub with_suspect: Option<Summary>,
    /// Rows without an answer.
    pub unanswered: u64,
    /// Rows that were not counted.
    pub bad_rows: u64,
    /// The first of them, as sentences.
    pub first_bad_rows: Vec<String>,
    /// Oldest first.
    pub periods: Vec<Segment<Summary>>,
    /// By name.
    pub segments: Vec<Segment<Summary>>,
    /// Comments of detractors, passives and promoters.
    pub comments: [u64; 3],
    /// Comments beyond those kept.
    pub comments_left_out: u64,
    /// Comments with letters that are not UTF-8.
    pub garbled: u64,
    /// How many were asked, where a collector counted it.
    pub displays: Option<Displays>,
    /// The scale that the answers were probably given on, if not 0 to 10.
    pub other_scale: Option<(u8, u8)>,
    /// It is live: read from a collector, and can be read again.
    pub live: bool,
    /// How the file was read, of a file.
    pub file: Option<FileDetails>,
}

impl Findings {
    /// Only counts, as a calculator has them.
    pub fn of_tally(source: &str, metric: Metric, tally: Tally) -> Self {
        let whole = Summary::from_tally(metric, &tally, &ReportOptions::default());
        Self::of_summary(source, metric, whole)
    }

    /// Only a result without parts.
    pub fn of_summary(source: &str, metric: Metric, whole: Summary) -> Self {
        Self {
            source: source.to_owned(),
            metric,
            whole,
            with_suspect: None,
            unanswered: 0,
            bad_rows: 0,
            first_bad_rows: Vec::new(),
            periods: Vec::new(),
            segments: Vec::new(),
            comments: [0; 3],
            comments_left_out: 0,
            garbled: 0,
            displays: None,
            other_scale: None,
            live: false,
            file: None,
        }
    }

    /// How many comments a class wrote.
    pub fn comments_of(&self, class: Class) -> u64 {
        let [detractors, passives, promoters] = self.comments;
        match class {
            Class::Detractor => detractors,
            Class::Passive => passives,
            Class::Promoter => promoters,
        }
    }

    /// How many comments there are.
    pub fn commented(&self) -> u64 {
        self.comments.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outoften_core::result::against_previous;

    #[test]
    fn findings_travel_as_text_and_come_back_the_same() {
        let tally = Tally::from_counts([1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 3]);
        let mut findings = Findings::of_tally("a.csv", Metric::Fxf, tally);
        let periods = [("2026-01".to_owned(), tally)];
        findings.periods = against_previous(Metric::Fxf, &periods, &ReportOptions::default());
        findings.displays = Some(Displays { shown: 9, ..Displays::default() });
        let text = serde_json::to_string(&findings).unwrap();
        let back: Findings = serde_json::from_str(&text).unwrap();
        assert_eq!(back, findings);
        assert_eq!(back.metric, Metric::Fxf);
    }
}
