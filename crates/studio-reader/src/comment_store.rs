//! The comments of the findings: kept where the file was read, fetched a page at a time, searched,
//! and analysed for themes.
//!
//! It runs in the reader's worker, or in the page where there is none; it knows no browser.

use crate::messages::{Comment, CommentPage, CommentQuery, ThemeLine};
use outoften_core::Class;
use outoften_core::metric::Metric;
use outoften_core::themes::{self, StopWords, contrast};

/// Bytes of comments kept; what is beyond is counted. A phone has this much to spare.
const KEPT_BYTES: usize = 24_000_000;
/// Characters kept of one comment.
const CHARACTERS: usize = 2_000;
/// Comments that themes are looked for in.
const THEMED_MAX: usize = 2_000;

/// The comments.
#[derive(Debug, Default)]
pub struct CommentStore {
    metric: Metric,
    kept: Vec<Comment>,
    bytes: usize,
    counts: [u64; 3],
    left_out: u64,
}

impl CommentStore {
    /// Empty, for answers to this question.
    pub fn new(metric: Metric) -> Self {
        Self { metric, ..Self::default() }
    }

    /// Keeps a comment, or counts it when there are too many.
    pub fn add(&mut self, value: u8, text: &str) {
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
        self.bytes += text.len() + size_of::<Comment>();
        self.kept.push(Comment { value, class: class.name().to_owned(), text });
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
    pub fn find(&self, query: &CommentQuery) -> CommentPage {
        let needle = query.needle.trim().to_lowercase();
        let fits = |comment: &&Comment| {
            (query.class.is_empty() || comment.class == query.class)
                && (needle.is_empty() || contains(&comment.text, &needle))
        };
        let mut matches = CommentPage::default();
        for comment in self.kept.iter().filter(fits) {
            matches.total += 1;
            if matches.first.len() < query.limit {
                matches.first.push(comment.clone());
            }
        }
        matches
    }

    /// What detractors say more than promoters, and the other way round, in evenly picked comments
    /// where there are more than can be got through in a moment.
    pub fn themes(&self, language: &str) -> Vec<ThemeLine> {
        let step = self.kept.len().div_ceil(THEMED_MAX).max(1);
        let comment = |kept: &'_ Comment| {
            let class = self.metric.class_of(kept.value)?;
            Some((class, kept.text.clone()))
        };
        let picked: Vec<(Class, String)> =
            self.kept.iter().step_by(step).filter_map(comment).collect();
        let comments: Vec<themes::Comment<'_>> =
            picked.iter().map(|(class, text)| themes::Comment { class: *class, text }).collect();
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

    fn wanted(class: &str, needle: &str, limit: usize) -> CommentQuery {
        CommentQuery { class: class.to_owned(), needle: needle.to_owned(), limit }
    }

    #[test]
    fn comments_are_found_by_class_and_by_words_whatever_their_case() {
        let mut store = CommentStore::new(Metric::Nps);
        for (value, text) in [
            (0, "Slow delivery"),
            (10, "delivery was FAST"),
            (8, "Ок, но БАВНО"),
            (3, "  "),
            (11, "x"),
        ] {
            store.add(value, text);
        }
        assert_eq!(store.counts(), [1, 1, 1]);
        assert_eq!(store.find(&wanted("", "Delivery", 9)).total, 2);
        assert_eq!(store.find(&wanted("promoter", "delivery", 9)).first[0].value, 10);
        assert_eq!(store.find(&wanted("", "бавно", 9)).total, 1);
        let first = store.find(&wanted("", "", 2));
        assert_eq!((first.total, first.first.len()), (3, 2));
    }

    #[test]
    fn classes_follow_the_question() {
        let mut store = CommentStore::new(Metric::Ces1);
        store.add(1, "Nothing to it");
        store.add(5, "Called four times");
        assert_eq!(store.counts(), [1, 0, 1]);
        assert_eq!(store.find(&wanted("detractor", "", 9)).first[0].text, "Called four times");
    }

    #[test]
    fn what_is_too_much_is_counted_and_said() {
        let mut store = CommentStore::new(Metric::Nps);
        let long = "x".repeat(CHARACTERS + 9);
        let many = KEPT_BYTES / CHARACTERS + 100;
        for _ in 0..many {
            store.add(0, &long);
        }
        assert!(store.left_out() > 0);
        assert_eq!(store.counts()[0], many as u64);
        assert_eq!(store.find(&wanted("", "", 1)).first[0].text.len(), CHARACTERS);
    }

    #[test]
    fn themes_are_looked_for_in_evenly_picked_comments() {
        let mut store = CommentStore::new(Metric::Nps);
        for _ in 0..THEMED_MAX * 2 {
            store.add(0, "the delivery was slow");
            store.add(10, "kind people");
        }
        let themes = store.themes("en");
        let slow = themes.iter().find(|theme| theme.phrase.contains("slow")).unwrap();
        assert_eq!(slow.class, "detractor");
        assert!(slow.detractors + slow.promoters <= THEMED_MAX as u64);
    }
}
