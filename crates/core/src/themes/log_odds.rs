//! How much more one group uses a phrase than another, as log odds with a z value.
//!
//! Two forms: by comments, with one half added to each cell (Haldane 1956, Anscombe 1956), which
//! the themes use; and by words, with an informative Dirichlet prior (Monroe, Colaresi and Quinn,
//! Political Analysis 2008), for comparison.

/// Log odds, positive when the first group uses the phrase more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogOdds {
    /// Natural logarithm of the odds ratio.
    pub log_odds: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// One over the other.
    pub z: f64,
}

impl LogOdds {
    fn new(log_odds: f64, variance: f64) -> Self {
        let standard_error = variance.sqrt();
        Self { log_odds, standard_error, z: log_odds / standard_error }
    }
}

/// By comments: (comments with the phrase, all comments) of both groups. More with than there are
/// counts as all.
///
/// ```
/// use outoften_core::themes::log_odds::document;
/// let result = document((5, 40), (0, 80));
/// assert!((result.z - 2.157_683_188_117_248).abs() < 1e-12);
/// ```
#[must_use]
pub fn document(first: (u64, u64), second: (u64, u64)) -> LogOdds {
    let cells = |(with, all): (u64, u64)| {
        let with = with.min(all);
        (with as f64 + 0.5, (all - with) as f64 + 0.5)
    };
    let ((a, not_a), (b, not_b)) = (cells(first), cells(second));
    LogOdds::new((a * not_b / (not_a * b)).ln(), 1.0 / a + 1.0 / not_a + 1.0 / b + 1.0 / not_b)
}

/// By words: the word's count and all words of both groups, and the weight of the prior in words,
/// shared out by how common the word is in both groups together. `None` when nobody used it.
///
/// ```
/// use outoften_core::themes::log_odds::token;
/// let result = token((12, 22), (2, 28), 10.0).unwrap();
/// assert!((result.log_odds - 1.783_651_754_959_26).abs() < 1e-12);
/// ```
#[must_use]
pub fn token(first: (u64, u64), second: (u64, u64), prior: f64) -> Option<LogOdds> {
    let ((y1, n1), (y2, n2)) = (first, second);
    if y1 + y2 == 0 {
        return None;
    }
    let alpha = prior * (y1 + y2) as f64 / (n1 + n2) as f64;
    let cells = |with: u64, all: u64| {
        let with = with as f64 + alpha;
        (with, all as f64 + prior - with)
    };
    let ((a, not_a), (b, not_b)) = (cells(y1, n1), cells(y2, n2));
    Some(LogOdds::new((a / not_a).ln() - (b / not_b).ln(), 1.0 / a + 1.0 / b))
}
