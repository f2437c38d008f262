//! Who belongs to a sample: the same visitors each time, so that 10 % stays 10 %.
//!
//! A hash of the visitor's sampling key, the survey and the wave decides. A throw of dice at each page
//! view would draw nearly everybody in the end. The key is a signed person's name, or a random number
//! that stays in the browser and is never sent. The sample comes after the fatigue rule and changes
//! nothing in it.

/// Whether the visitor with this key is in the sample. A new wave draws other visitors.
///
/// ```
/// use outoften_core::sampling::is_drawn;
/// assert!(is_drawn("any", "acme", "", 100));
/// assert!(!is_drawn("any", "acme", "", 0));
/// assert_eq!(is_drawn("7", "acme", "2026", 10), is_drawn("7", "acme", "2026", 10));
/// ```
#[must_use]
pub fn is_drawn(key: &str, survey: &str, wave: &str, percent: u8) -> bool {
    // FNV-1a over the three names (a separator keeps "ab"+"c" apart from "a"+"bc"), then the
    // finaliser of MurmurHash3, because the low bits of FNV alone follow the last letter.
    hash_of(&[key, survey, wave]) % 100 < u64::from(percent)
}

fn hash_of(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// The numbers below `count` in an order that the key decides: the same for the same key, and every
/// order equally likely over all keys (Fisher and Yates).
///
/// ```
/// use outoften_core::sampling::shuffled;
/// let mut order = shuffled("a key", 5);
/// assert_eq!(order, shuffled("a key", 5));
/// order.sort_unstable();
/// assert_eq!(order, [0, 1, 2, 3, 4]);
/// ```
#[must_use]
pub fn shuffled(key: &str, count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut random = hash_of(&[key]);
    for last in (1..count).rev() {
        let other = (random >> 33) as usize % (last + 1);
        random = random.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
        order.swap(last, other);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(wave: &str, percent: u8) -> Vec<u32> {
        (0..10_000_u32).filter(|key| is_drawn(&key.to_string(), "acme", wave, percent)).collect()
    }

    #[test]
    fn the_share_is_kept_and_grows_by_adding() {
        for percent in [1, 10, 50, 90] {
            let share = drawn("", percent).len() as f64 / 100.0;
            // Four standard deviations of a binomial share.
            let margin =
                4.0 * (f64::from(percent) * (100.0 - f64::from(percent)) / 10_000.0).sqrt();
            assert!((share - f64::from(percent)).abs() < margin, "{percent}: {share}");
        }
        let (ten, twenty) = (drawn("", 10), drawn("", 20));
        assert!(ten.iter().all(|key| twenty.contains(key)));
    }

    #[test]
    fn each_place_is_as_likely_as_any_other() {
        let mut counts = [[0_u32; 4]; 4];
        for key in 0..8_000_u32 {
            let order = shuffled(&key.to_string(), 4);
            for (place, value) in order.into_iter().enumerate() {
                counts[place][value] += 1;
            }
        }
        // 2,000 expected; four standard deviations are 155.
        assert!(
            counts.as_flattened().iter().all(|count| count.abs_diff(2_000) < 155),
            "{counts:?}"
        );
        assert_eq!((shuffled("a", 0), shuffled("a", 1)), (vec![], vec![0]));
    }

    #[test]
    fn waves_draw_independently() {
        let (first, second) = (drawn("1", 50), drawn("2", 50));
        let both = first.iter().filter(|key| second.contains(key)).count();
        assert!((2_300..2_700).contains(&both), "{both}");
    }
}
