//! Between the document's values and what a form shows: waiting times, profiles, languages.

use outoften_core::color::{Accent, Color};
use outoften_core::fatigue::{Event, EventKind, Policy, Profile, decide};
use outoften_core::survey::{Labels, Test};
use outoften_core::time::{Span, Utc};

/// The units a waiting time is given in.
pub const UNITS: [&str; 3] = ["months", "days", "hours"];

/// A waiting time of a count and a unit's name.
pub fn span(count: u16, unit: &str) -> Span {
    match unit {
        "months" => Span::Months(count),
        "hours" => Span::Hours(count),
        _ => Span::Days(count),
    }
}

/// The profile whose figures a policy has, whatever its group; none when single fields differ.
pub fn profile_of(policy: &Policy) -> Option<Profile> {
    Profile::ALL.iter().copied().find(|profile| {
        let mut ready = Policy::of(*profile);
        ready.group.clone_from(&policy.group);
        ready == *policy
    })
}

/// When a visitor to whom only this happened, now, may be asked again; `None` is never.
pub fn asked_again(policy: &Policy, what: EventKind, now: Utc) -> Option<Utc> {
    let history = [
        Event::new(EventKind::Shown, now, policy.group.clone()),
        Event::new(what, now, policy.group.clone()),
    ];
    decide(&history, policy, now).next_eligible_at(now)
}

/// The colours of the card on one of its surfaces, and whether the brand colour was shifted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawnColor {
    /// The fill and its text.
    pub accent: Accent,
    /// Text on fill, 4.5 or more.
    pub text_ratio: f64,
    /// Fill on surface, 3 or more.
    pub fill_ratio: f64,
    /// Whether the fill is not the brand colour itself.
    pub shifted: bool,
}

/// As the card draws it; `None` for what is no colour.
pub fn drawn(color: &str, surface: Color) -> Option<DrawnColor> {
    let color = Color::parse(color)?;
    let accent = Accent::of(color, surface);
    Some(DrawnColor {
        accent,
        text_ratio: accent.text.contrast(accent.fill),
        fill_ratio: accent.fill.contrast(surface),
        shifted: accent.fill != color,
    })
}

/// A survey's id made of a typed text: lowercase letters, digits and dashes.
pub fn id_from(name: &str) -> String {
    let mut id = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'a'..='z' | '0'..='9' | '_' => id.push(letter),
            _ if !id.ends_with('-') && !id.is_empty() => id.push('-'),
            _ => {}
        }
    }
    let id: String = id.chars().take(64).collect();
    id.trim_end_matches('-').to_owned()
}

/// What is kept of a survey's name while it is being typed: a dash at the end may go on.
pub fn id_while_typing(text: &str) -> String {
    let ends_open = text.ends_with(['-', ' ']);
    let id = id_from(text);
    if ends_open && !id.is_empty() && id.len() < 64 { id + "-" } else { id }
}

/// The labels with this language's text; without it when the text is empty.
pub fn with_label(labels: &Labels, language: &str, text: &str) -> Labels {
    let is_this = |tag: &str| tag.eq_ignore_ascii_case(language);
    let mut next: Vec<(&str, &str)> = labels.iter().filter(|(tag, _)| !is_this(tag)).collect();
    let place = labels.iter().position(|(tag, _)| is_this(tag)).unwrap_or(next.len());
    if !text.is_empty() {
        next.insert(place, (language, text));
    }
    Labels::of(&next)
}

/// The text of exactly this language.
pub fn label(labels: &Labels, language: &str) -> String {
    let own = labels.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(language));
    own.map(|(_, text)| text.to_owned()).unwrap_or_default()
}

/// What a condition's field shows: a list with commas between, or a number.
pub fn test_value(test: &Test) -> String {
    match test {
        Test::Is(texts) | Test::Not(texts) => texts.join(", "),
        Test::AtLeast(number) | Test::AtMost(number) => number.to_string(),
    }
}

/// A condition's test of its name in the document and what its field shows; what is no number
/// counts as 0 where one is needed.
pub fn test_of(name: &str, value: &str) -> Test {
    let texts = || value.split(',').map(|text| text.trim().to_owned()).collect();
    let number = || value.trim().parse::<f64>().ok().filter(|n| n.is_finite()).unwrap_or_default();
    match name {
        "not" => Test::Not(texts()),
        "at_least" => Test::AtLeast(number()),
        "at_most" => Test::AtMost(number()),
        _ => Test::Is(texts()),
    }
}

/// The name of a test in the document.
pub const fn test_name(test: &Test) -> &'static str {
    match test {
        Test::Is(_) => "is",
        Test::Not(_) => "not",
        Test::AtLeast(_) => "at_least",
        Test::AtMost(_) => "at_most",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_recognised_until_a_field_differs() {
        for profile in Profile::ALL {
            let mut policy = Policy::of(*profile);
            policy.group = "my-group".to_owned();
            assert_eq!(profile_of(&policy), Some(*profile));
            policy.max_snoozes += 1;
            assert_eq!(profile_of(&policy), None);
        }
        for (count, unit) in [(6, "months"), (7, "days"), (24, "hours")] {
            assert_eq!(span(count, unit).parts(), (unit, count));
        }
    }

    #[test]
    fn the_waiting_times_are_the_rules_own() {
        let now = Utc::from_ms(1_763_802_060_000);
        let policy = Policy::default();
        let six_months = Some(now.after(Span::Months(6)));
        assert_eq!(asked_again(&policy, EventKind::Answered, now), six_months);
        assert_eq!(asked_again(&policy, EventKind::Snoozed, now), Some(now.after(Span::Days(7))));
        assert_eq!(asked_again(&policy, EventKind::OptedOut, now), None);
    }

    #[test]
    fn a_pale_colour_is_shifted_and_said_so() {
        let pale = drawn("#fffbe6", Color::LIGHT_SURFACE).unwrap();
        assert!(pale.shifted && pale.fill_ratio >= 3.0 && pale.text_ratio >= 4.5);
        assert!(!drawn("#1f5f4a", Color::LIGHT_SURFACE).unwrap().shifted);
        assert_eq!(drawn("green", Color::LIGHT_SURFACE), None);
    }

    #[test]
    fn a_name_becomes_an_id() {
        assert_eq!(id_from("  Alder & Oak  2027! "), "alder-oak-2027");
        assert_eq!(id_from("Кафе"), "");
        assert_eq!(id_from(&"x".repeat(99)).len(), 64);
    }

    #[test]
    fn a_label_is_set_in_its_place_and_taken_away() {
        let labels = Labels::of(&[("en", "Price"), ("es", "Precio")]);
        assert_eq!(
            with_label(&labels, "EN", "Cost"),
            Labels::of(&[("EN", "Cost"), ("es", "Precio")])
        );
        assert_eq!(label(&with_label(&labels, "mk", "Цена"), "mk"), "Цена");
        assert_eq!(with_label(&labels, "en", ""), Labels::of(&[("es", "Precio")]));
    }

    #[test]
    fn a_condition_reads_back_as_it_is_shown() {
        for test in [
            Test::Is(vec!["pro".into(), "team".into()]),
            Test::Not(vec!["free".into()]),
            Test::AtLeast(2.5),
            Test::AtMost(-1.0),
        ] {
            assert_eq!(test_of(test_name(&test), &test_value(&test)), test);
        }
        assert_eq!(test_of("at_most", "many"), Test::AtMost(0.0));
    }
}
