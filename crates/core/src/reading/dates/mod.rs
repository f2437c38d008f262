//! Dates as survey tools and spreadsheets write them, to days and periods.
//!
//! A date counts as written: offsets are not applied, because a report by month should not move
//! an answer of the evening into the next month.

mod cell;
mod months;
mod order;
mod period;
mod tokens;

pub(super) use cell::{Form, read, serial};
pub(super) use months::{ALL_LANGUAGES, languages_of};
pub(super) use order::{Basis, DateReader, OrderDoubt, OrderSigns};
pub use period::Period;

/// Which comes first in 03/04/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

/// How the dates of one column are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DateStyle {
    pub(super) order: DateOrder,
    /// The languages of its month names, as [`languages_of`] counts them.
    pub(super) languages: u64,
    /// Numbers are days as a spreadsheet counts them.
    pub(super) serials: bool,
}

impl Default for DateStyle {
    fn default() -> Self {
        Self { order: DateOrder::DayFirst, languages: ALL_LANGUAGES, serials: false }
    }
}

impl DateStyle {
    /// The day since 1970 of a cell; `None` when it is in no known form.
    pub(super) fn day(&self, field: &[u8]) -> Option<i64> {
        if let Some(day) = cell::iso(field) {
            return Some(day);
        }
        let text = core::str::from_utf8(field).ok()?.trim();
        let day = read(text, self.order, self.languages).map(|date| date.day);
        day.or_else(|| if self.serials { serial(text) } else { None })
    }
}
