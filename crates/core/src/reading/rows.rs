//! Records to rows: which are header, which are left out, which are answers, empty or bad.

use super::classes::class_named;
use super::columns::{Columns, fits};
use super::dates::{DateReader, OrderDoubt, OrderSigns};
use super::error::{BadRow, ReadError, RowFault};
use super::footer::is_summary;
use super::record::{Record, beginning};
use super::remarks::Checks;
use super::session::{Row, Sink};
use super::whole::Cell;
use crate::score::Score;

/// What of each row is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Answers,
    /// A row without a readable date is bad.
    DatedAnswers,
    /// Nothing but what its date says about the order of day and month.
    DateOrder,
}

/// From records to rows.
#[derive(Debug)]
pub(super) struct Rows {
    /// Header lines still to come.
    header_rows: usize,
    need: Need,
    dates: DateReader,
    /// What dates say about their order, where only that is wanted.
    pub(super) signs: OrderSigns,
    /// Files are mostly sorted: the last date is mostly the next.
    last_date: Vec<u8>,
    last_day: i64,
    /// The line after the last record.
    line_after: u64,
    /// The last record was empty, or one below the answers.
    ended: bool,
    pub(super) checks: Checks,
}

impl Rows {
    /// Before the first of `header_rows`.
    pub(super) fn new(header_rows: usize, need: Need, dates: DateReader) -> Self {
        Self {
            header_rows,
            need,
            dates,
            signs: OrderSigns::default(),
            last_date: Vec::new(),
            last_day: 0,
            line_after: 1,
            ended: false,
            checks: Checks::default(),
        }
    }

    pub(super) fn take(
        &mut self,
        record: Record<'_>,
        columns: &Columns,
        sink: &mut impl Sink,
    ) -> Result<(), ReadError> {
        let after = core::mem::replace(&mut self.line_after, record.line_after());
        if self.header_rows > 0 {
            self.header_rows -= 1;
            return Ok(());
        }
        if self.need == Need::DateOrder {
            let date = columns.date.and_then(|column| record.field(column));
            self.signs.add(date.unwrap_or_default().trim_ascii(), self.dates.style.languages);
            return Ok(());
        }
        self.ended = self.is_below(&record, columns, after);
        if let Some((column, _)) = record.first_filled().filter(|_| self.ended) {
            sink.bad_row(bad(&record, columns, Some(column), RowFault::Summary));
            return Ok(());
        }
        if !columns.filters.is_empty() && record.flaw.is_none() {
            if !fits(&columns.filters, |column| record.field(column)) {
                self.checks.left_out += 1;
                return Ok(());
            }
            self.checks.let_in += 1;
        }
        let value = match value_of(&record, columns) {
            Ok(Some(value)) => value,
            Ok(None) => {
                sink.unanswered();
                return Ok(());
            }
            Err((column, reason)) => {
                sink.bad_row(bad(&record, columns, column, reason));
                return Ok(());
            }
        };
        let field = |column: Option<usize>| {
            column.and_then(|column| record.field(column)).unwrap_or_default()
        };
        let mut day = None;
        if self.need == Need::DatedAnswers {
            day =
                self.day(field(columns.date)).map_err(|doubt| doubtful(doubt, &record, columns))?;
            if day.is_none() {
                sink.bad_row(bad(&record, columns, columns.date, RowFault::NotADate));
                return Ok(());
            }
        }
        if columns.class.is_some() {
            self.check_class(field(columns.class), value);
        }
        sink.row(&Row {
            value,
            comment: field(columns.comment),
            segment: field(columns.segment),
            day,
            record,
        })
    }

    /// Whether a record is empty, or sums up the answers above it: behind an empty line, or with
    /// its word in place of a date. `after` is the line after the record before.
    #[inline]
    fn is_below(&self, record: &Record<'_>, columns: &Columns, after: u64) -> bool {
        let Some((column, cell)) = record.first_filled() else { return true };
        let may_be = self.ended || record.line_after() > after + 1 || columns.date == Some(column);
        may_be
            && record.flaw.is_none()
            && (self.ended || columns.date == Some(column) || record.line() > after)
            && column != columns.score
            && columns.comment != Some(column)
            && is_summary(cell)
    }

    #[inline]
    fn day(&mut self, date: &[u8]) -> Result<Option<i64>, OrderDoubt> {
        // The time of day does not matter: `2026-11-22` is ten bytes.
        let key = if date.get(4) == Some(&b'-') { date.get(..10).unwrap_or(date) } else { date };
        if self.last_date != key || key.is_empty() {
            let Some(day) = self.dates.day(date)? else { return Ok(None) };
            self.last_day = day;
            self.last_date.clear();
            self.last_date.extend_from_slice(key);
        }
        Ok(Some(self.last_day))
    }

    /// Holds a class in the file against that of the score.
    fn check_class(&mut self, cell: &[u8], value: u8) {
        let named = core::str::from_utf8(cell).ok().and_then(class_named);
        let Some((named, score)) = named.zip(Score::new(value)) else {
            self.checks.unclassed += 1;
            return;
        };
        self.checks.classed += 1;
        self.checks.disagreeing += u64::from(named != score.class());
    }
}

/// The answer of a record; none if nobody answered, or what is wrong with which column.
#[inline]
fn value_of(
    record: &Record<'_>,
    columns: &Columns,
) -> Result<Option<u8>, (Option<usize>, RowFault)> {
    if let Some(reason) = record.flaw.or_else(|| surplus(record, columns.names.len())) {
        return Err((None, reason));
    }
    if let Some(spread) = &columns.spread {
        let several = |()| (Some(columns.score), RowFault::SeveralChoices);
        return spread.answer(|column| record.field(column)).map_err(several);
    }
    let cell = record.field(columns.score).ok_or((None, RowFault::TooFewFields))?;
    match Cell::read(cell, columns.scale()) {
        Cell::Value(value) => Ok(Some(value)),
        Cell::Unanswered => Ok(None),
        Cell::Bad(reason) => Err((Some(columns.score), reason)),
    }
}

/// Fields beyond the header's are fine as long as they are empty.
#[inline]
fn surplus(record: &Record<'_>, width: usize) -> Option<RowFault> {
    if record.len() <= width {
        return None;
    }
    let mut beyond = (width..record.len()).filter_map(|index| record.field(index));
    beyond.any(|field| !field.trim_ascii().is_empty()).then_some(RowFault::TooManyFields)
}

fn doubtful(doubt: OrderDoubt, record: &Record<'_>, columns: &Columns) -> ReadError {
    let column = columns.date.map_or("", |column| columns.name(column)).to_owned();
    let line = Some(record.line());
    match doubt {
        OrderDoubt::Either => ReadError::AmbiguousDates { column, line },
        OrderDoubt::Mixed => ReadError::MixedDates { column, line },
    }
}

fn bad(record: &Record<'_>, columns: &Columns, column: Option<usize>, reason: RowFault) -> BadRow {
    let cell = column.and_then(|column| record.field(column));
    BadRow {
        line: record.line(),
        column: column.map_or("", |column| columns.name(column)).to_owned(),
        reason,
        expected: reason.expected(columns.scale()),
        value: if column.is_some() {
            beginning(cell.unwrap_or_default())
        } else {
            record.beginning()
        },
    }
}
