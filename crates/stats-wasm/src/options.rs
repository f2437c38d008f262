//! Options as JavaScript gives them, with the defaults of the command line.

use outoften_core::compare::Contrast;
use outoften_core::node::{FieldError, Fields, Path};
use outoften_core::sample_size::PlanningVariance;
use outoften_core::{BadArgument, Level, Method, ReportOptions};
use serde_json::Value;

const NUMBER: &str = "a number";
const PEOPLE: &str = "a whole number of people";

/// What went wrong, for `{"error": …}`.
pub(crate) enum Refused {
    /// A field of the request.
    Field(FieldError),
    /// A value that the arithmetic refuses.
    Argument(BadArgument),
}

impl From<FieldError> for Refused {
    fn from(error: FieldError) -> Self {
        Self::Field(error)
    }
}

impl From<BadArgument> for Refused {
    fn from(error: BadArgument) -> Self {
        Self::Argument(error)
    }
}

/// The options of one call; every field is taken once, and what is left is unknown.
pub(crate) struct Given<'a> {
    fields: Fields<'a, &'a Value>,
    path: &'a Path<'a>,
}

impl<'a> Given<'a> {
    pub(crate) fn open(value: &'a Value, path: &'a Path<'a>) -> Result<Self, FieldError> {
        Ok(Self { fields: Fields::open(value, path)?, path })
    }

    /// # Errors
    /// The name of an option nobody asked for.
    pub(crate) fn finish(self) -> Result<(), FieldError> {
        self.fields.finish()
    }

    pub(crate) fn number(&mut self, name: &str) -> Result<Option<f64>, FieldError> {
        let value = self.fields.take(name).filter(|value| !value.is_null());
        let refused = || FieldError::range(&self.path.field(name), NUMBER);
        value.map(|value| value.as_f64().ok_or_else(refused)).transpose()
    }

    /// One of some words, if it is given.
    pub(crate) fn word<T>(
        &mut self,
        name: &str,
        expected: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, FieldError> {
        let value = self.fields.take(name).filter(|value| !value.is_null());
        let refused = || FieldError::range(&self.path.field(name), expected);
        value.map(|value| value.as_str().and_then(read).ok_or_else(refused)).transpose()
    }

    pub(crate) fn level(&mut self) -> Result<Level, Refused> {
        let level = self.number("level")?;
        Ok(level.map_or(Ok(Level::P95), Level::new)?)
    }

    pub(crate) fn population(&mut self) -> Result<Option<u64>, FieldError> {
        let refused = FieldError::range(&self.path.field("population"), PEOPLE);
        match self.number("population")? {
            None => Ok(None),
            Some(people) if people >= 0.0 && people.fract() == 0.0 => Ok(Some(people as u64)),
            Some(_) => Err(refused),
        }
    }

    pub(crate) fn contrast(&mut self) -> Result<Contrast, FieldError> {
        let default = Some(Contrast::AdjustedWald);
        self.fields.choice("method", default, Contrast::from_name, Contrast::EXPECTED)
    }

    /// Of `score` and `interval`.
    pub(crate) fn report(&mut self) -> Result<ReportOptions, Refused> {
        let default = Some(Method::AdjustedWald);
        let mut options = ReportOptions {
            method: self.fields.choice("method", default, Method::from_name, Method::EXPECTED)?,
            level: self.level()?,
            population: self.population()?,
            small: false,
        };
        self.fields.flag("small", &mut options.small)?;
        Ok(options)
    }

    /// The planned variance: given, from expected shares, or the worst.
    pub(crate) fn variance(&mut self) -> Result<PlanningVariance, Refused> {
        let variance = self.number("variance")?;
        let shares = self.fields.take("shares");
        match (variance, shares) {
            (Some(_), Some(_)) => Err(BadArgument::Shares.into()),
            (Some(variance), None) => Ok(PlanningVariance::new(variance)?),
            (None, None) => Ok(PlanningVariance::WORST),
            (None, Some(list)) => {
                let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
                let shares: Option<Vec<f64>> = list.iter().map(Value::as_f64).collect();
                let shares = shares.and_then(|shares| <[f64; 3]>::try_from(shares).ok());
                Ok(PlanningVariance::of_shares(shares.ok_or(BadArgument::Shares)?)?)
            }
        }
    }
}
