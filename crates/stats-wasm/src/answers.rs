//! Answers as JavaScript gives them: eleven counts, or scores one by one.

use outoften_core::node::{FieldError, Fields, Path};
use outoften_core::{Score, Tally};
use serde_json::Value;

const ANSWERS: &str = "{ counts: eleven whole numbers } or { scores: whole numbers from 0 to 10, \
                       null where nobody answered }";
const COUNTS: &str = "eleven whole numbers from 0 up, one for each score from 0 to 10";
const SCORES: &str = "whole numbers from 0 to 10, null where nobody answered";

/// Reads `{"counts": […]}` or `{"scores": […]}`.
pub(crate) fn tally(value: &Value, path: &Path<'_>) -> Result<Tally, FieldError> {
    let mut fields = Fields::open(value, path).map_err(|_| FieldError::range(path, ANSWERS))?;
    let counted = match (fields.take("counts"), fields.take("scores")) {
        (Some(list), None) => {
            counts(list).ok_or_else(|| FieldError::range(&path.field("counts"), COUNTS))
        }
        (None, Some(list)) => {
            scores(list).ok_or_else(|| FieldError::range(&path.field("scores"), SCORES))
        }
        _ => Err(FieldError::range(path, ANSWERS)),
    }?;
    fields.finish()?;
    Ok(counted)
}

fn counts(list: &Value) -> Option<Tally> {
    let counts: Option<Vec<u64>> = list.as_array()?.iter().map(whole).collect();
    Some(Tally::from_counts(counts?.try_into().ok()?))
}

/// A whole number as JavaScript writes it: `3`, and beyond 32 bits possibly `3.0`.
fn whole(value: &Value) -> Option<u64> {
    let exact = |number: f64| {
        let in_range = number.fract() == 0.0 && (0.0..=9_007_199_254_740_991.0).contains(&number);
        in_range.then_some(number as u64)
    };
    value.as_u64().or_else(|| value.as_f64().and_then(exact))
}

fn scores(list: &Value) -> Option<Tally> {
    let mut tally = Tally::EMPTY;
    for value in list.as_array()?.iter().filter(|value| !value.is_null()) {
        tally.add(Score::from_f64(value.as_f64()?)?);
    }
    Some(tally)
}
