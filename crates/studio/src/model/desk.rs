//! The comments of the findings on show: kept where the file was read, handed out a page at a
//! time, searched, and looked through for themes.
//!
//! It runs in the reader's worker, or in the page where there is none; it knows no browser.

use super::messages::{Matches, ThemeLine, Wanted, Words};
use outoften_core::Class;
use outoften_core::metric::Metric;
use outoften_core::themes::{Comment, StopWords, contrast};

/// Bytes of comments kept; what is beyond is counted. A phone has this much to spare.
const KEPT_BYTES: usize = 24_000_000;
/// Characters kept of one comment.
const CHARACTERS: usize = 2_000;
/// Comments that themes are looked for in.
const THEMED_MAX: usize = 2_000;

/// The comments.
#[derive(Debug, Default)]
pub struct Desk {
    metric: Metric,
    kept: Vec<Words>,
    bytes: usize,
    counts: [u64; 3],
    left_out: u64,
}

impl Desk {
    /// Empty, for answers to this question.
    pub fn new(metric: Metric) -> Self {
        Self { metric, ..Self::default() }
    }

    /// Keeps a comment, or counts it when there are too many.
    pub fn take(&mut self, value: u8, text: &str) {
        let text = text.trim();
        let Some(class) = self.metric.class_of(value).filter(|_| !text.is_empty()) else { return };
        for (of, count) in Class::ALL.into_iter().zip(&mut self.counts) {
            *count += u64::from(of == class);
        }
        if self.bytes >= KEPT_BYTES {
            self.left_out += 1;
            return;
        }
        let text: String = text.chars().take(CHARACTERS).collect();
        self.bytes += text.len() + size_of::<Words>();
        self.kept.push(Words { value, class: class.name().to_owned(), text });
    }

    /// How many comments each class wrote: detractors, passives, promoters.
    pub const fn counts(&self) -> [u64; 3] {
        self.counts
    }

    /// Comments that are counted but not kept.
    pub const fn left_out(&self) -> u64 {
        self.left_out
    }

    /// The first comments that fit, and how many do.
    pub fn find(&self, wanted: &Wanted) -> Matches {
        let needle = wanted.needle.trim().to_lowercase();
        let fits = |words: &&Words| {
            (wanted.class.is_empty() || words.class == wanted.class)
                && (needle.is_empty() || contains(&words.text, &needle))
        };
        let mut matches = Matches::default();
        for words in self.kept.iter().filter(fits) {
            matches.total += 1;
            if matches.first.len() < wanted.limit {
                matches.first.push(words.clone());
            }
        }
        matches
    }

    /// What detractors say more than promoters, and the other way round, in evenly picked comments
    /// where there are more than can be got through in a moment.
    pub fn themes(&self, language: &str) -> Vec<ThemeLine> {
        let step = self.kept.len().div_ceil(THEMED_MAX).max(1);
        let comment = |words: &'_ Words| {
            let class = self.metric.class_of(words.value)?;
            Some((class, words.text.clone()))
        };
        let picked: Vec<(Class, String)> =
            self.kept.iter().step_by(step).filter_map(comment).collect();
        let comments: Vec<Comment<'_>> =
            picked.iter().map(|(class, text)| Comment { class: *class, text }).collect();
        let themes = contrast(&comments, &StopWords::of_language(language));
        themes.into_iter().map(ThemeLine::of).collect()
    }
}

/// Whether a text has the needle, which is in lower case already. Most comments are ASCII, for
/// which no copy is made.
fn contains(text: &str, needle: &str) -> bool {
    if text.is_ascii() && needle.is_ascii() {
        let wanted = needle.as_bytes();
        return text.as_bytes().windows(wanted.len()).any(|part| part.eq_ignore_ascii_case(wanted));
    }
    text.to_lowercase().contains(needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(class: &str, needle: &str, limit: usize) -> Wanted {
        Wanted { class: class.to_owned(), needle: needle.to_owned(), limit }
    }

    #[test]
    fn comments_are_found_by_class_and_by_words_whatever_their_case() {
        let mut desk = Desk::new(Metric::Nps);
        for (value, text) in [
            (0, "Slow delivery"),
            (10, "delivery was FAST"),
            (8, "Ок, но БАВНО"),
            (3, "  "),
            (11, "x"),
        ] {
            desk.take(value, text);
        }
        assert_eq!(desk.counts(), [1, 1, 1]);
        assert_eq!(desk.find(&wanted("", "Delivery", 9)).total, 2);
        assert_eq!(desk.find(&wanted("promoter", "delivery", 9)).first[0].value, 10);
        assert_eq!(desk.find(&wanted("", "бавно", 9)).total, 1);
        let first = desk.find(&wanted("", "", 2));
        assert_eq!((first.total, first.first.len()), (3, 2));
    }

    #[test]
    fn classes_follow_the_question() {
        let mut desk = Desk::new(Metric::Ces1);
        desk.take(1, "Nothing to it");
        desk.take(5, "Called four times");
        assert_eq!(desk.counts(), [1, 0, 1]);
        assert_eq!(desk.find(&wanted("detractor", "", 9)).first[0].text, "Called four times");
    }

    #[test]
    fn what_is_too_much_is_counted_and_said() {
        let mut desk = Desk::new(Metric::Nps);
        let long = "x".repeat(CHARACTERS + 9);
        let many = KEPT_BYTES / CHARACTERS + 100;
        for _ in 0..many {
            desk.take(0, &long);
        }
        assert!(desk.left_out() > 0);
        assert_eq!(desk.counts()[0], many as u64);
        assert_eq!(desk.find(&wanted("", "", 1)).first[0].text.len(), CHARACTERS);
    }

    #[test]
    fn themes_are_looked_for_in_evenly_picked_comments() {
        let mut desk = Desk::new(Metric::Nps);
        for _ in 0..THEMED_MAX * 2 {
            desk.take(0, "the delivery was slow");
            desk.take(10, "kind people");
        }
        let themes = desk.themes("en");
        let slow = themes.iter().find(|theme| theme.phrase.contains("slow")).unwrap();
        assert_eq!(slow.class, "detractor");
        assert!(slow.detractors + slow.promoters <= THEMED_MAX as u64);
    }
}
