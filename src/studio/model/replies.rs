//! A collector's replies, as far as the report needs them. What is not as expected is left out.

use super::findings::Displays;
use outoften_core::metric::Metric;
use outoften_core::metric::figure::class;
use outoften_core::reading::Question;
use outoften_core::{Class, Score, Tally};
use serde_json::Value;

/// How many gave each answer: the eleven counts of a report, or one count for each step of another
/// metric's scale.
pub fn tally(report: &Value) -> Option<Tally> {
    let counts = report.get("answers").or_else(|| report.get("counts"))?.as_array()?;
    let (lowest, highest) = question(report).unwrap_or_default().scale();
    let steps = usize::from(highest - lowest) + 1;
    if counts.len() != steps {
        return None;
    }
    let mut tally = Tally::EMPTY;
    for (value, count) in (lowest..=highest).filter_map(Score::new).zip(counts) {
        tally.add_many(value, count.as_u64()?);
    }
    Some(tally)
}

/// What a report is about, if it says so.
pub fn question(report: &Value) -> Option<Question> {
    Metric::from_name(report.get("metric")?.as_str()?).map(Question::of)
}

/// Names and counts of periods or segments.
pub fn parts(reply: &Value) -> Vec<(String, Tally)> {
    let part = |part: &Value| Some((part.get("name")?.as_str()?.to_owned(), tally(part)?));
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
pub fn by_class(question: Question, comments: &[(u8, String)]) -> [u64; 3] {
    Class::ALL.map(|wanted| {
        let of = comments.iter().filter(|(value, _)| class(question, *value) == Some(wanted));
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
    use serde_json::json;

    #[test]
    fn replies_are_read() {
        let report = json!({"name": "2026-11", "counts": [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]});
        assert_eq!(tally(&report).map(|tally| tally.n()), Some(3));
        assert_eq!(parts(&json!([report])).len(), 1);
        let page =
            json!({"comments": [{"score": 0, "comment": "Late"}, {"score": 11, "comment": "x"}]});
        assert_eq!(comments(&page), [(0, "Late".to_owned()), (11, "x".to_owned())]);
        assert_eq!(by_class(Question::Recommend, &comments(&page)), [1, 0, 0]);
        let reply =
            json!({"shown": 9, "dismissed": 1, "snoozed": 0, "opted_out": 2, "bounds": null});
        assert_eq!(displays(&reply).map(|displays| displays.shown), Some(9));
    }

    #[test]
    fn another_metric_has_its_own_steps() {
        let report = json!({"metric": "csat", "answers": [1, 0, 2, 3, 4]});
        let tally = tally(&report).unwrap();
        assert_eq!((tally.n(), tally.counts()[5]), (10, 4));
        assert_eq!(question(&report), Some(Question::Satisfaction));
        assert_eq!(super::tally(&json!({"metric": "csat", "counts": vec![1; 11]})), None);
    }

    #[test]
    fn what_is_no_report_gives_nothing() {
        for odd in [json!(null), json!({}), json!({"counts": [1, 2]}), json!([1])] {
            assert_eq!(tally(&odd), None);
            assert!(parts(&odd).is_empty() && comments(&odd).is_empty());
            assert_eq!(displays(&odd), None);
        }
    }
}
