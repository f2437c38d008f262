//! The score interval of a difference of paired proportions (Tango, Statistics in Medicine 1998),
//! on the unit scale. Only [`super`] calls it.

use crate::nps::Shares;

/// Both limits within -1..=1.
pub(super) fn limits(shares: Shares, z: f64) -> (f64, f64) {
    let theta = shares.theta();
    let n = shares.n();
    let low = if shares.detractors >= n { -1.0 } else { solve(shares, z, -1.0, theta) };
    let high = if shares.promoters >= n { 1.0 } else { solve(shares, -z, theta, 1.0) };
    (low, high)
}

/// Where the statistic, which falls as the trial rises, crosses `target`.
fn solve(shares: Shares, target: f64, mut low: f64, mut high: f64) -> f64 {
    for _ in 0..64 {
        let middle = f64::midpoint(low, high);
        if statistic(shares, middle) > target { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The score statistic of the hypothesis that the true difference is `trial`.
fn statistic(shares: Shares, trial: f64) -> f64 {
    let (n, b, c) = (shares.n(), shares.detractors, shares.promoters);
    let quadratic = 2.0 * n;
    let linear = -b - c + (2.0 * n - c + b) * trial;
    let constant = -b * trial * (1.0 - trial);
    let root = (linear * linear - 4.0 * quadratic * constant).max(0.0).sqrt();
    let restricted = (root - linear) / (2.0 * quadratic);
    (c - b - n * trial) / (n * (2.0 * restricted + trial * (1.0 - trial))).sqrt()
}
