//! A collector's replies, as far as the report needs them. What is not as expected is left out.

use outoften_core::Class;
use outoften_core::compare::Comparison;
use outoften_core::metric::Metric;
use outoften_core::result::{Segment, Summary};
use outoften_studio_reader::findings::Displays;
use serde::Deserialize as _;
use serde_json::Value;

/// A result; one that does not say its metric is of recommending, as the first collectors sent it.
pub fn result(reply: &Value) -> Option<Summary> {
    Summary::from_json(metric(reply).unwrap_or_default(), reply)
}

/// What a result measures, if it says so.
pub fn metric(reply: &Value) -> Option<Metric> {
    Metric::from_name(reply.get("metric")?.as_str()?)
}

/// The periods or segments, as they were compared.
pub fn parts(reply: &Value) -> Vec<Segment<Summary>> {
    let part = |part: &Value| {
        Some(Segment {
            name: part.get("name")?.as_str()?.to_owned(),
            result: result(part)?,
            difference: Comparison::deserialize(part.get("difference").unwrap_or(&Value::Null))
                .ok(),
            p_value_adjusted: part.get("p_value_adjusted").and_then(Value::as_f64),
        })
    };
    reply.as_array().map(|parts| parts.iter().filter_map(part).collect()).unwrap_or_default()
}

/// One page of comments: what was answered and what was written.
pub fn comments(page: &Value) -> Vec<(u8, String)> {
    let words = |comment: &Value| {
        let value = comment.get("score")?.as_u64().and_then(|value| u8::try_from(value).ok())?;
        Some((value, comment.get("comment")?.as_str()?.to_owned()))
    };
    let comments = page.get("comments").and_then(Value::as_array);
    comments.map(|comments| comments.iter().filter_map(words).collect()).unwrap_or_default()
}

/// How many comments each class wrote: detractors, passives, promoters.
pub fn by_class(metric: Metric, comments: &[(u8, String)]) -> [u64; 3] {
    Class::ALL.map(|wanted| {
        let of = comments.iter().filter(|(value, _)| metric.class_of(*value) == Some(wanted));
        of.count() as u64
    })
}

/// How many were asked and what they did.
pub fn displays(reply: &Value) -> Option<Displays> {
    let count = |name: &str| reply.get(name).and_then(Value::as_u64);
    let bounds = reply
        .get("bounds")
        .and_then(|bounds| Some((bounds.get("low")?.as_f64()?, bounds.get("high")?.as_f64()?)));
    Some(Displays {
        shown: count("shown")?,
        scored: count("scored"),
        dismissed: count("dismissed")?,
        snoozed: count("snoozed")?,
        opted_out: count("opted_out")?,
        bounds,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use outoften_core::compare::Limits;
    use outoften_core::result::Figure;
    use serde_json::json;

    #[test]
    fn replies_are_read() {
        let report = json!({"name": "2026-11", "counts": [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]});
        assert_eq!(result(&report).map(|result| result.tally.n()), Some(3));
        assert_eq!(parts(&json!([report])).len(), 1);
        let page =
            json!({"comments": [{"score": 0, "comment": "Late"}, {"score": 11, "comment": "x"}]});
        assert_eq!(comments(&page), [(0, "Late".to_owned()), (11, "x".to_owned())]);
        assert_eq!(by_class(Metric::Nps, &comments(&page)), [1, 0, 0]);
        let reply =
            json!({"shown": 9, "dismissed": 1, "snoozed": 0, "opted_out": 2, "bounds": null});
        assert_eq!(displays(&reply).map(|displays| displays.shown), Some(9));
    }

    #[test]
    fn another_metric_has_its_own_steps() {
        let report = json!({"metric": "csat", "answers": [1, 0, 2, 3, 4]});
        let tally = result(&report).unwrap().tally;
        assert_eq!((tally.n(), tally.counts()[5]), (10, 4));
        assert_eq!(metric(&report), Some(Metric::Csat));
        assert_eq!(result(&json!({"metric": "csat", "counts": vec![1; 11]})), None);
    }

    #[test]
    fn figures_and_differences_are_shown_as_they_were_sent() {
        // No arithmetic gives these figures for one answer: they can only have been read.
        let difference = json!({"difference": 7.5, "standard_error": 2.0, "z": 3.75,
            "p_value": 0.0002, "interval": {"low": 3.5, "high": 11.5}, "method": "adjusted-wald"});
        let sent = json!([{"name": "shop", "metric": "csat", "answers": [0, 0, 0, 1, 0], "n": 1,
            "percent": 61.5, "interval": {"low": 50.0, "high": 70.0},
            "difference": difference, "p_value_adjusted": 0.0004}]);
        let parts = parts(&sent);
        let limits = Some(Limits { low: 50.0, high: 70.0 });
        let figure = Figure { n: 1, value: Some(61.5), limits };
        assert_eq!((parts[0].name.as_str(), parts[0].result.figure), ("shop", figure));
        assert_eq!(parts[0].difference.map(|apart| apart.difference), Some(7.5));
        assert_eq!(parts[0].p_value_adjusted, Some(0.0004));
    }

    #[test]
    fn what_is_no_report_gives_nothing() {
        for odd in [json!(null), json!({}), json!({"counts": [1, 2]}), json!([1])] {
            assert_eq!(result(&odd), None);
            assert!(parts(&odd).is_empty() && comments(&odd).is_empty());
            assert_eq!(displays(&odd), None);
        }
    }
}
