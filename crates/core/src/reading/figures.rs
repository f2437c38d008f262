//! Files whose rows are no answers: how often each score was given, or figures computed from answers.

use super::error::ReadError;
use super::names;
use super::whole::{Cell, number};

/// Fewer rows in order may be chance.
const STEPS_MIN: usize = 6;
/// What exports write where nobody answered.
const CODES: [f64; 8] = [-1.0, -8.0, -9.0, -77.0, -88.0, -98.0, -99.0, -999.0];

/// The score column of a file, and the others.
pub(super) struct Figures<'a> {
    pub(super) names: &'a [String],
    pub(super) rows: &'a [Vec<String>],
    pub(super) score: usize,
    pub(super) scale: (u8, u8),
}

impl Figures<'_> {
    /// Refuses what is certainly no list of answers.
    pub(super) fn refuse(&self) -> Result<(), ReadError> {
        let column = || self.names.get(self.score).cloned().unwrap_or_default();
        if let Some(counts) = self.counts() {
            return Err(ReadError::Tally { column: column(), counts });
        }
        if self.are_net_scores() { Err(ReadError::Figures { column: column() }) } else { Ok(()) }
    }

    /// The column of counts, where each score stands once, in order.
    fn counts(&self) -> Option<String> {
        let value = |cell: &str| match Cell::read(cell.as_bytes(), self.scale) {
            Cell::Value(value) => Some(value),
            _ => None,
        };
        let steps: Vec<u8> = self.cells(self.score).filter_map(value).collect();
        let (lowest, highest) = self.scale;
        let enough = STEPS_MIN.min(usize::from(highest.saturating_sub(lowest)) + 1);
        let in_order = |before: fn(&u8, &u8) -> bool| {
            steps.iter().zip(steps.iter().skip(1)).all(|(one, next)| before(one, next))
        };
        // A line of the sum may stand below.
        let all = steps.len() + 1 >= self.rows.len() && steps.len() >= enough;
        if !all || !(in_order(|one, next| one < next) || in_order(|one, next| one > next)) {
            return None;
        }
        self.columns(names::is_tally).next().cloned()
    }

    /// Net scores of months or countries go below 0 and above 10.
    fn are_net_scores(&self) -> bool {
        let numbers = self.cells(self.score).filter_map(number);
        let numbers: Vec<f64> = numbers.collect();
        // What no net score can be, such as the least integer, is damage.
        let off = numbers.iter().copied().filter(|value| !(0.0..=10.0).contains(value));
        let off: Vec<f64> = off.filter(|value| (-100.0..=100.0).contains(value)).collect();
        let mut different = off.clone();
        different.sort_by(f64::total_cmp);
        different.dedup();
        let above = off.iter().any(|value| *value > 10.0);
        // One below the scale is a slip, as one above it.
        let below = off.iter().any(|value| *value < -1.0);
        let no_codes = different.iter().filter(|value| **value < 0.0 && !CODES.contains(value));
        let many = off.len() >= 2 && 4 * off.len() >= numbers.len();
        many && 2 * different.len() > off.len() && ((above && below) || no_codes.count() >= 2)
    }

    /// Whether the scores seem to be means: by their name, or by a count of answers beside them.
    pub(super) fn are_means(&self) -> bool {
        let of_answers = |name: &str| names::is_tally(name) && names::is_answer(name);
        self.names.get(self.score).is_some_and(|name| names::is_average(name))
            || self.columns(of_answers).next().is_some()
    }

    /// Columns of whole numbers, not always the same, with such a name.
    fn columns(&self, named: impl Fn(&str) -> bool) -> impl Iterator<Item = &String> {
        let columns = self.names.iter().enumerate();
        let columns = columns.filter(move |(column, name)| *column != self.score && named(name));
        columns.filter(|(column, _)| self.are_counts(*column)).map(|(_, name)| name)
    }

    fn are_counts(&self, column: usize) -> bool {
        let is_count = |value: f64| value >= 0.0 && value.fract() == 0.0;
        let mut cells =
            self.cells(column).map(|cell| number(cell).filter(|value| is_count(*value)));
        let Some(Some(first)) = cells.next() else { return false };
        let mut differ = false;
        let whole = cells.all(|value| {
            differ |= value.is_some_and(|value| (value - first).abs() > 0.5);
            value.is_some()
        });
        whole && differ
    }

    /// What is in a column, without empty cells.
    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().filter_map(move |row| row.get(column));
        cells.map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// Another column that says the end of the scale in each row, and that scale.
    pub(super) fn scale_beside(&self) -> Option<(usize, (u8, u8))> {
        let mut columns = self.names.iter().enumerate();
        columns.find_map(|(column, name)| {
            if column == self.score || !names::is_top(name) {
                return None;
            }
            let mut cells = self.cells(column).map(number);
            let first = cells.next().flatten().filter(|value| (3.0..=7.0).contains(value))?;
            let same = cells.all(|value| value.is_some_and(|value| (value - first).abs() < 0.1));
            let within = self.cells(self.score).filter_map(number).all(|value| value <= first);
            let zero = self.cells(self.score).filter_map(number).any(|value| value < 0.5);
            (same && within && first.fract() == 0.0)
                .then_some((column, (u8::from(!zero), first as u8)))
        })
    }
}
