//! What a file, a collector or a calculator gave: the tallies and comments that the report is
//! made of. Rows go in through the core's reading.

use outoften_core::reading::{BadRow, Period, ReadError, Row, Scored, Sink};
use outoften_core::themes::Comment;
use outoften_core::{Class, Score, Tally};

/// Comments kept in memory; the rest is counted. At 200 bytes each this is some 10 MB.
const COMMENTS_KEPT: usize = 50_000;
/// Comments that themes are looked for in.
const THEMED_MAX: usize = 2_000;
/// Characters kept of one comment.
const COMMENT_CHARS: usize = 2_000;

/// One person's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The score they gave.
    pub score: Score,
    /// What they wrote.
    pub text: String,
}

/// How many cards were shown, and what became of them apart from answers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Displays {
    /// Cards on a screen.
    pub shown: u64,
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// Where it is from, for the heading: a file's name or a survey's.
    pub source: String,
    /// All answers.
    pub tally: Tally,
    /// Rows without an answer.
    pub unanswered: u64,
    /// Rows that were not counted.
    pub bad_rows: u64,
    /// The first of them, as sentences.
    pub first_bad_rows: Vec<String>,
    /// Oldest first.
    pub periods: Vec<(String, Tally)>,
    /// By name.
    pub segments: Vec<(String, Tally)>,
    /// As written, in the order of the file.
    pub comments: Vec<Words>,
    /// Comments beyond those kept.
    pub comments_left_out: u64,
    /// How many were asked, where a collector counted it.
    pub displays: Option<Displays>,
    /// All answers lie within 1 to 5.
    pub looks_like_five_points: bool,
}

impl Findings {
    /// Only counts, as a calculator has them.
    pub fn of_tally(source: &str, tally: Tally) -> Self {
        Self { source: source.to_owned(), tally, ..Self::default() }
    }

    /// The comments as the theme finder takes them: evenly picked ones where there are more than
    /// it gets through in a moment.
    pub fn themed(&self) -> Vec<Comment<'_>> {
        let step = self.comments.len().div_ceil(THEMED_MAX).max(1);
        let picked = self.comments.iter().step_by(step);
        picked.map(|words| Comment { class: words.score.class(), text: &words.text }).collect()
    }

    /// How many comments each class wrote.
    pub fn comments_of(&self, class: Class) -> usize {
        self.comments.iter().filter(|words| words.score.class() == class).count()
    }
}

/// Collects rows.
#[derive(Debug)]
pub struct Gathering {
    scored: Scored,
    comments: Vec<Words>,
    comments_left_out: u64,
}

impl Gathering {
    /// Counts segments apart, if wanted, and periods, if given.
    pub fn new(by_segment: bool, every: Option<Period>) -> Self {
        Self { scored: Scored::new(by_segment, every), comments: Vec::new(), comments_left_out: 0 }
    }

    /// Rows so far: answers, empty ones and bad ones.
    pub fn rows(&self) -> u64 {
        self.scored.tally.n() + self.scored.unanswered + self.scored.bad_rows
    }

    /// What was found.
    pub fn findings(self, source: &str) -> Findings {
        let scored = self.scored;
        Findings {
            source: source.to_owned(),
            tally: scored.tally,
            unanswered: scored.unanswered,
            bad_rows: scored.bad_rows,
            first_bad_rows: scored.first_bad_rows.iter().map(ToString::to_string).collect(),
            periods: scored.periods(),
            segments: scored.segments(),
            comments: self.comments,
            comments_left_out: self.comments_left_out,
            displays: None,
            looks_like_five_points: scored.looks_like_five_points(),
        }
    }
}

impl Sink for Gathering {
    fn row(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        self.scored.row(row)?;
        let text = String::from_utf8_lossy(row.comment);
        let text = text.trim();
        if let Some(score) = Score::new(row.value).filter(|_| !text.is_empty()) {
            if self.comments.len() < COMMENTS_KEPT {
                let text = text.chars().take(COMMENT_CHARS).collect();
                self.comments.push(Words { score, text });
            } else {
                self.comments_left_out += 1;
            }
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
    use outoften_core::reading::{Options, Reading};

    #[test]
    fn a_file_becomes_findings() {
        let text = "date,score,comment\n2026-01-03,0,Late\n2026-02-03,10,\n2026-02-04,11,x\n";
        let options = Options { dates: true, ..Options::default() };
        let mut reading = Reading::new(options);
        let mut gathering = Gathering::new(false, Some(Period::Month));
        reading.push(text.as_bytes(), &mut gathering).unwrap();
        reading.finish(&mut gathering).unwrap();
        assert_eq!(gathering.rows(), 3);
        let findings = gathering.findings("a.csv");
        assert_eq!((findings.tally.n(), findings.bad_rows), (2, 1));
        assert!(findings.first_bad_rows[0].contains("line 4"));
        assert_eq!(findings.periods.len(), 2);
        assert_eq!(findings.comments_of(Class::Detractor), 1);
        assert_eq!(findings.themed()[0].text, "Late");
    }

    #[test]
    fn themes_are_looked_for_in_evenly_picked_comments() {
        let words = |index: usize| Words { score: Score::MIN, text: index.to_string() };
        let comments = (0..THEMED_MAX * 3).map(words).collect();
        let findings = Findings { comments, ..Findings::default() };
        let themed = findings.themed();
        assert_eq!(themed.len(), THEMED_MAX);
        assert_eq!(themed[1].text, "3");
    }
}
