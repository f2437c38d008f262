//! MOVER: Wilson limits of the two shares, combined with their correlation (Newcombe, Statistics
//! in Medicine 1998; Zou and Donner 2008), on the unit scale. The Wilson
//! interval also serves the metrics that are one share.

use crate::nps::Shares;

/// Both limits within -1..=1.
pub(super) fn limits(shares: Shares, z: f64) -> (f64, f64) {
    let n = shares.n();
    let (detracting, promoting) = (shares.detractors / n, shares.promoters / n);
    let (detracting_low, detracting_high) = wilson(detracting, n, z);
    let (promoting_low, promoting_high) = wilson(promoting, n, z);
    let correlation = correlation(detracting, promoting);
    let theta = shares.theta();
    let low =
        theta - hypotenuse(promoting - promoting_low, detracting_high - detracting, correlation);
    let high =
        theta + hypotenuse(promoting_high - promoting, detracting - detracting_low, correlation);
    (low, high)
}

/// The Wilson interval of a share of `n` answers, on the unit scale.
///
/// # Arguments
/// `share` within 0..=1, `n` above 0, `z` as of [`super::Level::z`].
pub(crate) fn wilson(share: f64, n: f64, z: f64) -> (f64, f64) {
    let z2 = z * z;
    let centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = z / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    ((centre - half).max(0.0), (centre + half).min(1.0))
}

/// A promoter is not a detractor, so the two shares move against each other. 0 where undefined.
fn correlation(detracting: f64, promoting: f64) -> f64 {
    let spread = (1.0 - promoting) * (1.0 - detracting);
    if spread > 0.0 { -(promoting * detracting / spread).sqrt() } else { 0.0 }
}

/// The rounding of the last digit must not make the square negative.
fn hypotenuse(a: f64, b: f64, correlation: f64) -> f64 {
    (a * a + b * b - 2.0 * correlation * a * b).max(0.0).sqrt()
}
