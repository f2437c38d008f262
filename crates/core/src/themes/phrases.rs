//! Candidates for a theme: phrases of one to three words with the comments that have them.

use std::collections::{HashMap, HashSet};

use super::{Comment, PEOPLE_MIN, StopWords, words};
use crate::score::Class;

/// The longest phrase, in words.
const WORDS_MAX: usize = 3;

/// A phrase and how many comments of either class have it.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidate {
    pub(super) phrase: String,
    pub(super) detractors: u64,
    pub(super) promoters: u64,
    /// Indices of the first comments with it, of both classes.
    pub(super) comments: Vec<usize>,
}

impl Candidate {
    fn people(&self) -> u64 {
        self.detractors + self.promoters
    }
}

/// All phrases that at least three people of one class used, shorter ones folded into longer.
pub(super) fn candidates(comments: &[Comment<'_>], stop_words: &StopWords) -> Vec<Candidate> {
    let mut texts: Vec<(usize, Vec<Vec<String>>)> = comments
        .iter()
        .enumerate()
        .filter(|(_, comment)| comment.class != Class::Passive)
        .map(|(index, comment)| (index, words::runs(comment.text)))
        .collect();
    if stop_words.suffix_articles {
        group_forms(&mut texts);
    }
    let mut found: HashMap<String, Candidate> = HashMap::new();
    for (index, runs) in &texts {
        let phrases: HashSet<String> =
            runs.iter().flat_map(|run| phrases_of(run, stop_words)).collect();
        let detractor = comments.get(*index).is_some_and(|c| c.class == Class::Detractor);
        for phrase in phrases {
            let candidate = found.entry(phrase).or_default();
            let count =
                if detractor { &mut candidate.detractors } else { &mut candidate.promoters };
            *count += 1;
            // Enough for the quotes of either class.
            if *count <= PEOPLE_MIN {
                candidate.comments.push(*index);
            }
        }
    }
    found.retain(|_, candidate| candidate.detractors.max(candidate.promoters) >= PEOPLE_MIN);
    fold(found)
}

/// Every phrase of a run that neither begins nor ends with a stop word.
fn phrases_of(run: &[String], stop_words: &StopWords) -> Vec<String> {
    let mut phrases = Vec::new();
    for length in 1..=WORDS_MAX {
        for window in run.windows(length) {
            let edges = [window.first(), window.last()];
            if edges.into_iter().flatten().all(|word| !stop_words.contains(word)) {
                phrases.push(window.join(" "));
            }
        }
    }
    phrases
}

/// Drops a phrase when a longer one has at least four fifths of its comments.
fn fold(found: HashMap<String, Candidate>) -> Vec<Candidate> {
    let mut dropped = HashSet::new();
    for (phrase, longer) in &found {
        for part in parts(phrase) {
            let covered =
                found.get(&part).is_some_and(|shorter| 5 * longer.people() >= 4 * shorter.people());
            if covered {
                dropped.insert(part);
            }
        }
    }
    let mut kept: Vec<Candidate> = found
        .into_iter()
        .filter(|(phrase, _)| !dropped.contains(phrase))
        .map(|(phrase, candidate)| Candidate { phrase, ..candidate })
        .collect();
    kept.sort_by(|a, b| a.phrase.cmp(&b.phrase));
    kept
}

/// The shorter phrases within a phrase.
fn parts(phrase: &str) -> Vec<String> {
    let words: Vec<&str> = phrase.split(' ').collect();
    (1..words.len())
        .flat_map(|length| words.windows(length).map(|window| window.join(" ")))
        .collect()
}

/// Counts forms of a word as one where articles are suffixes: words that share at least five
/// letters and go on for at most three. All become the most frequent form.
fn group_forms(texts: &mut [(usize, Vec<Vec<String>>)]) {
    let mut counts: HashMap<&str, u64> = HashMap::new();
    for word in texts.iter().flat_map(|(_, runs)| runs.iter().flatten()) {
        *counts.entry(word).or_default() += 1;
    }
    let mut vocabulary: Vec<(&str, u64)> = counts.into_iter().collect();
    vocabulary.sort_unstable();
    let mut form_of: HashMap<String, String> = HashMap::new();
    let mut rest = vocabulary.as_slice();
    while let Some(((head, _), after)) = rest.split_first() {
        // Words with the same beginning stand side by side, the shortest first.
        let size = 1 + after.iter().take_while(|(word, _)| same_word(head, word)).count();
        let (group, next) = rest.split_at(size.min(rest.len()));
        if let Some((form, _)) = group.iter().max_by_key(|(_, count)| *count) {
            let others = group.iter().filter(|(word, _)| word != form);
            form_of.extend(others.map(|(word, _)| ((*word).to_owned(), (*form).to_owned())));
        }
        rest = next;
    }
    for word in texts.iter_mut().flat_map(|(_, runs)| runs.iter_mut().flatten()) {
        if let Some(form) = form_of.get(word) {
            word.clone_from(form);
        }
    }
}

fn same_word(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let beyond = |word: &str| word.chars().count() - shared;
    shared >= 5 && beyond(a) <= 3 && beyond(b) <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detractors<'a>(texts: &[&'a str]) -> Vec<Comment<'a>> {
        texts.iter().map(|text| Comment { class: Class::Detractor, text }).collect()
    }

    #[test]
    fn a_comment_counts_once_however_long_the_rant() {
        let comments = detractors(&["slow slow slow", "slow", "very slow slow"]);
        let found = candidates(&comments, &StopWords::of_language("en"));
        let slow = found.iter().find(|candidate| candidate.phrase == "slow").unwrap();
        assert_eq!(slow.detractors, 3);
    }

    #[test]
    fn shorter_phrases_fold_into_longer_ones() {
        let comments = detractors(&["no delivery date"; 4]);
        let found = candidates(&comments, &StopWords::of_language("en"));
        let phrases: Vec<_> = found.iter().map(|candidate| candidate.phrase.as_str()).collect();
        assert_eq!(phrases, ["no delivery date"]);
    }

    #[test]
    fn macedonian_forms_count_as_one_word() {
        let comments = detractors(&["Доставата доцни", "достава", "Лоша достава", "доставите"]);
        let found = candidates(&comments, &StopWords::of_language("mk"));
        let delivery = found.iter().find(|c| c.phrase == "достава").unwrap();
        assert_eq!(delivery.detractors, 4);
        let none = candidates(&comments, &StopWords::of_language("en"));
        assert!(none.iter().all(|c| c.detractors < 4));
    }

    #[test]
    fn two_people_are_no_theme() {
        assert!(candidates(&detractors(&["slow"; 2]), &StopWords::default()).is_empty());
    }
}
