//! The number of people who could have answered, and what it does to the uncertainty.
//!
//! With `N` people and `n` answers every answer carries `(N - 1) / (N - n)` times the information
//! it would carry in an endless population: the usual correction of the standard error, `sqrt((N -
//! n) / (N - 1))`, written as a number of answers. Written like this it also scales the
//! pseudo-answers of adjusted Wald, whose plain product with the correction covers 33 % instead of
//! 95 % near a census.

use crate::argument::BadArgument;

/// How many people could have answered.
///
/// ```
/// use outoften_core::population::Population;
/// assert!(Population::new(200, 100).is_ok());
/// assert!(Population::new(99, 100).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Population(u64);

impl Population {
    /// # Errors
    /// [`BadArgument::Population`] when `size` is below `answers`, or 0.
    pub const fn new(size: u64, answers: u64) -> Result<Self, BadArgument> {
        if size < answers || size == 0 { Err(BadArgument::Population) } else { Ok(Self(size)) }
    }

    /// How many people there are.
    #[must_use]
    pub const fn size(self) -> u64 {
        self.0
    }

    /// `sqrt((N - n) / (N - 1))`, 1 for one answer and 0 when everybody answered: the factor of
    /// the standard error (Cochran, Sampling Techniques, 1977, section 2.6).
    ///
    /// ```
    /// use outoften_core::population::Population;
    /// let population = Population::new(200, 100).unwrap();
    /// assert!((population.correction(100) - 0.708_881_205_008_335_8).abs() < 1e-15);
    /// ```
    #[must_use]
    pub fn correction(self, answers: u64) -> f64 {
        if self.0 <= 1 {
            return 0.0;
        }
        (self.0.saturating_sub(answers) as f64 / (self.0 - 1) as f64).sqrt()
    }

    /// `(N - 1) / (N - n)`: how many answers of an endless population one answer is worth. `None`
    /// when everybody answered and nothing is uncertain.
    ///
    /// ```
    /// use outoften_core::population::Population;
    /// assert_eq!(Population::new(11, 10).unwrap().information_factor(10), Some(10.0));
    /// assert_eq!(Population::new(10, 10).unwrap().information_factor(10), None);
    /// ```
    #[must_use]
    pub fn information_factor(self, answers: u64) -> Option<f64> {
        let silent = self.0.saturating_sub(answers);
        (silent > 0).then(|| (self.0 - 1) as f64 / silent as f64)
    }
}
