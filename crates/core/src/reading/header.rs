//! Where the answers begin: title lines are left out, the header is found by comparing a line with
//! those below it, a second line of names is read with it.

use super::choices::Choices;
use super::layout::Layout;
use super::missing::is_missing;
use super::names;
use super::profile::{Profile, date_form};
use super::sample::usual_width;
use super::whole::{Cell, number};
use crate::metric::Metric;

/// How far down a header is looked for.
const LINES_MAX: usize = 20;

/// The names of the columns and how many records they take.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) names: Vec<String>,
    /// A second line of names, where there is one.
    pub(super) second: Option<Vec<String>>,
    /// The score of each column, where a question has eleven of them.
    pub(super) steps: Option<Vec<String>>,
    pub(super) layout: Option<Layout>,
    /// Title lines above the names.
    pub(super) titles: usize,
    /// Records before the first answer, titles and names.
    pub(super) rows: usize,
}

impl Header {
    /// Of the first records of a file. `asked` are names that somebody gave: a line that has one
    /// is the header.
    pub(super) fn of(rows: &[Vec<String>], asked: &[&str]) -> Self {
        if let Some(choices) = Choices::find(rows) {
            return Self::above(choices, rows);
        }
        let table = Below::of(rows);
        let at = named_line(rows, asked, table.width)
            .or_else(|| known_line(rows))
            .or_else(|| table.line(rows));
        let Some((at, first)) = at.and_then(|at| Some((at, rows.get(at)?))) else {
            let names = (1..=table.width).map(|number| format!("column {number}")).collect();
            return Self { names, second: None, steps: None, layout: None, titles: 0, rows: 0 };
        };
        let following = rows.get(at + 1..).unwrap_or_default();
        let layout = Layout::of(first);
        let more = match layout {
            Some(layout) => {
                let questions = usize::from(table.is_questions(first, following));
                questions.max(layout.header_rows(following) - 1)
            }
            None => table.more_lines(first, following),
        };
        let second = following.first().filter(|_| more > 0).cloned();
        let names = full_names(first, second.as_deref());
        Self { names, second, steps: None, layout, titles: at, rows: at + 1 + more }
    }

    fn above(Choices { line, lines, steps }: Choices, rows: &[Vec<String>]) -> Self {
        let first = rows.get(line).map(Vec::as_slice).unwrap_or_default();
        let second = rows.get(line + 1).filter(|_| lines > 1).cloned();
        // Columns without any name go by their question and score.
        let below = second.as_ref().unwrap_or(&steps);
        let names = full_names(first, Some(below));
        let (layout, rows) = (Layout::of(first), line + lines);
        Self { names, second, steps: Some(steps), layout, titles: line, rows }
    }

    /// Of JSON lines, whose names are known.
    pub(super) fn known(rows: &[Vec<String>]) -> Self {
        let names = rows.first().cloned().unwrap_or_default();
        Self { layout: Layout::of(&names), names, second: None, steps: None, titles: 0, rows: 1 }
    }
}

/// The line with a name that somebody gave. A number may be a column's place instead.
fn named_line(rows: &[Vec<String>], asked: &[&str], width: usize) -> Option<usize> {
    let is_place = |name: &str| name.parse().is_ok_and(|place: usize| place <= width);
    let wanted: Vec<String> = asked
        .iter()
        .filter(|name| !is_place(name.trim()))
        .map(|name| name.trim().to_lowercase())
        .collect();
    let has =
        |row: &Vec<String>| row.iter().any(|cell| wanted.contains(&cell.trim().to_lowercase()));
    rows.iter().take(LINES_MAX).position(has)
}

fn known_line(rows: &[Vec<String>]) -> Option<usize> {
    rows.iter().take(LINES_MAX).position(|row| Layout::of(row).is_some())
}

/// Where the first line has no name, the line below it completes the name to its left.
fn full_names(first: &[String], second: Option<&[String]>) -> Vec<String> {
    let mut question = "";
    let width = first.len().max(second.map_or(0, <[String]>::len));
    let mut names = Vec::with_capacity(width);
    for column in 0..width {
        let name = first.get(column).map_or("", String::as_str);
        let below = second.and_then(|second| second.get(column)).map_or("", String::as_str);
        if !name.trim().is_empty() {
            question = name;
        }
        names.push(match (name.trim().is_empty(), below.is_empty()) {
            (false, _) => name.to_owned(),
            (true, false) if question.is_empty() => below.to_owned(),
            (true, false) => format!("{question} {below}"),
            (true, true) => String::new(),
        });
    }
    names
}

/// What kind of cells a column mostly has, seen from its later rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    /// Numbers with words around.
    Labelled,
    Date,
    Text,
    Nothing,
}

/// The lower half of the rows, by column.
struct Below {
    width: usize,
    kinds: Vec<Kind>,
    /// Mean words of a text.
    words: Vec<usize>,
    full: Vec<bool>,
    /// Cells that a row usually has something in.
    filled: usize,
}

impl Below {
    fn of(rows: &[Vec<String>]) -> Self {
        // Short files may be titles for the most part.
        let from = if rows.len() < 4 * LINES_MAX { 3 * rows.len() / 4 } else { rows.len() / 2 };
        let lower = rows.get(from.max(1)..).unwrap_or_default();
        let lower = lower.get(..200).unwrap_or(lower);
        let width = usual_width(if lower.is_empty() { rows } else { lower });
        let profiles: Vec<Profile> =
            (0..width).map(|column| Profile::of(lower, column, (0, 10))).collect();
        Self {
            width,
            kinds: profiles.iter().map(kind_of).collect(),
            words: profiles.iter().map(|p| (p.spaces + p.filled) / p.filled.max(1)).collect(),
            filled: profiles.iter().map(|p| p.filled).sum::<usize>() / lower.len().max(1),
            full: profiles.iter().map(|p| p.filled > 0 && p.filled == p.rows).collect(),
        }
    }

    /// The line that has names where the lines below have values.
    fn line(&self, rows: &[Vec<String>]) -> Option<usize> {
        let mut candidates = Vec::new();
        for (at, row) in rows.iter().take(LINES_MAX).enumerate() {
            let seen = self.look_at(row, rows.get(at + 1..).unwrap_or_default());
            // A title may be a date alone.
            if seen.same > 0 && seen.evidence <= 0 && 2 * seen.filled >= self.filled {
                break;
            }
            if seen.has_name && (seen.evidence > 0 || !seen.has_value) {
                candidates.push((at, seen));
            }
        }
        let fullest = candidates.iter().map(|(_, seen)| seen.filled).max()?;
        let surest = candidates.iter().map(|(_, seen)| seen.evidence).max()?;
        let good =
            |seen: &Seen| 10 * seen.filled >= 8 * fullest && 10 * seen.evidence >= 7 * surest;
        candidates.iter().find(|(_, seen)| good(seen)).map(|(at, _)| *at)
    }

    fn look_at(&self, row: &[String], below: &[Vec<String>]) -> Seen {
        let mut seen = Seen::default();
        for (column, cell) in row.iter().enumerate() {
            if is_missing(cell) {
                continue;
            }
            seen.filled += 1;
            let is_value = number(cell).is_some() || date_form(cell).is_some();
            seen.has_value |= is_value;
            seen.has_name |= !is_value;
            let same = self.is_same(column, cell);
            seen.same += usize::from(same);
            seen.evidence += match self.kinds.get(column).copied().unwrap_or(Kind::Nothing) {
                _ if same => -2,
                Kind::Nothing | Kind::Text if is_value => 2,
                Kind::Nothing => 3 * i32::from(names::is_known(cell)),
                Kind::Text if is_among(column, cell, below) => -4,
                Kind::Text if names::is_known(cell) => 4,
                Kind::Text => i32::from(self.is_shorter(column, cell)),
                _ if is_value => 2,
                _ => 4 + i32::from(names::is_known(cell)),
            };
        }
        if self.is_numbered_frame(row) {
            seen.evidence += 10;
            (seen.same, seen.has_name) = (0, true);
        }
        seen
    }

    /// Whether the cell is of the kind that the column has below.
    fn is_same(&self, column: usize, cell: &str) -> bool {
        match self.kinds.get(column) {
            Some(Kind::Number) => number(cell).is_some(),
            Some(Kind::Labelled) => {
                let words = cell.split_whitespace().count();
                words <= 6 && matches!(Cell::read(cell.as_bytes(), (0, 10)), Cell::Value(_))
            }
            Some(Kind::Date) => date_form(cell).is_some(),
            Some(Kind::Nothing) if self.kinds.iter().all(|kind| *kind == Kind::Nothing) => {
                number(cell).is_some()
            }
            _ => false,
        }
    }

    /// Whether the cell is a word or two where the column has sentences.
    fn is_shorter(&self, column: usize, cell: &str) -> bool {
        let usual = self.words.get(column).copied().unwrap_or(0);
        usual >= 3 && 2 * cell.split_whitespace().count() < usual
    }

    /// A data frame numbers columns without a name from 0 and leaves that of its index empty.
    fn is_numbered_frame(&self, row: &[String]) -> bool {
        let Some((first, rest)) = row.split_first() else { return false };
        let counts = rest.iter().enumerate().all(|(at, cell)| cell.parse() == Ok(at));
        first.is_empty() && !rest.is_empty() && counts && self.full.first() == Some(&true)
    }

    /// How many lines below the names hold names too: parts of questions under a merged cell, or
    /// the questions under their short names.
    fn more_lines(&self, first: &[String], following: &[Vec<String>]) -> usize {
        let import_ids = |row: &Vec<String>| {
            row.iter().any(|cell| cell.replace(' ', "").starts_with("{\"ImportId\""))
        };
        if let Some(at) = following.iter().take(3).position(import_ids) {
            return at + 1;
        }
        let Some(second) = following.first().filter(|_| following.len() > 1) else { return 0 };
        let is_named = |column: usize| first.get(column).is_some_and(|name| !name.is_empty());
        let has = |column: usize| second.get(column).is_some_and(|cell| !cell.is_empty());
        let columns = || 0..second.len().max(first.len());
        let parts = columns().filter(|column| !is_named(*column) && has(*column)).count();
        let is_blank = !columns()
            .any(|column| is_named(column) && has(column) && self.full.get(column) == Some(&true));
        let has_blank =
            columns().any(|column| is_named(column) && self.full.get(column) == Some(&true));
        if parts >= 2 && is_blank && has_blank {
            return 1;
        }
        let typed = columns().filter(|column| {
            !matches!(self.kinds.get(*column), None | Some(Kind::Text | Kind::Nothing))
        });
        let is_text = |column: usize| {
            second
                .get(column)
                .is_some_and(|cell| !self.is_same(column, cell) && cell.trim().contains(' '))
        };
        let typed: Vec<usize> = typed.collect();
        let all_texts = typed.len() >= 2 && typed.iter().all(|column| is_text(*column));
        usize::from(all_texts || self.is_questions(first, following))
    }

    /// Whether the line below short names has the texts of questions: words where the columns hold
    /// numbers and dates, and one of them a question.
    fn is_questions(&self, first: &[String], following: &[Vec<String>]) -> bool {
        let Some(second) = following.first().filter(|_| following.len() > 1) else { return false };
        let typed = self
            .kinds
            .iter()
            .enumerate()
            .filter(|(_, kind)| matches!(kind, Kind::Number | Kind::Labelled | Kind::Date));
        let mut asked = 0;
        for (column, kind) in typed {
            let is_name = |cell: &&String| {
                let words = cell.chars().any(char::is_alphabetic) && number(cell).is_none();
                // A question may name its scale.
                words
                    && !is_missing(cell)
                    && date_form(cell).is_none()
                    && (*kind != Kind::Labelled || !self.is_same(column, cell))
            };
            let Some(cell) = second.get(column).filter(is_name) else { return false };
            let is_longer = first.get(column).is_some_and(|name| name.len() < cell.len());
            let asks = cell.ends_with(['?', '\u{ff1f}', ';', '\u{61f}', ':'])
                || names::score_rank(cell, Metric::Nps) == 3;
            asked += usize::from(
                is_longer && asks && cell.contains(|sign: char| !sign.is_alphanumeric()),
            );
        }
        asked > 0
    }
}

/// A line held against those below.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    filled: usize,
    /// Cells of the kind that the column has below.
    same: usize,
    /// A cell that is a number or a date.
    has_value: bool,
    /// A cell that is neither.
    has_name: bool,
    /// For names (above 0) or for values.
    evidence: i32,
}

fn kind_of(profile: &Profile) -> Kind {
    let mostly = |some: usize| 10 * some >= 8 * profile.filled;
    match () {
        () if profile.filled == 0 => Kind::Nothing,
        () if profile.is_dates(false, false) => Kind::Date,
        () if mostly(profile.numbers) && 2 * profile.plain < profile.on_scale => Kind::Labelled,
        () if mostly(profile.numbers) => Kind::Number,
        () => Kind::Text,
    }
}

fn is_among(column: usize, cell: &str, below: &[Vec<String>]) -> bool {
    below.iter().take(1_000).any(|row| row.get(column).is_some_and(|other| other == cell))
}
