//! One answer to "How likely are you to recommend us?" and the class it falls into.
//!
//! This is the only file of the project that knows where a Detractor ends (6) and a Promoter begins
//! (9). It is not a place for counting (see [`crate::tally`]) or for other metrics' scales (see
//! `crate::metric`).

use core::fmt;

/// A whole number from 0 to 10, and nothing else. Zero is a score like any other.
///
/// ```
/// use outoften_core::{Class, Score};
/// assert_eq!(Score::new(0).map(Score::class), Some(Class::Detractor));
/// assert_eq!(Score::new(11), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u8);

impl Score {
    /// The lowest score.
    pub const MIN: Self = Self(0);
    /// The highest score.
    pub const MAX: Self = Self(10);

    /// `None` outside 0..=10.
    #[must_use]
    pub const fn new(value: u8) -> Option<Self> {
        if value <= Self::MAX.0 { Some(Self(value)) } else { None }
    }

    /// A number as it came over the wire: whole and within 0..=10, or `None`. Nothing is rounded
    /// or clamped, so 7.5 and -1 are not scores.
    ///
    /// ```
    /// use outoften_core::Score;
    /// assert_eq!(Score::from_f64(7.0), Score::new(7));
    /// assert_eq!(Score::from_f64(7.5), None);
    /// assert_eq!(Score::from_f64(f64::NAN), None);
    /// ```
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        Self::all().find(|score| f64::from(score.0) == value)
    }

    /// 0..=10.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// All eleven scores, 0 first.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (Self::MIN.0 as usize..Self::MAX.0 as usize + 1).map(|value| Self(value as u8))
    }

    /// The number as it is printed.
    ///
    /// ```
    /// assert_eq!(outoften_core::Score::MAX.digits(), "10");
    /// ```
    #[must_use]
    pub const fn digits(self) -> &'static str {
        match self.0 {
            0 => "0",
            1 => "1",
            2 => "2",
            3 => "3",
            4 => "4",
            5 => "5",
            6 => "6",
            7 => "7",
            8 => "8",
            9 => "9",
            _ => "10",
        }
    }

    /// Detractor 0-6, Passive 7-8, Promoter 9-10 (Reichheld, HBR December 2003).
    #[must_use]
    pub const fn class(self) -> Class {
        match self.0 {
            0..=6 => Class::Detractor,
            7..=8 => Class::Passive,
            _ => Class::Promoter,
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.digits())
    }
}

impl serde::Serialize for Score {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}

/// What a score says about the person who gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// 0 to 6.
    Detractor,
    /// 7 or 8. Counts in the denominator.
    Passive,
    /// 9 or 10.
    Promoter,
}

impl Class {
    /// All three, lowest first.
    pub const ALL: [Self; 3] = [Self::Detractor, Self::Passive, Self::Promoter];

    /// The name used in survey documents and in JSON.
    ///
    /// ```
    /// assert_eq!(outoften_core::Class::Passive.name(), "passive");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Detractor => "detractor",
            Self::Passive => "passive",
            Self::Promoter => "promoter",
        }
    }

    /// The class of this name, or `None`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }
}

impl serde::Serialize for Class {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_eleven_values_are_scores() {
        let accepted = (0..=u8::MAX).filter(|value| Score::new(*value).is_some()).count();
        assert_eq!(accepted, 11);
        assert_eq!(Score::all().len(), 11);
        for bad in [-1.0, 11.0, 7.5, f64::NAN, f64::INFINITY, 10.000_000_1] {
            assert_eq!(Score::from_f64(bad), None, "{bad}");
        }
    }

    #[test]
    fn classes_change_at_seven_and_nine() {
        let classes: Vec<_> = Score::all().map(|score| score.class().name()).collect();
        assert_eq!(classes.iter().filter(|name| **name == "detractor").count(), 7);
        assert_eq!(classes.iter().filter(|name| **name == "passive").count(), 2);
        assert_eq!(classes.iter().filter(|name| **name == "promoter").count(), 2);
        assert!(Score::all().map(Score::class).is_sorted());
    }
}
