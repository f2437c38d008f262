//! Dates of three short numbers: whether the year comes first or last, by what changes in the column.
//! The answers of a survey lie within few years and on many days.

/// Where the year stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearPlace {
    First,
    Last,
    /// The first number hardly changes and neither does the last.
    Either,
}

/// More years between the answers than a survey has.
const YEARS_APART: u32 = 3;

/// Which numbers were first, in the middle and last, one bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct YearSigns {
    seen: [u128; 3],
    /// Another form, or one that no year before its month has.
    others: bool,
}

impl YearSigns {
    /// Adds what one cell says.
    pub(super) fn add(&mut self, text: &str) {
        let text = text.trim();
        match short_date(text) {
            Some(numbers) => {
                for (seen, number) in self.seen.iter_mut().zip(numbers) {
                    *seen |= 1 << number;
                }
            }
            None => self.others |= text.starts_with(|letter: char| letter.is_ascii_digit()),
        }
    }

    pub(super) fn place(&self) -> YearPlace {
        let [firsts, middles, lasts] = self.seen;
        let changes = lasts.count_ones() >= 2 && lasts.count_ones().max(middles.count_ones()) >= 3;
        // Three days at the least, all in a year or two.
        if self.others || firsts == 0 || !changes || span(firsts) > 1 {
            return YearPlace::Last;
        }
        let many = lasts.count_ones() >= 3;
        match () {
            () if many && (span(lasts) > YEARS_APART || middles.count_ones() == 1) => {
                YearPlace::First
            }
            () => YearPlace::Either,
        }
    }
}

/// From the lowest to the highest number.
const fn span(seen: u128) -> u32 {
    u128::BITS.saturating_sub(1 + seen.leading_zeros() + seen.trailing_zeros())
}

/// The numbers of `26/10/02` where it can be the second of October 2026, whatever stands behind.
pub(super) fn short_date(text: &str) -> Option<[u8; 3]> {
    let [y1, y2, mark @ (b'/' | b'-' | b'.'), m1, m2, again, d1, d2, rest @ ..] = text.as_bytes()
    else {
        return None;
    };
    if mark != again || rest.first().is_some_and(|next| next.is_ascii_digit() || next == mark) {
        return None;
    }
    let number = |tens: &u8, ones: &u8| {
        let both = tens.is_ascii_digit() && ones.is_ascii_digit();
        both.then(|| 10 * (tens - b'0') + (ones - b'0'))
    };
    let (year, month, day) = (number(y1, y2)?, number(m1, m2)?, number(d1, d2)?);
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day) && year < 70;
    fits.then_some([year, month, day])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(cells: &[&str]) -> YearPlace {
        let mut signs = YearSigns::default();
        cells.iter().for_each(|cell| signs.add(cell));
        signs.place()
    }

    #[test]
    fn the_year_is_what_hardly_changes() {
        for cells in [
            ["26/10/02", "26/10/28", "26/11/09"],
            ["26-10-02 10:00", "26-10-28 11:00", "26-12-13 09:30"],
            ["26.11.05", "26.11.28", "26.12.09"],
            ["26/11/05", "26/11/06", "26/11/07"],
            ["25/12/30", "26/01/04", "26/01/17"],
        ] {
            assert_eq!(place(&cells), YearPlace::First, "{cells:?}");
        }
        for cells in [
            ["02/10/26", "28/10/26", "09/11/26"],
            ["05/11/26", "06/11/26", "09/12/26"],
            ["26/11/26", "26/11/26", "26/12/26"],
            ["26/11/2026", "26/11/05", "26/11/28"],
            ["5/11/26", "26/11/05", "26/11/28"],
            ["1/2/26", "1/3/26", "1/4/26"],
            ["13/25/26", "26/10/02", "26/10/28"],
            ["26/11/05", "26/11/05", "26/11/05"],
            ["26/11/25", "26/11/26", "26/11/26"],
        ] {
            assert_eq!(place(&cells), YearPlace::Last, "{cells:?}");
        }
        let monthly = ["15/11/24", "15/12/24", "15/01/25"];
        assert_eq!(place(&monthly), YearPlace::Either);
    }
}
