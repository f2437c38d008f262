//! What a form is in a frame on somebody's page: it stands there as the card would, has the card's
//! ways out, and tells the page around it how long the survey waits after which outcome.
//!
//! The page around it (`www/frame.js`) puts the frame where the document says and writes the
//! outcomes down; it knows no rule. A form that is a page of its own has nothing of this.

use maud::{Markup, html};
use outoften_core::fatigue::{Event, EventKind, Policy, decide};
use outoften_core::survey::{Brand, Mode, Survey, TextKey, Wording};
use outoften_core::time::Utc;

/// How the frame stands: what `mode` of the address says, a popup where it says nothing known.
pub fn mode(embed: &str, mode: Option<&str>) -> Option<Mode> {
    (embed == "1").then(|| mode.and_then(Mode::from_name).unwrap_or(Mode::Popup))
}

/// How long the page around the frame has to wait after each outcome of now, in milliseconds:
/// `shown dismissed answered`, then after "later", by how many of the asks before it ended so in a
/// row.
pub fn waits(survey: &Survey, now: Utc) -> String {
    // How often somebody was asked in a period only the whole history tells, which stays with the
    // visitor: the page around the frame asks nobody twice where that counts.
    let policy = Policy { cap: None, ..survey.fatigue.clone() };
    let wait_ms = |history: &[Event]| {
        let next = decide(history, &policy, now).next_eligible_at(now);
        next.map_or(0, |next| next - now).to_string()
    };
    let event = |kind, at| Event::new(kind, at, policy.group.clone());
    let mut waits: Vec<_> = [EventKind::Shown, EventKind::Dismissed, EventKind::Answered]
        .map(|outcome| wait_ms(&[event(outcome, now)]))
        .into();
    for before in 0..=i64::from(policy.max_snoozes) {
        let at = |ago| Utc::from_ms(now.as_ms() - ago);
        let asks = (0..=before)
            .flat_map(|ago| [event(EventKind::Shown, at(ago)), event(EventKind::Snoozed, at(ago))]);
        waits.push(wait_ms(&asks.collect::<Vec<_>>()));
    }
    waits.join(" ")
}

/// The logo and the name, as the card has them. A page of its own knows where a path leads.
pub fn brand(brand: &Brand, in_frame: bool) -> Markup {
    html! {
        @if brand.is_shown() {
            div.brand data-cover[brand.is_banded()] {
                @if let Some(logo) = &brand.logo {
                    @if in_frame { (picture(logo)) } @else { img src=(logo) alt=""; }
                }
                @if brand.is_named() { span { (brand.name) } }
            }
        }
    }
}

/// A picture; where one of the site's is, only the page around the frame knows.
fn picture(address: &str) -> Markup {
    html! {
        @if is_whole(address) {
            img src=(address) alt="";
        } @else {
            img data-path=(address) alt="" hidden;
        }
    }
}

/// Whether an address of the survey document is more than a path of the site.
pub fn is_whole(address: &str) -> bool {
    ["https://", "http://", "data:"].iter().any(|start| address.starts_with(start))
}

/// The button on the edge of the window, before anybody is asked; empty where the survey has no
/// label for it.
pub fn edge(words: &Wording) -> Markup {
    let label = words.get(TextKey::Button);
    html! {
        @if !label.is_empty() {
            button.edge type="button" aria-haspopup="dialog" { (label) }
        }
    }
}

/// "Later" and "don't ask me again", until a score is chosen.
pub fn choices(words: &Wording) -> Markup {
    html! {
        div.choices {
            button.quiet type="button" data-tell="later" { (words.get(TextKey::Later)) }
            button.quiet type="button" data-tell="never" { (words.get(TextKey::Never)) }
        }
    }
}

/// The closing cross, last in reading order.
pub fn cross(words: &Wording) -> Markup {
    html! { button.close type="button" aria-label=(words.get(TextKey::Close)) {} }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const DAY_MS: i64 = 86_400_000;

    #[test]
    fn a_third_later_in_a_row_waits_as_long_as_a_dismissal() {
        let survey = Survey::read(&json!({"id": "acme"})).unwrap();
        let now = Utc::from_ms(1_800_000_000_000);
        let waits: Vec<i64> =
            waits(&survey, now).split(' ').map(|wait| wait.parse().unwrap()).collect();
        let [shown, dismissed, answered, later @ ..] = &waits[..] else { panic!("{waits:?}") };
        assert!([shown, dismissed, answered].iter().all(|wait| **wait == 181 * DAY_MS));
        assert_eq!(later, [7 * DAY_MS, 7 * DAY_MS, 181 * DAY_MS]);
    }

    #[test]
    fn a_cap_does_not_make_a_single_later_longer() {
        let fatigue = json!({"cap": {"max": 1, "per": {"days": 300}}, "max_snoozes": 0});
        let survey = Survey::read(&json!({"id": "acme", "fatigue": fatigue})).unwrap();
        let waits = waits(&survey, Utc::from_ms(1_800_000_000_000));
        assert_eq!(waits.split(' ').count(), 4, "{waits}");
    }

    #[test]
    fn an_address_that_says_no_known_way_is_a_popup() {
        assert_eq!(mode("1", Some("bar")), Some(Mode::Bar));
        assert_eq!(mode("1", Some("elsewhere")), Some(Mode::Popup));
        assert_eq!(mode("1", None), Some(Mode::Popup));
        assert_eq!(mode("", Some("bar")), None);
    }
}
