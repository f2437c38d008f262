//! The published examples of the fatigue rule, each also shuffled and doubled.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use outoften_core::fatigue::{DEFAULT_GROUP, Event, EventKind, Policy, decide};
use outoften_core::time::Utc;
use serde_json::Value;

fn instant(value: &Value) -> Utc {
    let stamp: jiff::Timestamp = value.as_str().unwrap().parse().unwrap();
    Utc::from_ms(stamp.as_millisecond())
}

fn event(value: &Value) -> Event {
    let kind = EventKind::from_name(value["event"].as_str().unwrap()).unwrap();
    Event::new(kind, instant(&value["at"]), value["group"].as_str().unwrap_or(DEFAULT_GROUP))
}

#[test]
fn every_published_example_holds() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("vectors/fatigue.json")).unwrap();
    assert!(cases.len() > 20);
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        let policy = Policy::read(&case["policy"]).unwrap();
        let now = instant(&case["now"]);
        let mut history: Vec<Event> =
            case["history"].as_array().unwrap().iter().map(event).collect();
        history.extend(history.clone());
        history.reverse();
        let decision = decide(&history, &policy, now);
        assert_eq!(decision.is_show(), case["expected_eligible"].as_bool().unwrap(), "{name}");
        let expected = &case["expected_next_eligible_at"];
        let expected = (!expected.is_null()).then(|| instant(expected));
        assert_eq!(decision.next_eligible_at(now), expected, "{name}");
    }
}
