//! One question spread over a column for each choice, as SurveyMonkey and others write it: the
//! column with something in it is the answer.

use super::missing::is_missing;
use super::names::score_rank;
use super::whole::{Cell, number};
use crate::metric::Metric;

/// Fewer steps are some other question with a few choices.
const STEPS_MIN: usize = 9;

/// The columns of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spread {
    /// Each column and the score that it stands for.
    pub(super) steps: Vec<(usize, u8)>,
    /// Cells hold the score itself, so a `0` is an answer; otherwise a 0 says "not this one".
    by_value: bool,
}

impl Spread {
    /// Finds one on a scale from 0 to 10, by the numbers in the names and what the rows hold.
    /// Of several questions the one whose name asks for a recommendation. `parts` is a line of
    /// scores beside the names, if there is one.
    pub(super) fn find(
        names: &[String],
        parts: Option<&[String]>,
        rows: &[Vec<String>],
        scale: (u8, u8),
    ) -> Option<Self> {
        let rank = |spread: &Self| {
            let name = spread.steps.first().and_then(|(column, _)| names.get(*column));
            name.map_or(0, |name| score_rank(name, Metric::Nps))
        };
        // The first of equals.
        Self::all(names, parts, rows, scale).into_iter().rev().max_by_key(rank)
    }

    fn all(
        names: &[String],
        parts: Option<&[String]>,
        rows: &[Vec<String>],
        scale: (u8, u8),
    ) -> Vec<Self> {
        let width = names.len();
        let steps: Vec<Option<u8>> =
            (0..width).map(|column| step_of(names, parts, column, scale)).collect();
        let mut found = Vec::new();
        let mut start = 0;
        while start < width {
            let run = run_from(&steps, start);
            start += run.len().max(1);
            if run.len() >= STEPS_MIN {
                let spread = Self::of(run, rows);
                if spread.fits(rows) {
                    found.push(spread);
                }
            }
        }
        found
    }

    /// These columns, whose cells hold scores or marks.
    pub(super) fn of(steps: Vec<(usize, u8)>, rows: &[Vec<String>]) -> Self {
        let mut spread = Self { by_value: false, steps };
        spread.by_value = spread.holds_values(rows);
        spread
    }

    /// The answer of a row; none where no column is chosen, an error where several are.
    pub(super) fn answer<'a>(
        &self,
        cell: impl Fn(usize) -> Option<&'a [u8]>,
    ) -> Result<Option<u8>, ()> {
        let mut found = None;
        for (column, score) in &self.steps {
            let chosen = cell(*column).is_some_and(|cell| self.is_chosen(cell, *score));
            if chosen && found.replace(*score).is_some() {
                return Err(());
            }
        }
        Ok(found)
    }

    fn is_chosen(&self, cell: &[u8], score: u8) -> bool {
        let Ok(text) = core::str::from_utf8(cell) else { return true };
        match number(text) {
            Some(value) if self.by_value => value == f64::from(score),
            Some(value) => value != 0.0,
            None => {
                let no = ["false", "no", "n", "unchecked", "not selected", "nein", "non", "0"];
                !is_missing(text) && !no.iter().any(|word| text.trim().eq_ignore_ascii_case(word))
            }
        }
    }

    /// Whether columns from 2 on hold their own number, or that of 0 does alone in its row.
    fn holds_values(&self, rows: &[Vec<String>]) -> bool {
        let is_alone = |row: &Vec<String>| {
            let cells = self.steps.iter().filter_map(|(column, _)| row.get(*column));
            cells.filter(|cell| !is_missing(cell)).count() == 1
        };
        let holds = |row: &Vec<String>| {
            self.steps.iter().any(|(column, score)| {
                row.get(*column).and_then(|cell| number(cell)) == Some(f64::from(*score))
                    && (*score > 1 || (*score == 0 && is_alone(row)))
            })
        };
        rows.iter().any(holds)
    }

    /// Whether nearly every row has at most one choice, and some row has one.
    pub(super) fn fits(&self, rows: &[Vec<String>]) -> bool {
        let answer =
            |row: &Vec<String>| self.answer(|column| row.get(column).map(String::as_bytes));
        let (mut chosen, mut several) = (0, 0);
        for row in rows {
            match answer(row) {
                Ok(found) => chosen += usize::from(found.is_some()),
                Err(()) => several += 1,
            }
        }
        chosen > 0 && 20 * several <= rows.len()
    }
}

/// The score in the second line of names, or at the end of the only one.
fn step_of(
    names: &[String],
    parts: Option<&[String]>,
    column: usize,
    scale: (u8, u8),
) -> Option<u8> {
    let on_scale = |text: &str| match Cell::read(text.as_bytes(), scale) {
        Cell::Value(value) => Some(value),
        _ => None,
    };
    match parts.map(|parts| parts.get(column)) {
        Some(part) => part.and_then(|part| on_scale(part)),
        None => {
            let name = names.get(column)?.trim_end_matches([']', ')', ' ']);
            let start = name.rfind(|letter: char| !letter.is_ascii_digit())?;
            let digits =
                name.get(start..)?.trim_start_matches(|letter: char| !letter.is_ascii_digit());
            if digits.is_empty() || digits.len() > 2 { None } else { on_scale(digits) }
        }
    }
}

/// Columns side by side that each stand for another score; one without a score may be among them.
fn run_from(steps: &[Option<u8>], start: usize) -> Vec<(usize, u8)> {
    let mut run: Vec<(usize, u8)> = Vec::new();
    let mut gaps = 0;
    for (column, step) in steps.iter().enumerate().skip(start) {
        match step {
            Some(score) if run.iter().all(|(_, other)| other != score) => {
                run.push((column, *score))
            }
            None if !run.is_empty() && gaps == 0 => gaps += 1,
            _ => break,
        }
    }
    run
}
