//! The body of an answer: JSON without surprises, then the wire format.

use outoften_collector::strict_json::parse;
use outoften_core::wire::{COMMENT_MAX_CHARS, Response};

/// What is read is within its bounds, and is read the same from what it is written as.
pub fn check(input: &[u8]) {
    let Ok(value) = parse(input) else { return };
    // A number beyond 53 bits may be another neighbour the second time; it is a number.
    parse(value.to_string().as_bytes()).expect("what was read can be written");
    let Ok(response) = Response::read(&value) else { return };
    assert!(response.metric.scores().any(|score| score == response.score), "{:?}", response.score);
    let comment = response.comment.as_deref().unwrap_or_default();
    assert!(comment.chars().count() <= COMMENT_MAX_CHARS);
    assert!((8..=64).contains(&response.id.len()) && (1..=1_000).contains(&response.rev));
    let written = serde_json::to_value(&response).expect("an answer is JSON");
    let read = Response::read(&written).expect("what was read can be read again");
    assert_eq!(response, read);
}
