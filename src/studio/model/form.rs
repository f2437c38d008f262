//! Between the document's values and what a form shows: waiting times, profiles, languages.

use outoften_core::color::{Accent, Color};
use outoften_core::fatigue::{Event, EventKind, Policy, Profile, decide};
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

/// When somebody to whom only this happened, now, may be asked again; `None` is never.
pub fn asked_again(policy: &Policy, what: EventKind, now: Utc) -> Option<Utc> {
    let history = [
        Event::new(EventKind::Shown, now, policy.group.clone()),
        Event::new(what, now, policy.group.clone()),
    ];
    decide(&history, policy, now).next_eligible_at(now)
}

/// What the card draws with on one of its surfaces, and whether the brand colour was shifted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
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
pub fn drawn(color: &str, surface: Color) -> Option<Drawn> {
    let color = Color::parse(color)?;
    let accent = Accent::of(color, surface);
    Some(Drawn {
        accent,
        text_ratio: accent.text.contrast(accent.fill),
        fill_ratio: accent.fill.contrast(surface),
        shifted: accent.fill != color,
    })
}

/// A survey's name made of what somebody typed: small letters, digits and dashes.
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

/// A language's own name with its tag; the tag alone where the name is not known.
pub fn language_name(tag: &str) -> String {
    let own = match outoften_core::language::base(tag) {
        "ar" => "العربية",
        "bg" => "Български",
        "cs" => "Čeština",
        "da" => "Dansk",
        "de" => "Deutsch",
        "el" => "Ελληνικά",
        "en" => "English",
        "es" => "Español",
        "et" => "Eesti",
        "fa" => "فارسی",
        "fi" => "Suomi",
        "fr" => "Français",
        "he" => "עברית",
        "hi" => "हिन्दी",
        "hr" => "Hrvatski",
        "hu" => "Magyar",
        "id" => "Bahasa Indonesia",
        "it" => "Italiano",
        "ja" => "日本語",
        "ko" => "한국어",
        "lt" => "Lietuvių",
        "lv" => "Latviešu",
        "mk" => "Македонски",
        "nb" | "no" => "Norsk",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "pt" => "Português",
        "ro" => "Română",
        "ru" => "Русский",
        "sk" => "Slovenčina",
        "sl" => "Slovenščina",
        "sq" => "Shqip",
        "sr" => "Српски",
        "sv" => "Svenska",
        "th" => "ไทย",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "ur" => "اردو",
        "vi" => "Tiếng Việt",
        "zh" => "中文",
        _ => return tag.to_owned(),
    };
    format!("{own} ({tag})")
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
}
