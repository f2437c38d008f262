//! A theme as a person defines it: a name and its words. Stable over time, unlike a contrast that
//! is found anew in every period, and so the right tool to watch a theme.

use std::collections::HashSet;

use super::{Comment, words};
use crate::score::Class;

/// A named theme with the words that stand for it, in any language.
///
/// ```
/// use outoften_core::Class;
/// use outoften_core::themes::{Comment, WordList};
/// let delivery = WordList::new("Delivery", ["delivery", "entrega", "courier"]);
/// let comments = [Comment { class: Class::Detractor, text: "¡La ENTREGA tarda!" }];
/// assert_eq!(delivery.count(&comments).detractors, 1);
/// ```
#[derive(Clone, Debug)]
pub struct WordList {
    /// As shown.
    pub name: String,
    words: HashSet<String>,
}

/// How many comments of each class mention a theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordListCount {
    /// Of detractors.
    pub detractors: u64,
    /// Of passives.
    pub passives: u64,
    /// Of promoters.
    pub promoters: u64,
}

impl WordList {
    /// Case and typographic variants of the words do not matter.
    pub fn new<W: AsRef<str>>(name: &str, list: impl IntoIterator<Item = W>) -> Self {
        let words = list.into_iter().map(|word| words::normalised(word.as_ref())).collect();
        Self { name: name.to_owned(), words }
    }

    /// Comments with at least one of the words, each counted once.
    #[must_use]
    pub fn count(&self, comments: &[Comment<'_>]) -> WordListCount {
        let mut count = WordListCount::default();
        for comment in comments {
            if words::runs(comment.text).iter().flatten().any(|word| self.words.contains(word)) {
                *match comment.class {
                    Class::Detractor => &mut count.detractors,
                    Class::Passive => &mut count.passives,
                    Class::Promoter => &mut count.promoters,
                } += 1;
            }
        }
        count
    }
}
