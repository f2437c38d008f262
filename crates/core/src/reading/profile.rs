//! What a column holds, by its cells in the beginning of the file: scores, other numbers, dates,
//! classes, texts, few values that come again.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::classes::class_named;
use super::dates::{DateOrder, Form, read, serial};
use super::missing::is_missing;
use super::whole::{Cell, number};
use crate::score::Class;

/// More different values than segments have.
const VALUES_MAX: usize = 200;
/// More different values than classes have spellings.
const CLASS_WORDS_MAX: usize = 12;

/// One column's share of each kind of cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Rows that were looked at.
    pub(super) rows: usize,
    /// Cells that say something.
    pub(super) filled: usize,
    /// Of these, whole numbers on the scale, with or without words around.
    pub(super) on_scale: usize,
    /// Of these, without words.
    pub(super) plain: usize,
    /// Of these, eight and above: only a scale to ten has them.
    pub(super) upper: usize,
    /// Numbers, on the scale or not.
    pub(super) numbers: usize,
    /// Whole numbers from 14 to 100, and the highest of them.
    pub(super) beyond: usize,
    pub(super) highest_beyond: u8,
    /// Numbers between 0 and 1.
    pub(super) shares: usize,
    /// Dates that are nothing else.
    pub(super) dates: usize,
    /// Digits and chapters that are dates if the column's name says so.
    pub(super) maybe_dates: usize,
    /// Numbers that a spreadsheet may mean as days.
    pub(super) serials: usize,
    /// Cells that name a class.
    pub(super) classes: usize,
    /// How many classes are named.
    pub(super) different_classes: usize,
    /// Characters and spaces of all cells: texts have some.
    pub(super) characters: usize,
    pub(super) spaces: usize,
    /// Different values, as far as they were counted.
    pub(super) values: usize,
    /// Each cell is one more than the cell before.
    pub(super) counts_up: bool,
}

impl Profile {
    /// Of one column of the rows below the header.
    pub(super) fn of(rows: &[Vec<String>], column: usize, scale: (u8, u8)) -> Self {
        let mut profile = Self { rows: rows.len(), ..Self::default() };
        let mut values: HashMap<&str, usize, FixedState> = HashMap::default();
        let mut last = None;
        let mut steps = 0;
        for cell in rows.iter().filter_map(|row| row.get(column)) {
            let cell = cell.trim();
            if is_missing(cell) {
                continue;
            }
            profile.add(cell, scale);
            let number = cell.parse::<i64>().ok();
            steps += usize::from(number.is_some() && number == last);
            last = number.map(|number| number.saturating_add(1));
            if values.len() < VALUES_MAX || values.contains_key(cell) {
                *values.entry(cell).or_default() += 1;
            }
        }
        profile.counts_up = profile.filled >= 3 && steps + 1 == profile.filled;
        profile.values = values.len();
        if values.len() <= CLASS_WORDS_MAX {
            profile.add_classes(&values);
        }
        profile
    }

    fn add(&mut self, cell: &str, scale: (u8, u8)) {
        self.filled += 1;
        self.characters += cell.chars().count();
        self.spaces += cell.matches(' ').count();
        let plain = number(cell);
        let value = Cell::read(cell.as_bytes(), scale);
        let on_scale = matches!(value, Cell::Value(_));
        self.upper += usize::from(matches!(value, Cell::Value(8..)));
        self.on_scale += usize::from(on_scale);
        self.plain += usize::from(on_scale && plain.is_some());
        self.numbers += usize::from(on_scale || plain.is_some());
        if let Some(value) =
            plain.filter(|value| value.fract() == 0.0 && (14.0..=100.0).contains(value))
        {
            self.beyond += 1;
            self.highest_beyond = self.highest_beyond.max(value as u8);
        }
        self.shares += usize::from(plain.is_some_and(|value| value > 0.0 && value < 1.0));
        match date_form(cell) {
            Some(Form::Clear | Form::Slashed(_)) => self.dates += 1,
            Some(Form::Weak | Form::Digits) => self.maybe_dates += 1,
            None => self.serials += usize::from(plain.is_some() && serial(cell).is_some()),
        }
    }

    fn add_classes(&mut self, values: &HashMap<&str, usize, FixedState>) {
        let mut seen = [false; 3];
        for (value, times) in values {
            let Some(class) = class_named(value) else { continue };
            self.classes += times;
            let [detractors, passives, promoters] = &mut seen;
            *match class {
                Class::Detractor => detractors,
                Class::Passive => passives,
                Class::Promoter => promoters,
            } = true;
        }
        self.different_classes = seen.iter().filter(|seen| **seen).count();
    }

    /// Whether at least so many of twenty cells are scores.
    pub(super) const fn is_on_scale(&self, of_twenty: usize) -> bool {
        self.filled > 0 && 20 * self.on_scale >= of_twenty * self.filled
    }

    /// Whether the column is numbers, on the scale or not.
    pub(super) const fn is_numeric(&self) -> bool {
        self.filled > 0 && 2 * self.numbers >= self.filled
    }

    /// Whether it is dates; `named` where its name says that it may be, `near` where that of a
    /// neighbour does.
    pub(super) const fn is_dates(&self, named: bool, near: bool) -> bool {
        let maybe = if named { self.maybe_dates } else { 0 };
        let more = maybe + if named || near { self.serials } else { 0 };
        self.filled > 0 && 10 * (self.dates + more) >= 8 * self.filled
    }

    /// Whether its cells are classes.
    pub(super) const fn is_classes(&self) -> bool {
        self.classes > 0 && 10 * self.classes >= 8 * self.filled
    }

    /// Whether few values come again and again.
    pub(super) const fn repeats(&self) -> bool {
        self.values < VALUES_MAX && 2 * self.values <= self.filled
    }

    /// Whether its cells are sentences of people.
    pub(super) const fn is_free_text(&self) -> bool {
        self.filled > 0 && self.spaces >= 2 * self.filled && (!self.repeats() || self.filled < 4)
    }

    /// The end of another scale that a third of the numbers need: 20 or 100; or 1, where most are
    /// shares.
    pub(super) const fn other_scale(&self) -> Option<u8> {
        let many = self.beyond >= 2 && 3 * self.beyond >= self.numbers;
        match (many, self.highest_beyond > 20) {
            (false, _) if self.shares >= 2 && 2 * self.shares > self.numbers => Some(1),
            (false, _) => None,
            (true, false) => Some(20),
            (true, true) => Some(100),
        }
    }
}

/// The form of a date, whichever of day and month comes first.
pub(super) fn date_form(cell: &str) -> Option<Form> {
    let languages = super::dates::ALL_LANGUAGES;
    let first = read(cell, DateOrder::DayFirst, languages);
    first.or_else(|| read(cell, DateOrder::MonthFirst, languages)).map(|date| date.form)
}
