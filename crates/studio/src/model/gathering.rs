//! Rows on their way into findings: scores into tallies, comments onto the desk.

use super::desk::Desk;
use super::findings::Findings;
use super::messages::Choice;
use outoften_core::ReportOptions;
use outoften_core::reading::{BadRow, ReadError, Row, Scored, Sink};
use outoften_core::result::{against_previous, against_rest};
use std::borrow::Cow;

/// Collects rows.
#[derive(Debug)]
pub struct Gathering {
    choice: Choice,
    scored: Scored,
    desk: Desk,
    garbled: u64,
}

impl Gathering {
    /// Counts segments apart where the choice names a column, and periods where there are dates.
    pub fn new(choice: &Choice, dated: bool) -> Self {
        Self {
            choice: choice.clone(),
            scored: Scored::new(choice.segment.is_some(), dated.then(|| choice.period())),
            desk: Desk::new(choice.metric),
            garbled: 0,
        }
    }

    /// Rows so far: answers, empty ones and bad ones.
    pub fn rows(&self) -> u64 {
        self.scored.tally.n() + self.scored.unanswered + self.scored.bad_rows
    }

    /// What was found, and the comments.
    pub fn findings(self, source: &str) -> (Findings, Desk) {
        let metric = self.choice.metric;
        let (scored, options) = (self.scored, ReportOptions::default());
        let findings = Findings {
            unanswered: scored.unanswered,
            bad_rows: scored.bad_rows,
            first_bad_rows: scored.first_bad_rows.iter().map(ToString::to_string).collect(),
            periods: against_previous(metric, &scored.periods(), &options),
            segments: against_rest(metric, &scored.segments(), &scored.tally, &options),
            comments: self.desk.counts(),
            comments_left_out: self.desk.left_out(),
            garbled: self.garbled,
            looks_like_five_points: metric.scale().1 == 10 && scored.looks_like_five_points(),
            ..Findings::of_tally(source, metric, scored.tally)
        };
        (findings, self.desk)
    }
}

impl Sink for Gathering {
    fn row(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        self.scored.row(row)?;
        if !row.comment.is_empty() {
            let text = String::from_utf8_lossy(row.comment);
            self.garbled += u64::from(matches!(text, Cow::Owned(_)));
            self.desk.take(row.value, &text);
        }
        Ok(())
    }

    fn unanswered(&mut self) {
        self.scored.unanswered();
    }

    fn bad_row(&mut self, bad: BadRow) {
        self.scored.bad_row(bad);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outoften_core::Class;
    use outoften_core::metric::Metric;
    use outoften_core::reading::Reading;

    fn read(text: &[u8], choice: &Choice, dated: bool) -> (Findings, Desk) {
        let mut reading = Reading::new(choice.options(dated));
        let mut gathering = Gathering::new(choice, dated);
        reading.push(text, &mut gathering).unwrap();
        reading.finish(&mut gathering).unwrap();
        gathering.findings("a.csv")
    }

    #[test]
    fn a_file_becomes_findings() {
        let text = b"date,score,comment\n2026-01-03,0,Late\n2026-02-03,10,\n2026-02-04,11,x\n";
        let (findings, desk) = read(text, &Choice::default(), true);
        assert_eq!((findings.whole.tally.n(), findings.bad_rows), (2, 1));
        assert!(findings.first_bad_rows[0].contains("line 4"));
        assert_eq!(findings.periods.len(), 2);
        assert_eq!(findings.comments_of(Class::Detractor), 1);
        assert_eq!(desk.counts(), [1, 0, 0]);
    }

    #[test]
    fn the_scale_is_that_of_the_question() {
        let choice = Choice { metric: Metric::Ces2, ..Choice::default() };
        let (findings, _) = read(b"ease\n7\n1\n8\n0\n", &choice, false);
        assert_eq!((findings.whole.tally.n(), findings.bad_rows), (2, 2));
        assert!(!findings.looks_like_five_points);
    }

    #[test]
    fn letters_of_another_encoding_are_noticed() {
        let (findings, _) =
            read(b"score,comment\n9,caf\xe9 au lait\n9,fine\n", &Choice::default(), false);
        assert_eq!((findings.whole.tally.n(), findings.garbled, findings.commented()), (2, 1, 2));
    }
}
