//! A collector's replies, as far as the report needs them. What is not as expected is left out.

use super::findings::{Displays, Words};
use outoften_core::{Score, Tally};
use serde_json::Value;

/// The eleven counts of a report.
pub fn tally(report: &Value) -> Option<Tally> {
    let counts = report.get("counts")?.as_array().filter(|counts| counts.len() == 11)?;
    let mut tally = Tally::EMPTY;
    for (score, count) in Score::all().zip(counts) {
        tally.add_many(score, count.as_u64()?);
    }
    Some(tally)
}

/// Names and counts of periods or segments.
pub fn parts(reply: &Value) -> Vec<(String, Tally)> {
    let part = |part: &Value| Some((part.get("name")?.as_str()?.to_owned(), tally(part)?));
    reply.as_array().map(|parts| parts.iter().filter_map(part).collect()).unwrap_or_default()
}

/// One page of comments.
pub fn comments(page: &Value) -> Vec<Words> {
    let words = |comment: &Value| {
        let score = comment.get("score")?.as_f64().and_then(Score::from_f64)?;
        let text = comment.get("comment")?.as_str()?.to_owned();
        Some(Words { score, text })
    };
    let comments = page.get("comments").and_then(Value::as_array);
    comments.map(|comments| comments.iter().filter_map(words).collect()).unwrap_or_default()
}

/// The loader of an immutable version in a list of files: its path and its hash.
pub fn loader(manifest: &Value) -> Option<(String, String)> {
    let files = manifest.get("files")?.as_object()?;
    files.iter().find_map(|(path, file)| {
        let version = path.strip_prefix('v')?.strip_suffix("/outoften.js")?;
        let immutable = version.matches('.').count() == 2;
        let hash = file.get("integrity")?.as_str().filter(|hash| hash.starts_with("sha384-"))?;
        immutable.then(|| (path.clone(), hash.to_owned()))
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
        assert_eq!(comments(&page), [Words { score: Score::MIN, text: "Late".to_owned() }]);
        let reply =
            json!({"shown": 9, "dismissed": 1, "snoozed": 0, "opted_out": 2, "bounds": null});
        assert_eq!(displays(&reply).map(|displays| displays.shown), Some(9));
    }

    #[test]
    fn only_a_version_that_never_changes_is_pinned() {
        let file = json!({"integrity": "sha384-x"});
        let manifest = json!({"files": {"outoften.js": file, "v0/outoften.js": file, "v0.1.0/outoften.js": file}});
        let expected = ("v0.1.0/outoften.js".to_owned(), "sha384-x".to_owned());
        assert_eq!(loader(&manifest), Some(expected));
        assert_eq!(loader(&json!({"files": {"v0/outoften.js": file}})), None);
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
