//! What the silent could make of the score: the bounds that no confidence interval covers.

use crate::argument::BadArgument;
use crate::compare::Limits;

/// The score of all those asked lies between these, whatever the silent think: the worst case
/// puts all of them at one end.
///
/// `points` is the score of those who answered, `rate` their share of those asked.
///
/// ```
/// use outoften_core::nonresponse::bounds;
/// let bounds = bounds(60.0, 0.1).unwrap();
/// assert!((bounds.low + 84.0).abs() < 1e-9);
/// assert!((bounds.high - 96.0).abs() < 1e-9);
/// ```
///
/// # Errors
/// [`BadArgument::ResponseRate`] unless 0 < `rate` <= 1.
pub fn bounds(points: f64, rate: f64) -> Result<Limits, BadArgument> {
    if !(rate > 0.0 && rate <= 1.0) {
        return Err(BadArgument::ResponseRate);
    }
    let answered = rate * points;
    let silent = 100.0 * (1.0 - rate);
    Ok(Limits { low: answered - silent, high: answered + silent })
}

/// The share of those asked who answered; `None` when nobody was asked or the numbers contradict
/// each other.
///
/// ```
/// use outoften_core::nonresponse::rate;
/// assert_eq!(rate(20, 100), Some(0.2));
/// assert_eq!(rate(0, 0), None);
/// ```
#[must_use]
pub fn rate(answered: u64, asked: u64) -> Option<f64> {
    (asked > 0 && answered <= asked).then(|| answered as f64 / asked as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_of_known_opinion_lies_within_the_bounds() {
        // One in ten answers 60/30/10; the others would have said 10/40/50: -31, not -22.
        let whole = 0.1 * 50.0 + 0.9 * -40.0;
        let bounds = bounds(50.0, 0.1).unwrap();
        assert!((whole + 31.0_f64).abs() < 1e-9);
        assert!(bounds.low <= whole && whole <= bounds.high);
    }

    #[test]
    fn everybody_answered_leaves_no_room() {
        assert_eq!(bounds(42.0, 1.0), Ok(Limits { low: 42.0, high: 42.0 }));
        for rate in [0.0, 1.5, f64::NAN] {
            assert_eq!(bounds(42.0, rate), Err(BadArgument::ResponseRate));
        }
    }
}
