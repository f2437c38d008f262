//! What was decided about a file and counted on the way, in sentences for whoever reads it.

use super::columns::Columns;
use super::sample::RECORDS;

/// Counts of one reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// Rows that do not have the values asked for.
    pub left_out: u64,
    /// Rows that have them.
    pub let_in: u64,
    /// Answers whose row names a class.
    pub classed: u64,
    /// Answers whose row names none, in a file with a column of classes.
    pub unclassed: u64,
    /// Answers whose row names another class than the score has.
    pub disagreeing: u64,
}

impl Columns {
    /// Which columns are used for what, the runner-up, and what was left out above the header.
    /// `dates` if they are needed.
    #[must_use]
    pub fn told(&self, dates: bool) -> Vec<String> {
        let tool = self.layout.map_or(String::new(), |tool| format!(" ({} export)", tool.name()));
        let many = if self.spread.is_some() { " and the columns of its other choices" } else { "" };
        let mut used = format!("scores from column \"{}\"{many}{tool}", self.name(self.score));
        for (what, column) in
            [("dates", self.date), ("comments", self.comment), ("segments", self.segment)]
        {
            if let Some(column) = column {
                used += &format!(", {what} from column \"{}\"", self.name(column));
            }
        }
        let mut told = vec![used];
        if let Some(other) = self.runner_up {
            told.push(format!("column \"{}\" could hold scores too", self.name(other)));
        }
        if self.segment.is_none() && !self.segments.is_empty() {
            let names: Vec<String> =
                self.segments.iter().take(8).map(|i| format!("\"{}\"", self.name(*i))).collect();
            told.push(format!("columns that make segments: {}", names.join(", ")));
        }
        match self.titles {
            0 => {}
            1 => told.push("a line above the header was left out".to_owned()),
            lines => told.push(format!("{lines} lines above the header were left out")),
        }
        let more = self.header_rows.saturating_sub(self.titles + 1);
        if more > 0 && self.spread.is_none() {
            let lines =
                if more == 1 { "a second line of names was" } else { "more lines of names were" };
            told.push(format!("{lines} left out below the header"));
        }
        if !self.has_header {
            told.push("no header line was found; columns go by their number".to_owned());
        }
        if self.doubtful || (dates && self.date.is_none()) {
            told.push(format!("the columns were decided by the first {RECORDS} rows"));
        }
        told
    }
}
