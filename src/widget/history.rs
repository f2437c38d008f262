//! The visitor's history as the flat text that is kept in the browser.
//!
//! One event a line: `kind at_ms group id`. A line that cannot be read is dropped, the others
//! stay. It neither touches storage nor decides anything. Written and read by `session`.

use outoften_core::decimal::decimal;
use outoften_core::fatigue::{Event, EventKind};
use outoften_core::time::Utc;

/// Most events kept; the oldest leave first. Opting out and the first visit are never dropped.
const MOST_EVENTS: usize = 100;

/// Of a display's id (a UUID of version 7), the part that says when it began.
pub(super) const INSTANT_CHARS: usize = 13;

/// Reads the kept text.
pub(super) fn read(text: &str) -> Vec<Event> {
    text.lines().filter_map(read_line).collect()
}

fn read_line(line: &str) -> Option<Event> {
    let mut parts = line.splitn(4, ' ');
    let kind = EventKind::from_name(parts.next()?)?;
    let at = Utc::from_ms(parts.next()?.parse().ok()?);
    let group = parts.next()?.to_owned();
    let id = parts.next().unwrap_or_default().to_owned();
    Some(Event { at, kind, group, id })
}

/// The text to keep.
pub(super) fn write(history: &[Event]) -> String {
    let surplus = history.len().saturating_sub(MOST_EVENTS);
    let kept = history
        .iter()
        .enumerate()
        .filter(|(index, event)| *index >= surplus || is_for_ever(event.kind));
    let mut text = String::new();
    for (_, event) in kept {
        let at_ms = decimal(event.at.as_ms());
        for (part, end) in [
            (event.kind.name(), ' '),
            (&at_ms, ' '),
            (&event.group.replace(char::is_whitespace, "-"), ' '),
            (&event.id, '\n'),
        ] {
            text.push_str(part);
            text.push(end);
        }
    }
    text
}

const fn is_for_ever(kind: EventKind) -> bool {
    matches!(kind, EventKind::OptedOut | EventKind::FirstSeen)
}

/// What the loader reads before it fetches anything: when it was written, and from when on the
/// visitor may be asked. The first figure lets the loader see a clock that has been set back.
pub(super) fn due_mark(written_at: Utc, next_eligible_at: Option<Utc>) -> String {
    /// The last instant a JavaScript `Date` can hold.
    const NEVER_MS: i64 = 8_640_000_000_000_000;
    let due_ms = next_eligible_at.map_or(NEVER_MS, Utc::as_ms);
    let mut mark = decimal(written_at.as_ms());
    mark.push(' ');
    mark.push_str(&decimal(due_ms));
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: EventKind, ms: i64) -> Event {
        Event { id: "0192".into(), ..Event::new(kind, Utc::from_ms(ms), "nps-relational") }
    }

    #[test]
    fn events_survive_the_round_trip() {
        let history: Vec<_> =
            EventKind::ALL.iter().map(|kind| event(*kind, 1_763_802_060_000)).collect();
        assert_eq!(read(&write(&history)), history);
    }

    #[test]
    fn damage_costs_only_its_line() {
        let text = "shown 5 g a\nnonsense\nshown x g\nanswered 6 g a\n\u{0}{\"v\":1}";
        let kinds: Vec<_> = read(text).iter().map(|event| event.kind).collect();
        assert_eq!(kinds, [EventKind::Shown, EventKind::Answered]);
    }

    #[test]
    fn a_long_history_keeps_the_newest_and_the_opt_out() {
        let mut history = vec![event(EventKind::OptedOut, 0)];
        history.extend((1..300).map(|ms| event(EventKind::Shown, ms)));
        let kept = read(&write(&history));
        assert_eq!(kept.len(), MOST_EVENTS + 1);
        assert_eq!(kept[0].kind, EventKind::OptedOut);
        assert_eq!(kept.last(), history.last());
    }
}
