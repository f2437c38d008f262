//! The standard normal distribution: its tail and its quantile, and nothing else of statistics.

use std::f64::consts::{PI, SQRT_2};

/// The chance that a standard normal value lies above `z`. Accurate far out, where `1 - Phi(z)`
/// would be 0.
///
/// ```
/// use outoften_core::normal::upper_tail;
/// assert!((upper_tail(1.959_963_984_540_054) - 0.025).abs() < 1e-15);
/// assert!(upper_tail(10.0) > 0.0);
/// ```
#[must_use]
pub fn upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z / SQRT_2)
}

/// The two-sided p-value of `z`: the chance of a value at least as far from 0.
///
/// ```
/// use outoften_core::normal::two_sided_p;
/// assert!((two_sided_p(-1.959_963_984_540_054) - 0.05).abs() < 1e-15);
/// ```
#[must_use]
pub fn two_sided_p(z: f64) -> f64 {
    libm::erfc(z.abs() / SQRT_2)
}

/// The `z` above which `tail` of the distribution lies, for a tail within (0, 0.5].
///
/// A first guess (Abramowitz and Stegun, 26.2.23, good to three digits) is made exact by Newton's
/// steps, each of which doubles the digits, so that it agrees with [`upper_tail`].
///
/// ```
/// use outoften_core::normal::upper_quantile;
/// assert!((upper_quantile(0.025) - 1.959_963_984_540_054).abs() < 1e-14);
/// ```
#[must_use]
pub fn upper_quantile(tail: f64) -> f64 {
    let t = (-2.0 * tail.ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut z = t - above / below;
    for _ in 0..3 {
        z += (upper_tail(z) - tail) / density(z);
    }
    z
}

fn density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_agree_with_printed_tables() {
        for (tail, z) in [
            (0.5, 0.0),
            (0.2, 0.841_621_233_572_914_2),
            (0.05, 1.644_853_626_951_472_2),
            (0.025, 1.959_963_984_540_054),
            (0.005, 2.575_829_303_548_901),
        ] {
            assert!((upper_quantile(tail) - z).abs() < 1e-13, "{tail}");
        }
    }

    #[test]
    fn tail_and_quantile_are_inverse_over_the_whole_range() {
        for exponent in 1..=160 {
            let tail = 0.5 * 10.0_f64.powf(-0.1 * f64::from(exponent));
            let back = upper_tail(upper_quantile(tail));
            assert!((back / tail - 1.0).abs() < 1e-12, "{tail}: {back}");
        }
    }

    #[test]
    fn the_tail_keeps_its_digits_far_out() {
        let ratio = two_sided_p(8.600_732_686_214_938) / 7.920_878_092_692_484e-18;
        assert!((ratio - 1.0).abs() < 1e-9, "{ratio}");
    }
}
