//! Dates as survey tools and spreadsheets write them, to days and periods.
//!
//! A date counts as written: offsets are not applied, because a report by month should not move
//! an answer of the evening into the next month.

mod cell;
mod months;
mod order;
mod period;
mod tokens;
mod year_place;

use std::borrow::Cow;

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
    /// `26/10/02` is in 2026.
    pub(super) year_first: bool,
    /// Numbers are days as a spreadsheet counts them.
    pub(super) serials: bool,
}

impl Default for DateStyle {
    fn default() -> Self {
        Self {
            order: DateOrder::DayFirst,
            languages: ALL_LANGUAGES,
            year_first: false,
            serials: false,
        }
    }
}

impl DateStyle {
    /// Where years come first, with all their digits: no day looks like that.
    fn with_long_year<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.year_first && year_place::short_date(text).is_some() {
            Cow::Owned(format!("20{text}"))
        } else {
            Cow::Borrowed(text)
        }
    }

    /// The day since 1970 of a cell; `None` when it is in no known form.
    pub(super) fn day(&self, field: &[u8]) -> Option<i64> {
        if let Some(day) = cell::iso(field) {
            return Some(day);
        }
        let text = &*self.with_long_year(core::str::from_utf8(field).ok()?.trim());
        let day = read(text, self.order, self.languages).map(|date| date.day);
        day.or_else(|| if self.serials { serial(text) } else { None })
    }
}
