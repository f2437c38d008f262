//! Who belongs to a sample: the same visitors each time, so that 10 % stays 10 %.
//!
//! A hash of a lot, the survey and the wave, not a throw of dice at each page view, which would
//! draw nearly everybody in the end. The lot is a signed person's name or a random number that
//! stays in the browser; it is never sent. Comes after the fatigue rule and changes nothing in it.

/// Whether a lot is drawn. A new wave draws other lots.
///
/// ```
/// use outoften_core::sampling::is_drawn;
/// assert!(is_drawn("any", "acme", "", 100));
/// assert!(!is_drawn("any", "acme", "", 0));
/// assert_eq!(is_drawn("7", "acme", "2026", 10), is_drawn("7", "acme", "2026", 10));
/// ```
#[must_use]
pub fn is_drawn(lot: &str, survey: &str, wave: &str, percent: u8) -> bool {
    // FNV-1a over the three names (a separator keeps "ab"+"c" apart from "a"+"bc"), then the
    // finaliser of MurmurHash3, because the low bits of FNV alone follow the last letter.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in [lot, survey, wave] {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (hash ^ (hash >> 33)) % 100 < u64::from(percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(wave: &str, percent: u8) -> Vec<u32> {
        (0..10_000_u32).filter(|lot| is_drawn(&lot.to_string(), "acme", wave, percent)).collect()
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
        assert!(ten.iter().all(|lot| twenty.contains(lot)));
    }

    #[test]
    fn waves_draw_independently() {
        let (first, second) = (drawn("1", 50), drawn("2", 50));
        let both = first.iter().filter(|lot| second.contains(lot)).count();
        assert!((2_300..2_700).contains(&both), "{both}");
    }
}
