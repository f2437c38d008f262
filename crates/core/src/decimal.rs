//! Whole numbers as text, for what a visitor downloads: `to_string` would bring the machinery of
//! `fmt` along. Not for people to read: no grouping of digits.

/// The digits of a number, with a minus sign before a negative one.
///
/// ```
/// use outoften_core::decimal::decimal;
/// assert_eq!(decimal(-12), "-12");
/// assert_eq!(decimal(0), "0");
/// ```
#[must_use]
pub fn decimal(number: i64) -> String {
    itoa::Buffer::new().format(number).to_owned()
}

/// The digits of a place in a list.
pub(crate) fn place(index: usize) -> String {
    decimal(i64::try_from(index).unwrap_or(i64::MAX))
}
