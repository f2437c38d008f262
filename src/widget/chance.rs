//! Random names for displays. The only module that asks for randomness.

use outoften_core::time::Utc;

/// A UUID of version 7 (RFC 9562): the instant, then 74 random bits. It names a display, not a
/// person.
pub(super) fn display_id(now: Utc) -> String {
    let mut bytes = [0_u8; 16];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // A browser without randomness leaves zeros: the instant alone still tells displays apart.
        drop(crypto.get_random_values_with_u8_array(&mut bytes));
    }
    uuid_v7(now, bytes)
}

fn uuid_v7(now: Utc, random: [u8; 16]) -> String {
    let stamp = u128::from(now.as_ms().unsigned_abs() & 0xffff_ffff_ffff) << 80;
    let chance = u128::from_be_bytes(random) & !(u128::MAX << 80);
    let version = 0x7 << 76;
    let variant = 0x2 << 62;
    let value = stamp | (chance & !(0xf << 76) & !(0x3 << 62)) | version | variant;
    (0..32)
        .flat_map(|index| {
            let nibble = (value >> (124 - 4 * index)) as u32 & 0xf;
            let dash = matches!(index, 8 | 12 | 16 | 20).then_some('-');
            dash.into_iter().chain(char::from_digit(nibble, 16))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard() {
        let random = 0x0000_0000_0000_7cc3_98c4_dc0c_0c07_398f_u128.to_be_bytes();
        let id = uuid_v7(Utc::from_ms(0x017f_22e2_79b0), random);
        assert_eq!(id, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    }
}
