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
    /// The score of each column of such questions; empty elsewhere.
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
        let above = line.checked_sub(1).and_then(|above| rows.get(above));
        let below = rows.get(line + 1..).unwrap_or_default();
        let (second, answers) = below.split_first().unzip();
        let answers = answers.unwrap_or_default();
        let named = |start: &usize| is_merged(first, *start);
        // No line above names the columns, so that scores are all the names they have.
        let alone = |start: &usize| !above.is_some_and(|above| is_merged(above, *start));
        let of = |lines: usize, questions: Vec<Vec<(usize, u8)>>| {
            (!questions.is_empty()).then(|| Self { line, lines, steps: written(&questions) })
        };
        let starts = || 0..first.len();
        let parted = starts().filter(named).filter_map(|start| steps_at(second?, start));
        of(2, parted.filter(|steps| are_chosen(steps, answers)).collect())
            .or_else(|| {
                let bare = starts().filter(named).filter_map(|start| steps_by_cells(start, below));
                of(1, bare.filter(|steps| are_chosen(steps, below)).collect())
            })
            .or_else(|| {
                let names = starts().filter(alone).filter_map(|start| steps_at(first, start));
                of(1, names.filter(|steps| are_chosen(steps, below)).collect())
            })
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

fn written(questions: &[Vec<(usize, u8)>]) -> Vec<String> {
    let steps = || questions.iter().flatten();
    let width = steps().map(|(column, _)| column + 1).max().unwrap_or(0);
    let mut texts = vec![String::new(); width];
    for (column, step) in steps() {
        if let Some(text) = texts.get_mut(*column) {
            *text = step.to_string();
        }
    }
    texts
}
