//! Days and moments in the language of the interface, as the browser writes them.

use js_sys::{Date, Object, Reflect};
use outoften_core::time::Utc;

const MS_PER_DAY: f64 = 86_400_000.0;

/// A moment, given in milliseconds since 1970, in the person's time zone.
pub fn moment(at_ms: f64) -> String {
    let options = options(&[("dateStyle", "medium"), ("timeStyle", "short")]);
    Date::new(&at_ms.into()).to_locale_string(language(), &options).into()
}

/// A day such as `2026-11-25` without its year: `25 Nov`.
pub fn short_day(day: &str) -> String {
    let options = options(&[("day", "numeric"), ("month", "short"), ("timeZone", "UTC")]);
    Date::new(&day.into()).to_locale_date_string(language(), &options).into()
}

/// A day, counted from 1970, with its year: `25 Nov 2026`.
pub fn utc_day(day: i64) -> String {
    let fields = [("day", "numeric"), ("month", "short"), ("year", "numeric"), ("timeZone", "UTC")];
    let date = Date::new(&(day as f64 * MS_PER_DAY).into());
    date.to_locale_date_string(language(), &options(&fields)).into()
}

/// The day of an instant, with its year: `25 November 2026`.
pub fn long_day(at: Utc) -> String {
    let options = options(&[("day", "numeric"), ("month", "long"), ("year", "numeric")]);
    let date = Date::new(&(at.as_ms() as f64).into());
    date.to_locale_date_string(language(), &options).into()
}

/// The day of a moment in UTC, such as `2026-11-25`.
pub fn iso_day(at_ms: f64) -> String {
    let text = String::from(Date::new(&at_ms.into()).to_iso_string());
    text.get(..10).unwrap_or_default().to_owned()
}

fn language() -> &'static str {
    crate::words::current_language().date_tag()
}

fn options(fields: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in fields {
        // Setting a field of a plain object cannot fail.
        drop(Reflect::set(&options, &(*name).into(), &(*value).into()));
    }
    options
}
