//! The order of day and month in a column: decided by all of its dates, held to its end.

use super::cell::{Form, iso, read, serial};
use super::{DateOrder, DateStyle};

/// What dates with slashes say about their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::reading) struct OrderSigns {
    day_first: bool,
    month_first: bool,
    /// A date that may be read either way, and means two days.
    either: bool,
}

impl OrderSigns {
    /// Adds what one cell says; most say nothing.
    pub(in crate::reading) fn add(&mut self, cell: &[u8], languages: u64) {
        if iso(cell).is_some() {
            return;
        }
        let Ok(text) = core::str::from_utf8(cell) else { return };
        let orders = [DateOrder::DayFirst, DateOrder::MonthFirst];
        let told = orders.iter().find_map(|order| match read(text, *order, languages)?.form {
            Form::Slashed(told) => Some(told),
            _ => None,
        });
        match told {
            Some(Some(DateOrder::DayFirst)) => self.day_first = true,
            Some(Some(DateOrder::MonthFirst)) => self.month_first = true,
            Some(None) => self.either = true,
            None => {}
        }
    }

    /// The order, where all dates that tell one tell the same.
    pub(in crate::reading) const fn order(self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// Some dates can only have the day first, others only the month.
    pub(in crate::reading) const fn are_mixed(self) -> bool {
        self.day_first && self.month_first
    }

    /// No date tells the order, and at least one needs it.
    pub(in crate::reading) const fn are_open(self) -> bool {
        self.either && self.order().is_none()
    }
}

/// Where the order comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) enum Basis {
    /// Somebody said it: dates that do not fit are bad rows.
    Said,
    /// Dates before told it: one that does not fit is a contradiction.
    Told,
    /// Nothing so far: the first date that needs it has to tell it.
    Open,
}

/// Why a cell gives no day, other than that it is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) enum OrderDoubt {
    /// Either part may be the day, and nothing tells which.
    Either,
    /// The other part is the day than in dates before.
    Mixed,
}

/// Reads the dates of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) struct DateReader {
    pub(in crate::reading) style: DateStyle,
    pub(in crate::reading) basis: Basis,
}

impl Default for DateReader {
    fn default() -> Self {
        Self { style: DateStyle::default(), basis: Basis::Open }
    }
}

impl DateReader {
    /// The day since 1970 of a cell; `None` when it is in no known form.
    pub(in crate::reading) fn day(&mut self, field: &[u8]) -> Result<Option<i64>, OrderDoubt> {
        if let Some(day) = iso(field) {
            return Ok(Some(day));
        }
        let Some(text) = core::str::from_utf8(field).ok().map(str::trim) else { return Ok(None) };
        let DateStyle { order, languages, serials } = self.style;
        match (read(text, order, languages), self.basis) {
            (Some(date), Basis::Open) => match date.form {
                Form::Slashed(None) => Err(OrderDoubt::Either),
                Form::Slashed(Some(told)) => {
                    (self.style.order, self.basis) = (told, Basis::Told);
                    Ok(Some(date.day))
                }
                _ => Ok(Some(date.day)),
            },
            (Some(date), _) => Ok(Some(date.day)),
            (None, Basis::Said) => Ok(if serials { serial(text) } else { None }),
            (None, basis) => self.day_in_other_order(text, basis),
        }
    }

    fn day_in_other_order(&mut self, text: &str, basis: Basis) -> Result<Option<i64>, OrderDoubt> {
        let DateStyle { order, languages, serials } = self.style;
        let other = match order {
            DateOrder::DayFirst => DateOrder::MonthFirst,
            DateOrder::MonthFirst => DateOrder::DayFirst,
        };
        match read(text, other, languages) {
            Some(_) if basis == Basis::Told => Err(OrderDoubt::Mixed),
            Some(date) => {
                (self.style.order, self.basis) = (other, Basis::Told);
                Ok(Some(date.day))
            }
            None => Ok(if serials { serial(text) } else { None }),
        }
    }
}
