//! One figure for each question, with its interval, and the difference between two groups: so that
//! trends and segments of every metric are read alike and never mixed.
//!
//! | question | figure | interval | difference |
//! |---|---|---|---|
//! | recommend, missing | points, -100 to 100 | adjusted Wald | [`crate::compare`] |
//! | effort, ease | mean on their own scale | normal, of the mean | normal, of the difference of means |
//! | satisfaction | per cent of 4 and 5 | Wilson | adjusted Wald of two shares (Agresti and Caffo 2000) |
//!
//! Not here: the full results of one metric ([`super::ces`], [`super::csat`], [`super::fxf`]).
//! Called by the Studio.

use super::csat::Csat;
use super::{Distribution, share_of};
use crate::compare::{Comparison, Contrast};
use crate::interval::{Interval, Level, Method};
use crate::normal;
use crate::nps::Nps;
use crate::reading::Question;
use crate::report::INTERVAL_FROM_N;
use crate::score::{Class, Score};
use crate::tally::Tally;

/// The lowest answer that counts as satisfied.
pub(super) const SATISFIED_FROM: u8 = 4;

/// A metric's figure for some answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// All answers.
    pub n: u64,
    /// On the question's own scale of figures, see [`scale`]; `None` when nobody answered.
    pub value: Option<f64>,
    /// Of the interval at 95 %, on the same scale; `None` below five answers.
    pub limits: Option<(f64, f64)>,
}

/// How far two groups are apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The first minus the second, on the figure's scale.
    pub by: f64,
    /// Two-sided; `None` when nothing varies.
    pub p_value: Option<f64>,
}

/// The lowest and the highest value a figure can have.
#[must_use]
pub const fn scale(question: Question) -> (f64, f64) {
    match question {
        Question::Recommend | Question::Missing => (-100.0, 100.0),
        Question::Effort => (1.0, 5.0),
        Question::Ease => (1.0, 7.0),
        Question::Satisfaction => (0.0, 100.0),
    }
}

/// Whether a higher figure is the better one: not so for effort.
///
/// ```
/// use outoften_core::metric::figure::higher_is_better;
/// use outoften_core::reading::Question;
/// assert!(higher_is_better(Question::Ease));
/// assert!(!higher_is_better(Question::Effort));
/// ```
#[must_use]
pub const fn higher_is_better(question: Question) -> bool {
    !matches!(question, Question::Effort)
}

/// Who answered low, middle or high, for the words that people get and for their comments; `None`
/// off the scale. The borders are [`super::Metric::class`]'s.
///
/// ```
/// use outoften_core::Class;
/// use outoften_core::metric::figure::class;
/// use outoften_core::reading::Question;
/// assert_eq!(class(Question::Effort, 1), Some(Class::Promoter));
/// assert_eq!(class(Question::Satisfaction, 3), Some(Class::Passive));
/// assert_eq!(class(Question::Ease, 8), None);
/// ```
#[must_use]
pub fn class(question: Question, value: u8) -> Option<Class> {
    let (lowest, highest) = question.scale();
    let value = Score::new(value).filter(|value| (lowest..=highest).contains(&value.get()))?;
    Some(question.metric().class(value))
}

/// The answers to a question by step of its scale. `counts` holds one count for each whole number
/// from 0 to 10; what lies off the scale is left out.
#[must_use]
pub fn distribution(question: Question, counts: &Tally) -> Distribution {
    let (lowest, highest) = question.scale();
    let mut answers = Distribution::new(lowest, highest);
    for (value, count) in counts.iter() {
        answers.add_many(value.get(), count);
    }
    answers
}

impl Figure {
    /// Of answers counted by whole number, as in [`distribution`].
    ///
    /// ```
    /// use outoften_core::metric::figure::Figure;
    /// use outoften_core::reading::Question;
    /// use outoften_core::Tally;
    /// let counts = Tally::from_counts([0, 10, 10, 13, 32, 42, 0, 0, 0, 0, 0]);
    /// let satisfied = Figure::of(Question::Satisfaction, &counts);
    /// assert_eq!(satisfied.value.map(f64::round), Some(69.0));
    /// let effort = Figure::of(Question::Effort, &counts);
    /// assert_eq!(effort.value.map(|mean| (mean * 10.0).round()), Some(38.0));
    /// ```
    #[must_use]
    pub fn of(question: Question, counts: &Tally) -> Self {
        match question {
            Question::Recommend | Question::Missing => Self::of_points(counts),
            Question::Effort | Question::Ease => Self::of_mean(question, counts),
            Question::Satisfaction => {
                let answers = distribution(question, counts);
                let csat = Csat::of(&answers, SATISFIED_FROM, Level::P95);
                let limits = csat.interval.map(|limits| (limits.low, limits.high));
                Self { n: csat.n, value: csat.percent, limits }
            }
        }
    }

    fn of_points(counts: &Tally) -> Self {
        let nps = Nps::of(counts);
        let limits = nps.filter(|nps| nps.n() >= INTERVAL_FROM_N).map(|nps| {
            let interval = Interval::of(nps, Method::AdjustedWald, Level::P95);
            (interval.low, interval.high)
        });
        Self { n: nps.map_or(0, Nps::n), value: nps.map(Nps::points), limits }
    }

    fn of_mean(question: Question, counts: &Tally) -> Self {
        let answers = distribution(question, counts);
        let (lowest, highest) = scale(question);
        let half = answers.standard_error().map(|error| error * Level::P95.z());
        let limits = answers.mean().zip(half).filter(|_| answers.n() >= INTERVAL_FROM_N);
        Self {
            n: answers.n(),
            value: answers.mean(),
            limits: limits
                .map(|(mean, half)| ((mean - half).max(lowest), (mean + half).min(highest))),
        }
    }
}

/// How far two groups of different people are apart; `None` when either is empty.
///
/// ```
/// use outoften_core::metric::figure::difference;
/// use outoften_core::reading::Question;
/// use outoften_core::Tally;
/// let easy = Tally::from_counts([0, 60, 30, 5, 3, 2, 0, 0, 0, 0, 0]);
/// let hard = Tally::from_counts([0, 5, 15, 20, 30, 30, 0, 0, 0, 0, 0]);
/// let apart = difference(Question::Effort, &easy, &hard).unwrap();
/// assert!(apart.by < -2.0 && apart.p_value.unwrap() < 1e-9);
/// assert_eq!(difference(Question::Effort, &easy, &Tally::EMPTY), None);
/// ```
#[must_use]
pub fn difference(question: Question, first: &Tally, second: &Tally) -> Option<Difference> {
    match question {
        Question::Recommend | Question::Missing => {
            let (first, second) = (Nps::of(first)?, Nps::of(second)?);
            let compared = Comparison::of(first, second, Contrast::AdjustedWald, Level::P95);
            Some(Difference { by: compared.difference, p_value: compared.p_value })
        }
        Question::Effort | Question::Ease | Question::Satisfaction => {
            Some(apart(estimate(question, first)?, estimate(question, second)?))
        }
    }
}

/// What a difference is made of, where it is not of points: the mean, or the share with one more
/// satisfied and one more not (Agresti and Caffo), each with its standard error. `None` when nobody
/// answered.
pub(super) fn estimate(question: Question, counts: &Tally) -> Option<(f64, f64)> {
    let answers = distribution(question, counts);
    if question == Question::Satisfaction {
        let satisfied = answers.between(SATISFIED_FROM, u8::MAX);
        return (answers.n() > 0).then(|| share_of(satisfied, answers.n()));
    }
    answers.mean().zip(answers.standard_error())
}

/// Two estimates with their standard errors.
fn apart(first: (f64, f64), second: (f64, f64)) -> Difference {
    let by = first.0 - second.0;
    let error = first.1.hypot(second.1);
    let z = (error > 0.0).then(|| by / error);
    Difference { by, p_value: z.map(normal::two_sided_p) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Question; 5] = [
        Question::Recommend,
        Question::Effort,
        Question::Ease,
        Question::Satisfaction,
        Question::Missing,
    ];

    #[test]
    fn nothing_answered_is_no_figure() {
        for question in ALL {
            let none = Figure { n: 0, value: None, limits: None };
            assert_eq!(Figure::of(question, &Tally::EMPTY), none, "{question:?}");
            assert_eq!(difference(question, &Tally::EMPTY, &Tally::EMPTY), None, "{question:?}");
        }
    }

    #[test]
    fn figures_lie_on_their_scale_and_within_their_limits() {
        let counts = Tally::from_counts([0, 9, 1, 4, 30, 50, 0, 0, 0, 0, 0]);
        for question in ALL {
            let figure = Figure::of(question, &counts);
            let (value, (low, high)) = figure.value.zip(figure.limits).unwrap();
            let (lowest, highest) = scale(question);
            assert!(lowest <= low && low <= value && value <= high && high <= highest);
        }
    }

    #[test]
    fn what_lies_off_the_scale_is_left_out() {
        let counts = Tally::from_counts([7, 0, 0, 0, 0, 5, 0, 0, 0, 0, 9]);
        let figure = Figure::of(Question::Effort, &counts);
        assert_eq!((figure.n, figure.value), (5, Some(5.0)));
    }

    #[test]
    fn turning_two_groups_round_turns_the_sign_and_nothing_else() {
        let a = Tally::from_counts([0, 1, 2, 3, 20, 30, 0, 0, 0, 0, 0]);
        let b = Tally::from_counts([0, 9, 9, 9, 20, 10, 0, 0, 0, 0, 0]);
        for question in ALL {
            let (there, back) =
                (difference(question, &a, &b).unwrap(), difference(question, &b, &a).unwrap());
            assert_eq!((there.by, there.p_value), (-back.by, back.p_value), "{question:?}");
            assert_eq!(difference(question, &a, &a).unwrap().by, 0.0);
        }
    }

    #[test]
    fn shares_are_compared_with_one_more_success_and_failure() {
        // Agresti and Caffo: (60+1)/(100+2) - (40+1)/(100+2) = .1961; error .06865; z 2.856.
        let group = |yes: u64, no: u64| Tally::from_counts([0, no, 0, 0, 0, yes, 0, 0, 0, 0, 0]);
        let apart = difference(Question::Satisfaction, &group(60, 40), &group(40, 60)).unwrap();
        assert!((apart.by - 19.6078).abs() < 1e-3, "{apart:?}");
        assert!((apart.p_value.unwrap() - 0.00429).abs() < 1e-5, "{apart:?}");
    }
}
