//! Reads a whole file that stands in a test.

use outoften_core::reading::{Checks, Columns, ReadError, ReadOptions, Reading, Scored};

/// What came of it: the tallies and the columns.
#[derive(Debug)]
pub struct Outcome {
    pub scored: Scored,
    pub columns: Columns,
    pub checks: Checks,
}

impl Outcome {
    pub fn score_column(&self) -> &str {
        self.columns.name(self.columns.score)
    }

    pub fn comment_column(&self) -> Option<&str> {
        self.columns.comment.map(|column| self.columns.name(column))
    }

    pub fn date_column(&self) -> Option<&str> {
        self.columns.date.map(|column| self.columns.name(column))
    }

    /// Answers, empty answers, bad rows.
    pub fn numbers(&self) -> (u64, u64, u64) {
        (self.scored.tally.n(), self.scored.unanswered, self.scored.bad_rows)
    }
}

pub fn bytes(file: &[u8], options: ReadOptions, mut scored: Scored) -> Result<Outcome, ReadError> {
    let mut reading = Reading::new(options);
    for chunk in file.chunks(7) {
        reading.push(chunk, &mut scored)?;
    }
    reading.finish(&mut scored)?;
    Ok(Outcome { scored, checks: reading.checks(), columns: reading.columns().unwrap().clone() })
}

pub fn text(file: &str) -> Result<Outcome, ReadError> {
    bytes(file.as_bytes(), ReadOptions::default(), Scored::default())
}
