//! Holm's correction: what p-values are worth when many segments are tested at once.
//!
//! Twenty segments without any difference give one "significant" one by luck alone. Holm (1979)
//! holds the chance of a single false alarm at the level, whatever the dependence.

/// The adjusted p-values, in the order given. Compare each with `1 - level`.
///
/// ```
/// use outoften_core::holm::adjusted;
/// assert_eq!(adjusted(&[0.01, 0.04, 0.03]), [0.03, 0.06, 0.06]);
/// ```
#[must_use]
pub fn adjusted(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = p_values.iter().copied().enumerate().collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut result = vec![1.0; p_values.len()];
    let mut highest_so_far = 0.0_f64;
    for (rank, (index, p)) in order.into_iter().enumerate() {
        let remaining = (p_values.len() - rank) as f64;
        // A smaller p-value never ends above a larger one.
        highest_so_far = highest_so_far.max((p * remaining).min(1.0));
        if let Some(slot) = result.get_mut(index) {
            *slot = highest_so_far;
        }
    }
    result
}

/// The same for comparisons of which some have no p-value: these stay without one and count for
/// nothing.
///
/// ```
/// use outoften_core::holm::adjusted_where_known;
/// assert_eq!(adjusted_where_known(&[None, Some(0.01), Some(0.04)]), [None, Some(0.02), Some(0.04)]);
/// ```
#[must_use]
pub fn adjusted_where_known(p_values: &[Option<f64>]) -> Vec<Option<f64>> {
    let known: Vec<f64> = p_values.iter().copied().flatten().collect();
    let mut adjusted = adjusted(&known).into_iter();
    p_values.iter().map(|p| p.and_then(|_| adjusted.next())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_in_nothing_out() {
        assert!(adjusted(&[]).is_empty());
        assert_eq!(adjusted(&[0.7]), [0.7]);
        assert_eq!(adjusted(&[0.9, 0.8]), [1.0, 1.0]);
    }

    proptest! {
        #[test]
        fn never_below_the_raw_value_and_in_the_same_order(p in prop::collection::vec(0.0..=1.0, 0..30)) {
            let result = adjusted(&p);
            for i in 0..p.len() {
                prop_assert!(result[i] >= p[i] && result[i] <= 1.0);
                for j in 0..p.len() {
                    prop_assert!(p[i] > p[j] || result[i] <= result[j]);
                }
            }
        }
    }
}
