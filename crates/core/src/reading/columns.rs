//! Which column is which: by the name asked for, else by what it holds and what it is called.

use super::choose::{Found, Table, asked};
use super::dates::{Basis, DateOrder, DateReader, DateStyle, OrderSigns, languages_of};
use super::error::ReadError;
use super::figures::Figures;
use super::header::Header;
use super::layout::Layout;
use super::questions;
use super::read_options::{ReadOptions, RowFilter};
use super::sample::Sample;
use super::spread::Spread;

/// Columns, and the values of each that count.
pub(super) type Filters = Vec<(usize, Vec<String>)>;

/// The columns that were found, to be told to whoever asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// All names, in the order of the file; made up where the file has no header.
    pub names: Vec<String>,
    /// The tool that exported the file, if recognised.
    pub layout: Option<Layout>,
    /// Index of the scores; the first of several where each choice has a column.
    pub score: usize,
    /// Another column that could hold scores.
    pub runner_up: Option<usize>,
    /// Index of the comments, if there are any.
    pub comment: Option<usize>,
    /// Index of the dates, if there are any.
    pub date: Option<usize>,
    /// Index of the segments, if they were asked for.
    pub segment: Option<usize>,
    /// Columns whose few values come again: good for segments.
    pub segments: Vec<usize>,
    /// Index of a column that names classes beside the scores.
    pub class: Option<usize>,
    /// Title lines above the header.
    pub titles: usize,
    /// Whether a line of names was found.
    pub has_header: bool,
    /// Only the beginning of the file was looked at, and it left a doubt.
    pub doubtful: bool,
    /// Records before the first answer.
    pub(super) header_rows: usize,
    pub(super) dates: DateReader,
    pub(super) spread: Option<Spread>,
    /// The scale that the score column's name says, where all answers looked at fit on it.
    pub(super) named_scale: Option<(u8, u8)>,
    /// The column that says it, if not that of the scores.
    pub(super) scale_column: Option<usize>,
    /// The scores seem to be means of several answers.
    pub(super) means: bool,
    /// The column that says which of several questions a row answers, and its value for NPS.
    pub(super) kinds: Option<(usize, String)>,
    /// Some of the dates seem to have day and month swapped.
    pub(super) swapped_dates: bool,
    /// The end of the scale that many of the scores need instead.
    pub(super) other_scale: Option<u8>,
    /// Which rows count: columns, and values of each of them.
    pub(super) filters: Filters,
    scale: (u8, u8),
}

impl Columns {
    /// The name of a column.
    #[must_use]
    pub fn name(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }

    /// The column that names the scale: that of the scores or one beside it.
    pub(super) fn scale_named_by(&self) -> &str {
        self.name(self.scale_column.unwrap_or(self.score))
    }

    pub(super) const fn scale(&self) -> (u8, u8) {
        self.scale
    }

    /// Finds the columns from the first rows of a file.
    pub(super) fn find(sample: &Sample, options: &ReadOptions) -> Result<Self, ReadError> {
        let rows = sample.rows.as_slice();
        if rows.is_empty() {
            return Err(ReadError::Empty);
        }
        let header = if sample.named {
            Header::known(rows)
        } else {
            Header::of(rows, &options.names_given())
        };
        let scale = options.metric.scale();
        let answers = rows.get(header.rows..).unwrap_or_default();
        let filters = filters_of(&header.names, &options.filters)?;
        let kept: Vec<Vec<String>>;
        let fits =
            |row: &&Vec<String>| fits(&filters, |column| row.get(column).map(String::as_bytes));
        let answers = if filters.is_empty() {
            answers
        } else {
            kept = answers.iter().filter(fits).cloned().collect();
            if kept.is_empty() { answers } else { kept.as_slice() }
        };
        let is_nps = scale == (0, 10);
        let parts = header.steps.as_deref().or(header.second.as_deref());
        let spread = is_nps.then(|| Spread::find(&header.names, parts, answers, scale)).flatten();
        let table = Table::new(&header, answers, scale, spread.as_ref());
        let found = table.find(options, spread.is_some())?;
        let figures = Figures { names: &header.names, rows: answers, score: found.score, scale };
        if !options.allow_partial && spread.is_none() {
            figures.refuse()?;
        }
        let (dates, swapped_dates) = match found.date {
            Some(column) => table.dates(column, answers, options, header.layout)?,
            None => (DateReader::default(), false),
        };
        let is_beside = is_nps && found.named_scale.is_none();
        let beside = is_beside.then(|| figures.scale_beside()).flatten();
        let means = figures.are_means();
        let columns_found = (found.score, found.comment);
        let kinds =
            is_nps.then(|| questions::find(&header.names, answers, columns_found)).flatten();
        let columns = Self::of(header, found, sample, (dates, spread, filters, scale));
        Ok(Self {
            means,
            kinds,
            swapped_dates,
            scale_column: beside.map(|(column, _)| column),
            named_scale: columns.named_scale.or(beside.map(|(_, scale)| scale)),
            ..columns
        })
    }

    fn of(
        header: Header,
        found: Found,
        sample: &Sample,
        (dates, spread, filters, scale): (DateReader, Option<Spread>, Filters, (u8, u8)),
    ) -> Self {
        Self {
            layout: header.layout,
            score: found.score,
            runner_up: found.runner_up,
            comment: found.comment,
            date: found.date,
            segment: found.segment,
            segments: found.segments,
            class: found.class,
            other_scale: found.other_scale,
            named_scale: found.named_scale,
            scale_column: None,
            means: false,
            kinds: None,
            swapped_dates: false,
            titles: header.titles,
            has_header: header.rows > 0,
            doubtful: sample.cut && (found.unsure || found.runner_up.is_some()),
            header_rows: header.rows,
            dates,
            spread: spread
                .filter(|spread| spread.steps.iter().any(|(column, _)| *column == found.score)),
            filters,
            scale,
            names: header.names,
        }
    }
}

/// The columns of filters, each once, with all its values.
fn filters_of(names: &[String], filters: &[RowFilter]) -> Result<Filters, ReadError> {
    let mut found = Filters::new();
    for filter in filters {
        let column = asked(names, &filter.column)?;
        let value = filter.value.trim().to_lowercase();
        match found.iter_mut().find(|(other, _)| *other == column) {
            Some((_, values)) => values.push(value),
            None => found.push((column, vec![value])),
        }
    }
    Ok(found)
}

/// Whether a row has one of the values in every column that is filtered by.
pub(super) fn fits<'a>(
    filters: &[(usize, Vec<String>)],
    cell: impl Fn(usize) -> Option<&'a [u8]>,
) -> bool {
    filters.iter().all(|(column, values)| {
        let text = String::from_utf8_lossy(cell(*column).unwrap_or_default());
        let text = text.trim();
        values.iter().any(|value| value == text || *value == text.to_lowercase())
    })
}

impl Table<'_> {
    /// How the dates of a column are to be read, as far as the beginning of the file tells; and
    /// whether some seem swapped.
    fn dates(
        &self,
        column: usize,
        answers: &[Vec<String>],
        options: &ReadOptions,
        layout: Option<Layout>,
    ) -> Result<(DateReader, bool), ReadError> {
        let cells = || answers.iter().filter_map(|row| row.get(column)).map(|cell| cell.trim());
        let is_between = |letter: char| letter.is_ascii_digit() || " ,.-/:".contains(letter);
        let words = cells().flat_map(|cell| cell.split(is_between)).filter(|word| !word.is_empty());
        let serials = self.has_serials(column);
        let style = DateStyle { languages: languages_of(words), serials, ..DateStyle::default() };
        let mut signs = OrderSigns::default();
        cells().for_each(|cell| signs.add(cell.as_bytes(), style.languages));
        let year_first = options.date_order.is_none() && signs.are_year_first();
        let style = DateStyle { year_first, ..style };
        let reader = |order, basis| {
            let style = DateStyle { order, ..style };
            Ok((DateReader { style, basis }, signs.are_swapped()))
        };
        if let Some(order) = options.date_order {
            return reader(order, Basis::Said);
        }
        let column = || self.names().get(column).cloned().unwrap_or_default();
        match (signs.order(), layout.and_then(Layout::date_order)) {
            (Some(order), _) => reader(order, Basis::Told),
            _ if !options.dates || year_first => reader(DateOrder::DayFirst, Basis::Open),
            _ if signs.are_mixed() => Err(ReadError::MixedDates { column: column(), line: None }),
            (None, Some(order)) => reader(order, Basis::Told),
            _ if signs.are_open() => {
                Err(ReadError::AmbiguousDates { column: column(), line: None })
            }
            (None, None) => reader(DateOrder::DayFirst, Basis::Open),
        }
    }
}
