//! Which words set one class's comments apart from another's: "18 of 60 detractors, 4 of 120
//! promoters say 'slow delivery'".
//!
//! Comments are counted, not words, so one long rant does not dominate. No model, no guessing of
//! sentiment or language: the language comes from the survey. Themes of fewer than three people are
//! not shown.

pub mod log_odds;
mod phrases;
mod redact;
mod stop_words;
mod words;

use std::collections::HashMap;

use serde::Serialize;

use crate::holm;
use crate::normal;
use crate::score::Class;

pub use redact::redacted;
pub use stop_words::StopWords;

/// Fewer people than this are not a theme: a phrase could give a person away.
pub const PEOPLE_MIN: u64 = 3;
/// How many comments are shown with a theme.
const QUOTES: usize = 3;
/// What a test has to fall below, after Holm's correction.
const SIGNIFICANT_P: f64 = 0.05;

/// What somebody wrote, with the class of their score.
#[derive(Clone, Copy, Debug)]
pub struct Comment<'a> {
    /// Of the score given with the comment.
    pub class: Class,
    /// As written.
    pub text: &'a str,
}

/// A phrase that one class uses more than the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Theme {
    /// One to three words, lower case.
    pub phrase: String,
    /// `detractor` or `promoter`: who says it more.
    pub class: &'static str,
    /// Detractors' comments with the phrase.
    pub detractors_with: u64,
    /// Detractors' comments.
    pub detractors: u64,
    /// Promoters' comments with the phrase.
    pub promoters_with: u64,
    /// Promoters' comments.
    pub promoters: u64,
    /// Two-sided, after Holm's correction; `None` (null) when there is no other class to compare
    /// with and phrases are ranked by how many say them.
    pub p_value: Option<f64>,
    /// Up to three comments, with addresses and long numbers taken out.
    pub quotes: Vec<String>,
}

/// The themes of detractors and of promoters, strongest first, the detractors' before the
/// promoters'. Passives' comments are not contrasted.
///
/// ```
/// use outoften_core::Class;
/// use outoften_core::themes::{Comment, StopWords, contrast};
/// let slow = Comment { class: Class::Detractor, text: "The delivery was slow" };
/// let kind = Comment { class: Class::Promoter, text: "Kind people" };
/// let comments: Vec<_> = [slow; 20].into_iter().chain([kind; 20]).collect();
/// let themes = contrast(&comments, &StopWords::of_language("en"));
/// assert_eq!(themes[0].phrase, "delivery was slow");
/// assert_eq!((themes[0].detractors_with, themes[0].promoters_with), (20, 0));
/// ```
#[must_use]
pub fn contrast(comments: &[Comment<'_>], stop_words: &StopWords) -> Vec<Theme> {
    let of_class = |class| comments.iter().filter(|comment| comment.class == class).count() as u64;
    let totals =
        Totals { detractors: of_class(Class::Detractor), promoters: of_class(Class::Promoter) };
    let candidates = phrases::candidates(comments, stop_words);
    let mut themes = if totals.detractors == 0 || totals.promoters == 0 {
        ranked_by_count(&candidates, totals)
    } else {
        ranked_by_contrast(&candidates, totals)
    };
    let place: HashMap<&str, &phrases::Candidate> =
        candidates.iter().map(|candidate| (candidate.phrase.as_str(), candidate)).collect();
    for theme in &mut themes {
        if let Some(candidate) = place.get(theme.phrase.as_str()) {
            theme.quotes = quotes(candidate, theme.class, comments);
        }
    }
    themes
}

#[derive(Clone, Copy)]
struct Totals {
    detractors: u64,
    promoters: u64,
}

/// One class only: there is nothing to compare with, so what most people say comes first.
fn ranked_by_count(candidates: &[phrases::Candidate], totals: Totals) -> Vec<Theme> {
    let class = if totals.detractors > 0 { Class::Detractor } else { Class::Promoter };
    let mut themes: Vec<Theme> =
        candidates.iter().map(|candidate| theme(candidate, class, totals, None)).collect();
    themes.retain(|theme| theme.detractors_with.max(theme.promoters_with) >= PEOPLE_MIN);
    themes.sort_by(|a, b| {
        (b.detractors_with + b.promoters_with, &a.phrase)
            .cmp(&(a.detractors_with + a.promoters_with, &b.phrase))
    });
    themes
}

fn ranked_by_contrast(candidates: &[phrases::Candidate], totals: Totals) -> Vec<Theme> {
    let z_values: Vec<f64> = candidates
        .iter()
        .map(|candidate| {
            log_odds::document(
                (candidate.detractors, totals.detractors),
                (candidate.promoters, totals.promoters),
            )
            .z
        })
        .collect();
    let p_values: Vec<f64> = z_values.iter().map(|z| normal::two_sided_p(*z)).collect();
    let mut kept: Vec<(f64, Theme)> = candidates
        .iter()
        .zip(&z_values)
        .zip(holm::adjusted(&p_values))
        .filter(|(_, p)| *p < SIGNIFICANT_P)
        .filter_map(|((candidate, z), p)| {
            let (class, people) = if *z > 0.0 {
                (Class::Detractor, candidate.detractors)
            } else {
                (Class::Promoter, candidate.promoters)
            };
            (people >= PEOPLE_MIN).then(|| (*z, theme(candidate, class, totals, Some(p))))
        })
        .collect();
    kept.sort_by(|(z_a, a), (z_b, b)| {
        (a.class, -z_a.abs())
            .partial_cmp(&(b.class, -z_b.abs()))
            .unwrap_or(core::cmp::Ordering::Equal)
            .then_with(|| a.phrase.cmp(&b.phrase))
    });
    kept.into_iter().map(|(_, theme)| theme).collect()
}

fn theme(
    candidate: &phrases::Candidate,
    class: Class,
    totals: Totals,
    p_value: Option<f64>,
) -> Theme {
    Theme {
        phrase: candidate.phrase.clone(),
        class: class.name(),
        detractors_with: candidate.detractors,
        detractors: totals.detractors,
        promoters_with: candidate.promoters,
        promoters: totals.promoters,
        p_value,
        quotes: Vec::new(),
    }
}

fn quotes(candidate: &phrases::Candidate, class: &str, comments: &[Comment<'_>]) -> Vec<String> {
    candidate
        .comments
        .iter()
        .filter_map(|index| comments.get(*index))
        .filter(|comment| comment.class.name() == class)
        .take(QUOTES)
        .map(|comment| redacted(comment.text))
        .collect()
}
