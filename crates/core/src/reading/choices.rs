//! Where one question has eleven columns side by side, one for each score: told by what the lines
//! hold, whatever the tool and its language.

use super::missing::is_missing;
use super::spread::Spread;
use super::whole::{Cell, number};

/// How far down the names are looked for.
const LINES_MAX: usize = 20;
const STEPS: usize = 11;

/// The lines of names above the choices.
pub(super) struct Choices {
    /// The line that names the questions, or the only one.
    pub(super) line: usize,
    /// Lines of names, that one too.
    pub(super) lines: usize,
    /// The score of each column of the question; empty elsewhere.
    pub(super) steps: Vec<String>,
}

impl Choices {
    /// The first lines with scores from 0 to 10, up or down, whose columns are filled one a row.
    pub(super) fn find(rows: &[Vec<String>]) -> Option<Self> {
        let mut lines = (0..rows.len()).take(LINES_MAX);
        lines.find_map(|line| Self::at(rows, line))
    }

    fn at(rows: &[Vec<String>], line: usize) -> Option<Self> {
        let first = rows.get(line)?;
        let second = rows.get(line + 1);
        let below = |lines: usize| rows.get(line + lines..).unwrap_or_default();
        for start in 0..first.len() {
            let is_merged = is_merged(first, start);
            let steps = second.and_then(|second| steps_at(second, start)).filter(|_| is_merged);
            if let Some(steps) = steps.filter(|steps| are_chosen(steps, below(2))) {
                return Some(Self { line, lines: 2, steps: written(&steps) });
            }
            let steps =
                Some(()).filter(|()| is_merged).and_then(|()| steps_by_cells(start, below(1)));
            let steps =
                steps.or_else(|| steps_at(first, start).filter(|_| is_alone(rows, line, start)));
            if let Some(steps) = steps.filter(|steps| are_chosen(steps, below(1))) {
                return Some(Self { line, lines: 1, steps: written(&steps) });
            }
        }
        None
    }
}

/// Whether one name stands above eleven columns: the others have none, or the same.
fn is_merged(names: &[String], start: usize) -> bool {
    let Some(name) = names.get(start).filter(|name| !name.is_empty() && number(name).is_none())
    else {
        return false;
    };
    let others = || (start + 1..start + STEPS).map(|column| names.get(column));
    others().all(|other| other.is_none_or(|other| other.is_empty() || other == name))
        && names.get(start + STEPS).is_none_or(|next| !next.is_empty())
}

/// Whether no line above names the columns, so that scores are all the names they have.
fn is_alone(rows: &[Vec<String>], line: usize, start: usize) -> bool {
    let above = line.checked_sub(1).and_then(|above| rows.get(above));
    !above.is_some_and(|above| is_merged(above, start))
}

/// Eleven columns with the scores in order. The ends may be words alone.
fn steps_at(names: &[String], start: usize) -> Option<Vec<(usize, u8)>> {
    let names = names.get(start..start + STEPS)?;
    let score = |name: &String| match Cell::read(name.as_bytes(), (0, 10)) {
        Cell::Value(value) => Some(value),
        _ => None,
    };
    let is_end = |name: &String, end: u8| {
        score(name) == Some(end)
            || (!is_missing(name) && !name.chars().any(|letter| letter.is_numeric()))
    };
    let follow = |order: &[u8]| {
        let mut pairs = names.iter().zip(order);
        pairs.all(|(name, step)| match step {
            0 | 10 => is_end(name, *step),
            _ => score(name) == Some(*step),
        })
    };
    let up: Vec<u8> = (0..=10).collect();
    let down: Vec<u8> = (0..=10).rev().collect();
    let order = if follow(&up) { up } else { Some(down).filter(|down| follow(down))? };
    Some((start..).zip(order).collect())
}

/// The same without names, where every answer stands in the column of its score.
fn steps_by_cells(start: usize, rows: &[Vec<String>]) -> Option<Vec<(usize, u8)>> {
    let mut answers = 0;
    for row in rows {
        for (step, cell) in row.iter().skip(start).take(STEPS).enumerate() {
            if is_missing(cell) {
                continue;
            }
            if number(cell) != Some(step as f64) {
                return None;
            }
            answers += 1;
        }
    }
    (answers > 0).then(|| (start..).zip(0..=10).collect())
}

/// Whether rows have one choice at most; none at all says nothing against it.
fn are_chosen(steps: &[(usize, u8)], rows: &[Vec<String>]) -> bool {
    rows.is_empty() || Spread::of(steps.to_vec(), rows).fits(rows)
}

fn written(steps: &[(usize, u8)]) -> Vec<String> {
    let width = steps.last().map_or(0, |(column, _)| column + 1);
    let mut texts = vec![String::new(); width];
    for (column, step) in steps {
        if let Some(text) = texts.get_mut(*column) {
            *text = step.to_string();
        }
    }
    texts
}
