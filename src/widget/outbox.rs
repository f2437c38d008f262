//! Answers that could not be delivered yet, as the flat text that is kept in the browser.
//!
//! One answer a line: `at_ms endpoint body`. The body is JSON without line breaks. Bounded in
//! number, size and age. It neither touches storage nor sends. Used by `session`.

use outoften_core::time::{Span, Utc};

const MOST_ANSWERS: usize = 20;
const MOST_BYTES: usize = 48 * 1024;
const KEPT_FOR: Span = Span::Days(7);

/// One waiting answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    /// When it was first tried.
    pub at: Utc,
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
    let mut parts = line.splitn(3, ' ');
    let at = Utc::from_ms(parts.next()?.parse().ok()?);
    let endpoint = parts.next()?.to_owned();
    let body = parts.next().filter(|body| body.starts_with('{') && body.ends_with('}'))?.to_owned();
    Some(Waiting { at, endpoint, body })
}

/// The text to keep: the newest that fit.
pub(super) fn write(waiting: &[Waiting]) -> String {
    let mut text = String::new();
    for answer in waiting.iter().rev().take(MOST_ANSWERS) {
        let mut line = answer.at.as_ms().to_string();
        for part in [" ", &answer.endpoint, " ", &answer.body, "\n"] {
            line.push_str(part);
        }
        if line.len() + text.len() > MOST_BYTES {
            break;
        }
        text.insert_str(0, &line);
    }
    text
}

/// What a reply means for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Stored, or refused for good: forget it.
    Settled,
    /// The network, the load or a time-out: try again on the next page.
    Keep,
}

/// Judges a reply by its status; `None` is no reply at all. Only what a later try can change is
/// kept.
pub(super) fn fate(status: Option<u16>) -> Fate {
    match status {
        None | Some(408 | 425 | 429 | 500..) => Fate::Keep,
        Some(_) => Fate::Settled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(ms: i64, size: usize) -> Waiting {
        Waiting {
            at: Utc::from_ms(ms),
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
        assert_eq!(read("[{\"old\":1}]\n5 http://x {\n\nx y {}", Utc::from_ms(0)), []);
    }

    #[test]
    fn only_passing_troubles_are_tried_again() {
        for status in [None, Some(408), Some(425), Some(429), Some(500), Some(503)] {
            assert_eq!(fate(status), Fate::Keep, "{status:?}");
        }
        for status in [202, 400, 401, 403, 404, 410, 413, 422] {
            assert_eq!(fate(Some(status)), Fate::Settled, "{status}");
        }
    }
}
