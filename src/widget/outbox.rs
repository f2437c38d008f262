//! Answers that could not be delivered yet, as the flat text that is kept in the browser.
//!
//! One answer a line: `at_ms not_before_ms endpoint body`. The body is JSON without line breaks.
//! Bounded in number, size and age. It neither touches storage nor sends.

use outoften_core::decimal::decimal;
use outoften_core::time::{Span, Utc};

const MOST_ANSWERS: usize = 20;
const MOST_BYTES: usize = 48 * 1024;
const KEPT_FOR: Span = Span::Days(7);

/// One waiting answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    /// When it was first tried.
    pub at: Utc,
    /// Nobody tries before: a page waits for a reply, or the server named this instant.
    pub not_before: Utc,
    /// Where it goes.
    pub endpoint: String,
    /// What is sent.
    pub body: String,
}

/// Reads the kept text; what is damaged or older than seven days is dropped.
pub(super) fn read(text: &str, now: Utc) -> Vec<Waiting> {
    text.lines().filter_map(read_line).filter(|waiting| waiting.at.after(KEPT_FOR) > now).collect()
}

fn read_line(line: &str) -> Option<Waiting> {
    let mut parts = line.splitn(4, ' ');
    let at = Utc::from_ms(parts.next()?.parse().ok()?);
    let not_before = Utc::from_ms(parts.next()?.parse().ok()?);
    let endpoint = parts.next()?.to_owned();
    let body = parts.next().filter(|body| body.starts_with('{') && body.ends_with('}'))?.to_owned();
    Some(Waiting { at, not_before, endpoint, body })
}

/// The text to keep: the newest that fit.
pub(super) fn write(waiting: &[Waiting]) -> String {
    let mut text = String::new();
    for answer in waiting.iter().rev().take(MOST_ANSWERS) {
        let mut line = decimal(answer.at.as_ms());
        let not_before = decimal(answer.not_before.as_ms());
        for part in [" ", &not_before, " ", &answer.endpoint, " ", &answer.body, "\n"] {
            line.push_str(part);
        }
        if line.len() + text.len() > MOST_BYTES {
            break;
        }
        text.insert_str(0, &line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(ms: i64, size: usize) -> Waiting {
        Waiting {
            at: Utc::from_ms(ms),
            not_before: Utc::from_ms(ms + 10_000),
            endpoint: "https://c.example/v1/responses".into(),
            body: format!("{{\"comment\":\"{}\"}}", "x y".repeat(size)),
        }
    }

    #[test]
    fn answers_survive_the_round_trip() {
        let kept = vec![waiting(1, 3), waiting(2, 0)];
        assert_eq!(read(&write(&kept), Utc::from_ms(3)), kept);
    }

    #[test]
    fn the_box_is_bounded_in_number_size_and_age() {
        let many: Vec<_> = (0..50).map(|ms| waiting(ms, 1)).collect();
        let kept = read(&write(&many), Utc::from_ms(60));
        assert_eq!((kept.len(), kept.last()), (MOST_ANSWERS, many.last()));
        let large: Vec<_> = (0..9).map(|ms| waiting(ms, 5_000)).collect();
        assert!(write(&large).len() <= MOST_BYTES);
        let old = Utc::from_ms(1).after(KEPT_FOR);
        assert_eq!(read(&write(&[waiting(1, 1)]), old), []);
    }

    #[test]
    fn damage_is_dropped() {
        let damaged = "[{\"old\":1}]\n5 http://x {\n\nx y {}\n5 http://x/v1/responses {\"v\":1}";
        assert_eq!(read(damaged, Utc::from_ms(0)), []);
    }
}
