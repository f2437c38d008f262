//! Builds findings from rows: scores go into tallies, comments into the comment store.

use crate::comment_store::CommentStore;
use crate::file_details::{FileDetails, PreviewRow};
use crate::findings::Findings;
use crate::messages::ReadChoice;
use outoften_core::ReportOptions;
use outoften_core::reading::{BadRow, ReadError, Row, Scored, Sink};
use outoften_core::result::{against_previous, against_rest};

/// Rows that are shown as they were read.
const PREVIEW_ROWS: usize = 5;
/// Characters of a text in a preview.
const PREVIEW_CHARACTERS: usize = 200;

/// Collects rows.
#[derive(Debug)]
pub struct FindingsBuilder {
    choice: ReadChoice,
    scored: Scored,
    comments: CommentStore,
    garbled: u64,
    preview: Vec<PreviewRow>,
}

impl FindingsBuilder {
    /// Counts segments apart where the choice names a column, and periods where there are dates.
    pub fn new(choice: &ReadChoice, dated: bool) -> Self {
        Self {
            choice: choice.clone(),
            scored: Scored::new(choice.segment.is_some(), dated.then(|| choice.period())),
            comments: CommentStore::new(choice.metric),
            garbled: 0,
            preview: Vec::new(),
        }
    }

    fn show(&mut self, row: impl FnOnce() -> PreviewRow) {
        if self.preview.len() < PREVIEW_ROWS {
            self.preview.push(row());
        }
    }

    /// Rows so far: answers, empty ones and bad ones.
    pub fn rows(&self) -> u64 {
        self.scored.tally.n() + self.scored.unanswered + self.scored.bad_rows
    }

    /// What was found, and the comments.
    pub fn findings(self, source: &str, details: FileDetails) -> (Findings, CommentStore) {
        let metric = self.choice.metric;
        let (scored, options) = (self.scored, ReportOptions::default());
        let findings = Findings {
            unanswered: scored.unanswered,
            bad_rows: scored.bad_rows,
            first_bad_rows: scored.first_bad_rows.iter().map(ToString::to_string).collect(),
            periods: against_previous(metric, &scored.periods(), &options),
            segments: against_rest(metric, &scored.segments(), &scored.tally, &options),
            comments: self.comments.counts(),
            comments_left_out: self.comments.left_out(),
            garbled: self.garbled,
            other_scale: scored
                .likely_scale()
                .filter(|_| metric.scale() == (0, 10))
                .map(|scale| (scale.lowest, scale.highest)),
            file: Some(FileDetails { preview: self.preview, ..details }),
            ..Findings::of_tally(source, metric, scored.tally)
        };
        (findings, self.comments)
    }
}

impl Sink for FindingsBuilder {
    fn row(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        self.scored.row(row)?;
        let comment = if self.choice.has_comments() { row.comment() } else { b"" };
        self.show(|| PreviewRow::Answer {
            value: row.value,
            day: row.day,
            comment: beginning(comment),
            segment: beginning(row.segment),
        });
        if !comment.is_empty() {
            let text = String::from_utf8_lossy(comment);
            self.garbled += u64::from(text.contains(char::REPLACEMENT_CHARACTER));
            self.comments.add(row.value, &text);
        }
        Ok(())
    }

    fn unanswered(&mut self) {
        self.show(|| PreviewRow::NoAnswer);
        self.scored.unanswered();
    }

    fn bad_row(&mut self, bad: BadRow) {
        self.show(|| PreviewRow::NotCounted(bad.to_string()));
        self.scored.bad_row(bad);
    }
}

fn beginning(text: &[u8]) -> String {
    String::from_utf8_lossy(text).trim().chars().take(PREVIEW_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use outoften_core::Class;
    use outoften_core::metric::Metric;
    use outoften_core::reading::Reading;

    fn read(text: &[u8], choice: &ReadChoice, dated: bool) -> (Findings, CommentStore) {
        let mut reading = Reading::new(choice.options(dated));
        let mut builder = FindingsBuilder::new(choice, dated);
        reading.push(text, &mut builder).unwrap();
        reading.finish(&mut builder).unwrap();
        builder.findings("a.csv", FileDetails::default())
    }

    #[test]
    fn a_file_becomes_findings() {
        let text = b"date,score,comment\n2026-01-03,0,Late\n2026-02-03,10,\n2026-02-04,11,x\n";
        let (findings, comments) = read(text, &ReadChoice::default(), true);
        assert_eq!((findings.whole.tally.n(), findings.bad_rows), (2, 1));
        assert!(findings.first_bad_rows[0].contains("line 4"));
        assert_eq!(findings.periods.len(), 2);
        assert_eq!(findings.comments_of(Class::Detractor), 1);
        assert_eq!(comments.counts(), [1, 0, 0]);
    }

    #[test]
    fn the_scale_is_that_of_the_question() {
        let choice = ReadChoice { metric: Metric::Ces2, ..ReadChoice::default() };
        let (findings, _) = read(b"ease\n7\n1\n8\n0\n", &choice, false);
        assert_eq!((findings.whole.tally.n(), findings.bad_rows), (2, 2));
        assert_eq!(findings.other_scale, None);
    }

    #[test]
    fn letters_of_another_encoding_are_noticed() {
        let (findings, _) =
            read(b"score,comment\n9,caf\xe9 au lait\n9,fine\n", &ReadChoice::default(), false);
        assert_eq!((findings.whole.tally.n(), findings.garbled, findings.commented()), (2, 1, 2));
    }
}
