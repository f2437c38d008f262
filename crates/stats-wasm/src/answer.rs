//! One request, one answer.

use outoften_core::compare::{Comparison, Contrast};
use outoften_core::node::{FieldError, Path};
use outoften_core::population::Population;
use outoften_core::sample_size::{for_margin, per_group};
use outoften_core::{BadArgument, Interval, Nps, Report, Tally};
use serde::Serialize;
use serde_json::{Value, json};

use crate::answers::tally;
use crate::options::{Given, Refused};

/// See [`crate::answer`].
pub(crate) fn answer(request: &str) -> Value {
    let done = serde_json::from_str(request)
        .map_err(|_| FieldError::range(&Path::root(), "JSON").into())
        .and_then(|request: Value| calculate(&request));
    match done {
        Ok(result) => json!({ "result": result }),
        Err(error) => refused(&error),
    }
}

/// `{"error": …}`.
pub(crate) fn refused(error: &Refused) -> Value {
    let (code, field, message) = match error {
        Refused::Field(error) => (error.code, Some(error.field.as_str()), error.to_string()),
        Refused::Argument(error) => (error.code(), None, error.to_string()),
    };
    json!({"error": {"code": code, "field": field, "message": message}})
}

fn calculate(request: &Value) -> Result<Value, Refused> {
    let none = json!({});
    let part = |name: &str| request.get(name);
    let root = Path::root();
    let path = root.field("options");
    let mut given = Given::open(part("options").unwrap_or(&none), &path)?;
    let tally_of =
        |name: &'static str| tally(part(name).unwrap_or(&Value::Null), &root.field(name));
    match part("do").and_then(Value::as_str) {
        Some("score") => {
            let (tally, options) = (tally_of("of")?, given.report()?);
            given.finish()?;
            value(&Report::of(&tally, &options)?)
        }
        Some("interval") => {
            let (tally, options) = (tally_of("of")?, given.report()?);
            given.finish()?;
            let interval: Option<Interval> = Report::of(&tally, &options)?.interval;
            value(&interval)
        }
        Some("compare") => compare(tally_of("a")?, tally_of("b")?, given),
        Some("sampleSize") => sample_size(given),
        _ => {
            let known = "one of \"score\", \"interval\", \"compare\", \"sampleSize\"";
            Err(FieldError::range(&root.field("do"), known).into())
        }
    }
}

fn compare(first: Tally, second: Tally, mut given: Given<'_>) -> Result<Value, Refused> {
    let (method, level, size) = (given.contrast()?, given.level()?, given.population()?);
    given.finish()?;
    let (Some(first), Some(second)) = (Nps::of(&first), Nps::of(&second)) else {
        return value(&Value::Null);
    };
    value(&match size {
        None => Comparison::of(first, second, method, level),
        Some(size) => {
            let bounded = |nps: Nps| Population::new(size, nps.n()).map(|people| (nps, people));
            Comparison::within(bounded(first)?, bounded(second)?, method, level)
        }
    })
}

#[derive(Serialize)]
struct Size {
    n: u64,
    method: Contrast,
}

fn sample_size(mut given: Given<'_>) -> Result<Value, Refused> {
    let (method, level) = (given.contrast()?, given.level()?);
    let (variance, population) = (given.variance()?, given.population()?);
    let (margin, difference) = (given.number("margin")?, given.number("difference")?);
    let power = given.number("power")?;
    given.finish()?;
    let n = match (margin, difference) {
        (Some(margin), None) => for_margin(margin, variance, level, method, population)?,
        (None, Some(difference)) => {
            per_group(difference, power.unwrap_or(0.8), variance, level, method)?
        }
        _ => return Err(BadArgument::Margin.into()),
    };
    value(&Size { n, method })
}

/// What crosses the border.
pub(crate) fn value(result: &impl Serialize) -> Result<Value, Refused> {
    // A report has no field that JSON cannot hold.
    serde_json::to_value(result)
        .map_err(|_| FieldError::range(&Path::root(), "finite numbers").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(request: &str) -> String {
        answer(request)["error"]["code"].as_str().unwrap().to_owned()
    }

    #[test]
    fn counts_and_scores_give_the_same() {
        let counts = r#"{"do":"score","of":{"counts":[1,0,0,0,0,0,0,1,0,1,2]}}"#;
        let scores = r#"{"do":"score","of":{"scores":[10,0,null,9,7,10]}}"#;
        assert_eq!(answer(counts), answer(scores));
        assert_eq!(answer(counts)["result"]["nps"], 40.0);
    }

    #[test]
    fn nobody_answered_is_null() {
        let none = r#"{"do":"score","of":{"scores":[]}}"#;
        assert_eq!(answer(none)["result"]["nps"], Value::Null);
        let compare = r#"{"do":"compare","a":{"scores":[]},"b":{"scores":[1]}}"#;
        assert_eq!(answer(compare), json!({"result": null}));
    }

    #[test]
    fn what_is_refused_has_a_code() {
        for (request, expected) in [
            ("nonsense", "range"),
            (r#"{"do":"guess"}"#, "range"),
            (r#"{"do":"score"}"#, "range"),
            (r#"{"do":"score","of":[1,2]}"#, "range"),
            (r#"{"do":"score","of":{"scores":[11]}}"#, "range"),
            (r#"{"do":"score","of":{"scores":[7.5]}}"#, "range"),
            (r#"{"do":"score","of":{"scores":["9"]}}"#, "range"),
            (r#"{"do":"score","of":{"counts":[1]}}"#, "range"),
            (r#"{"do":"score","of":{"scores":[9]},"options":{"confidence":0.9}}"#, "unknown"),
            (r#"{"do":"score","of":{"scores":[9]},"options":{"level":1}}"#, "bad_level"),
            (r#"{"do":"sampleSize","options":{"margin":-1}}"#, "bad_margin"),
            (r#"{"do":"sampleSize","options":{}}"#, "bad_margin"),
        ] {
            assert_eq!(code(request), expected, "{request}");
        }
    }
}
