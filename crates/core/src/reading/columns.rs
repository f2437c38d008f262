//! Which column is which: by the name asked for, else by what it holds and what it is called.

use super::choose::{Found, Table};
use super::dates::{Basis, DateOrder, DateReader, DateStyle, OrderSigns, languages_of};
use super::error::ReadError;
use super::header::Header;
use super::layout::Layout;
use super::sample::Sample;
use super::session::{ReadOptions, RowFilter};
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
        let spread = if scale == (0, 10) { Spread::find(&header, answers, scale) } else { None };
        let table = Table::new(&header, answers, scale, spread.as_ref());
        let found = table.find(options, spread.is_some())?;
        let dates = match found.date {
            Some(column) => table.dates(column, answers, options, header.layout)?,
            None => DateReader::default(),
        };
        Ok(Self::of(header, found, sample, (dates, spread, filters, scale)))
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

/// The column somebody named: by its name, whatever the case, or by its number from 1.
pub(super) fn asked(names: &[String], name: &str) -> Result<usize, ReadError> {
    let wanted = name.trim().to_lowercase();
    let by_name = names.iter().position(|other| other.trim().to_lowercase() == wanted);
    let by_number =
        || wanted.parse::<usize>().ok()?.checked_sub(1).filter(|index| *index < names.len());
    by_name
        .or_else(by_number)
        .ok_or_else(|| ReadError::NoSuchColumn { name: name.to_owned(), columns: names.to_vec() })
}

impl Table<'_> {
    /// How the dates of a column are to be read, as far as the beginning of the file tells.
    fn dates(
        &self,
        column: usize,
        answers: &[Vec<String>],
        options: &ReadOptions,
        layout: Option<Layout>,
    ) -> Result<DateReader, ReadError> {
        let cells = || answers.iter().filter_map(|row| row.get(column)).map(|cell| cell.trim());
        let is_between = |letter: char| letter.is_ascii_digit() || " ,.-/:".contains(letter);
        let words = cells().flat_map(|cell| cell.split(is_between)).filter(|word| !word.is_empty());
        let serials = self.has_serials(column);
        let style = DateStyle { languages: languages_of(words), serials, ..DateStyle::default() };
        let reader = |order, basis| Ok(DateReader { style: DateStyle { order, ..style }, basis });
        if let Some(order) = options.date_order {
            return reader(order, Basis::Said);
        }
        let mut signs = OrderSigns::default();
        cells().for_each(|cell| signs.add(cell.as_bytes(), style.languages));
        let column = || self.names().get(column).cloned().unwrap_or_default();
        match (signs.order(), layout.and_then(Layout::date_order)) {
            (Some(order), _) => reader(order, Basis::Told),
            _ if !options.dates => reader(DateOrder::DayFirst, Basis::Open),
            _ if signs.are_mixed() => Err(ReadError::MixedDates { column: column(), line: None }),
            (None, Some(order)) => reader(order, Basis::Told),
            _ if signs.are_open() => {
                Err(ReadError::AmbiguousDates { column: column(), line: None })
            }
            (None, None) => reader(DateOrder::DayFirst, Basis::Open),
        }
    }
}
