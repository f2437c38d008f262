//! Words that give a wording away, by language, and how they are found in a text.
//!
//! Short lists of clear cases: a false alarm costs more trust than a miss. A language without a
//! list is judged only by what is alike in all of them. Not here: what a finding means
//! ([`super::Rule`]).

mod lists;

use lists::{ALL, Words};

/// The same words whatever the language: review sites and addresses.
const REVIEW_SITES: &str = "trustpilot|yelp|tripadvisor|capterra|g2.com|google review*|google maps|\
    https://*|www.*";

/// The lists of a language, by the base of its tag.
fn of(tag: &str) -> Option<&'static Words> {
    let base = crate::language::base(tag);
    ALL.into_iter().find(|words| words.tag.eq_ignore_ascii_case(base))
}

fn says(tag: &str, list: impl Fn(&Words) -> &str, text: &str) -> bool {
    of(tag).is_some_and(|words| has(list(words), text))
}

/// The question praises, or pleads for a score.
pub(super) fn leads(tag: &str, text: &str) -> bool {
    says(tag, |words| words.praise, text)
}

/// A second question behind the first.
pub(super) fn asks_twice(tag: &str, text: &str) -> bool {
    let marks = text.matches(['?', '？', '؟']).count();
    marks > 1 || says(tag, |words| words.second_question, text)
}

/// A reward is promised, and not said to be for any answer.
pub(super) fn bribes(tag: &str, text: &str) -> bool {
    says(tag, |words| words.rewards, text) && !says(tag, |words| words.disclosed, text)
}

/// People are sent to a review site.
pub(super) fn sends_to_reviews(tag: &str, text: &str) -> bool {
    has(REVIEW_SITES, text) || says(tag, |words| words.reviews, text)
}

/// An address of a review site.
pub(super) fn is_review_site(address: &str) -> bool {
    let known =
        ["trustpilot.", "yelp.", "tripadvisor.", "capterra.", "g2.com", "g.page", "google."];
    known.iter().any(|site| address.to_lowercase().contains(site))
}

/// The wording of a bad end: "not at all likely", "strongly disagree".
pub(super) fn denies(tag: &str, text: &str) -> bool {
    says(tag, |words| words.denials, text)
}

/// Two things in one, such as "delivery and support". Names keep their "and": "Barnes and Noble".
pub(super) fn joins_two(tag: &str, text: &str) -> bool {
    let Some(words) = of(tag) else { return false };
    let mut parts = text.split_whitespace().skip(1).peekable();
    while let Some(part) = parts.next() {
        let is_joint = part == "&" || words.and.split('|').any(|and| and == part);
        let is_plain = |next: &&str| next.starts_with(char::is_lowercase);
        if is_joint && parts.peek().is_some_and(is_plain) {
            return true;
        }
    }
    false
}

/// Something that only people have who are content, in whatever language a site names its traits.
pub(super) fn is_happy(name: &str) -> bool {
    let name = spaced(name);
    ALL.iter().any(|words| has(words.happy, &name))
}

/// Something that only people have who are not.
pub(super) fn is_unhappy(name: &str) -> bool {
    let name = spaced(name);
    ALL.iter().any(|words| has(words.unhappy, &name))
}

/// `lastNpsScore` and `last_nps_score` as `last nps score`.
fn spaced(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    let mut was_small = false;
    for letter in name.chars() {
        if letter.is_uppercase() && was_small {
            text.push(' ');
        }
        was_small = letter.is_lowercase();
        text.push(if letter.is_alphanumeric() { letter } else { ' ' });
    }
    text
}

/// Whether one of the words, with `|` between them, stands in the text, whatever the case. A word
/// is whole; one with `*` at its end may go on.
fn has(list: &str, text: &str) -> bool {
    let text = text.to_lowercase().replace('’', "'");
    list.split('|').any(|word| match word.strip_suffix('*') {
        Some(start) => stands_in(start, &text, true),
        None => stands_in(word, &text, false),
    })
}

fn stands_in(word: &str, text: &str, may_go_on: bool) -> bool {
    text.match_indices(word).any(|(at, found)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|text| text.chars().next());
        let ends = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
        ends(before) && (may_go_on || ends(after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_unless_they_may_go_on() {
        assert!(has("great|prize*", "Our GREAT shop"));
        assert!(!has("great", "Greater Manchester"));
        assert!(has("prize*", "many prizes") && !has("prize*", "surprized"));
        assert!(has("don't you", "Don’t you agree"));
    }

    #[test]
    fn names_are_read_in_any_spelling() {
        assert!(is_happy("lastNpsScore") && is_happy("csat") && is_happy("satisfaccion_cliente"));
        assert!(!is_happy("credit_score") && !is_happy("access"));
        assert!(!is_happy("contentCount") && !is_happy("unhappy"));
        assert!(is_unhappy("open-tickets") && is_unhappy("quejas") && !is_unhappy("plan"));
    }

    #[test]
    fn a_list_is_that_of_the_texts_language() {
        assert!(leads("en-GB", "our great shop") && !leads("es", "our great shop"));
        assert!(leads("mk", "нашата одлична продавница"));
        assert!(!leads("tlh", "great") && sends_to_reviews("tlh", "Trustpilot"));
    }

    #[test]
    fn no_list_holds_an_empty_word() {
        for words in ALL {
            for list in [words.praise, words.second_question, words.rewards, words.disclosed]
                .into_iter()
                .chain([words.reviews, words.denials, words.and, words.happy, words.unhappy])
            {
                assert!(list.split('|').all(|word| !word.trim_matches('*').is_empty()), "{list}");
                assert!(!list.contains("  "), "{list}");
                assert_eq!(list.to_lowercase(), list, "{}", words.tag);
            }
        }
    }
}
