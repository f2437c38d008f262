//! Which column is which: by the name asked for, by its own name, by what it holds.

use super::date::{DateOrder, order_told_by};
use super::error::ReadError;
use super::layout::Layout;
use super::names;
use super::sample::Content;
use super::session::Options;
use super::whole::Cell;

/// The columns that were found, to be told to whoever asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// All names, in the order of the file; made up where the file has no header.
    pub names: Vec<String>,
    /// The tool that exported the file, if recognised.
    pub layout: Option<Layout>,
    /// Index of the scores.
    pub score: usize,
    /// Index of the comments, if there are any.
    pub comment: Option<usize>,
    /// Index of the dates, if there are any.
    pub date: Option<usize>,
    /// Index of the segments, if they were asked for.
    pub segment: Option<usize>,
    /// Lines before the first answer.
    pub(super) header_rows: usize,
    pub(super) date_order: DateOrder,
    scale: (u8, u8),
}

impl Columns {
    /// The name of a column.
    #[must_use]
    pub fn name(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }

    pub(super) const fn scale(&self) -> (u8, u8) {
        self.scale
    }

    /// Finds the columns from the first rows of a file.
    pub(super) fn find(rows: &[Vec<String>], options: &Options) -> Result<Self, ReadError> {
        let (first, following) = rows.split_first().ok_or(ReadError::Empty)?;
        let scale = options.metric.scale();
        let header = Header::of(first, following);
        let answers = rows.get(header.rows..).unwrap_or_default();
        let (layout, names) = (header.layout, header.names);
        // Where a second header line holds the questions, they count as part of the name.
        let second = following.first().filter(|_| header.rows > 1);
        let labels = names.iter().enumerate().map(|(i, name)| label(name, second, i)).collect();
        let table = Table {
            contents: (0..names.len()).map(|i| Content::of(answers, i, scale)).collect(),
            names,
            labels,
        };
        let score = table.score(options)?;
        let date = table.date(options, score)?;
        let order = match date {
            Some(date) if options.dates => table.date_order(date, answers, options, layout)?,
            _ => DateOrder::DayFirst,
        };
        Ok(Self {
            layout,
            score,
            comment: table.comment(options, score)?,
            date,
            segment: table.asked(options.segment_column.as_deref())?,
            header_rows: header.rows,
            date_order: order,
            scale,
            names: table.names,
        })
    }
}

fn is_number(cell: &str) -> bool {
    !matches!(Cell::read(cell.as_bytes(), (0, 10)), Cell::Unanswered)
        && cell.trim().parse::<f64>().is_ok()
}

fn label(name: &str, second_line: Option<&Vec<String>>, column: usize) -> String {
    let second = second_line.and_then(|line| line.get(column));
    second.map_or_else(|| name.to_owned(), |second| format!("{name} {second}"))
}

/// The names of the columns and how many lines they take.
struct Header {
    names: Vec<String>,
    layout: Option<Layout>,
    rows: usize,
}

impl Header {
    fn of(first: &[String], following: &[Vec<String>]) -> Self {
        // A header has names; a row of data has at least one number.
        if first.iter().any(|cell| is_number(cell)) {
            let names = (1..=first.len()).map(|number| format!("column {number}")).collect();
            return Self { names, layout: None, rows: 0 };
        }
        let layout = Layout::of(first);
        let rows = layout.map_or(1, |layout| layout.header_rows(following));
        Self { names: first.to_vec(), layout, rows }
    }
}

struct Table {
    names: Vec<String>,
    labels: Vec<String>,
    contents: Vec<Content>,
}

impl Table {
    /// The column somebody named: by its name, whatever the case, or by its number from 1.
    fn asked(&self, name: Option<&str>) -> Result<Option<usize>, ReadError> {
        let Some(name) = name else { return Ok(None) };
        let wanted = name.trim().to_lowercase();
        let by_name = self.names.iter().position(|other| other.trim().to_lowercase() == wanted);
        let by_number = || {
            wanted.parse::<usize>().ok()?.checked_sub(1).filter(|index| *index < self.names.len())
        };
        by_name.or_else(by_number).map(Some).ok_or_else(|| ReadError::NoSuchColumn {
            name: name.to_owned(),
            columns: self.names.clone(),
        })
    }

    fn score(&self, options: &Options) -> Result<usize, ReadError> {
        if let Some(asked) = self.asked(options.score_column.as_deref())? {
            return Ok(asked);
        }
        let rank = |(name, label): (&String, &String)| {
            if names::is_beside(name) { 0 } else { names::score_rank(label, options.metric) }
        };
        let ranks: Vec<u8> = self.names.iter().zip(&self.labels).map(rank).collect();
        // By name, if at least half of what is there are scores.
        for wanted in [3, 2, 1] {
            let found =
                self.which(|i, content| ranks.get(i) == Some(&wanted) && content.is_on_scale(10));
            if let Some(column) = self.only(found)? {
                return Ok(column);
            }
        }
        // By content, if nearly all are scores and the column does not number the rows.
        let found = self.which(|i, content| {
            let numbering = self.names.get(i).is_some_and(|name| names::is_numbering(name));
            content.values > 0 && content.is_on_scale(19) && !numbering
        });
        if let Some(column) = self.only(found)? {
            return Ok(column);
        }
        // By name alone: its rows are then reported as bad, one by one.
        let found = self.which(|i, _| ranks.get(i).is_some_and(|rank| *rank >= 2));
        match found.as_slice() {
            [column] => Ok(*column),
            _ => Err(ReadError::NoScoreColumn { columns: self.names.clone() }),
        }
    }

    fn which(&self, wanted: impl Fn(usize, &Content) -> bool) -> Vec<usize> {
        let all = self.contents.iter().enumerate();
        all.filter(|(i, content)| wanted(*i, content)).map(|(i, _)| i).collect()
    }

    fn only(&self, found: Vec<usize>) -> Result<Option<usize>, ReadError> {
        match found.as_slice() {
            [] => Ok(None),
            [column] => Ok(Some(*column)),
            several => Err(ReadError::SeveralScoreColumns {
                candidates: several.iter().filter_map(|i| self.names.get(*i)).cloned().collect(),
            }),
        }
    }

    fn comment(&self, options: &Options, score: usize) -> Result<Option<usize>, ReadError> {
        if let Some(asked) = self.asked(options.comment_column.as_deref())? {
            return Ok(Some(asked));
        }
        let likely = self.which(|i, content| {
            i != score && 2 * content.dates <= content.values && content.on_scale == 0
        });
        // A name decides; among others the longest texts, if they are more than a word or two.
        let weight = |i: &usize| {
            let content = self.contents.get(*i).copied().unwrap_or_default();
            let rank = self.labels.get(*i).map_or(0, |label| names::comment_rank(label));
            let texts = content.spaces >= 2 * content.values && content.values > 0;
            let average = content.characters / content.values.max(1);
            (rank >= 2 || texts).then_some((rank, average))
        };
        Ok(likely.into_iter().filter(|i| weight(i).is_some()).max_by_key(|i| weight(i)))
    }

    fn date(&self, options: &Options, score: usize) -> Result<Option<usize>, ReadError> {
        if let Some(asked) = self.asked(options.date_column.as_deref())? {
            return Ok(Some(asked));
        }
        let rank = |i: usize| {
            let texts = [self.names.get(i), self.labels.get(i)];
            texts.into_iter().flatten().map(|text| names::date_rank(text)).max().unwrap_or(0)
        };
        let likely = self.which(|i, content| {
            // A number of ten digits is a date only where the name says so; the second header
            // line of some tools is no date.
            i != score && rank(i) > 0 && 10 * content.dates >= 8 * content.values
        });
        let best = likely.into_iter().rev().max_by_key(|i| rank(*i));
        match best {
            None if options.dates => Err(ReadError::NoDateColumn { columns: self.names.clone() }),
            best => Ok(best),
        }
    }

    fn date_order(
        &self,
        column: usize,
        answers: &[Vec<String>],
        options: &Options,
        layout: Option<Layout>,
    ) -> Result<DateOrder, ReadError> {
        if let Some(order) = options.date_order.or(layout.and_then(Layout::date_order)) {
            return Ok(order);
        }
        let cells = answers.iter().filter_map(|row| row.get(column));
        let told: Vec<Option<DateOrder>> =
            cells.filter_map(|cell| order_told_by(cell.as_bytes())).collect();
        let says = |order| told.contains(&Some(order));
        match (says(DateOrder::DayFirst), says(DateOrder::MonthFirst), told.is_empty()) {
            (true, false, _) | (_, _, true) => Ok(DateOrder::DayFirst),
            (false, true, _) => Ok(DateOrder::MonthFirst),
            _ => Err(ReadError::AmbiguousDates {
                column: self.names.get(column).cloned().unwrap_or_default(),
            }),
        }
    }
}
