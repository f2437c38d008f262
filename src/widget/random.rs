//! Random names for displays, and random waits. The only module that asks for randomness.

use outoften_core::color::push_hex;
use outoften_core::time::Utc;

/// A UUID of version 7 (RFC 9562): the instant, then 74 random bits. It names a display, not a
/// person.
pub(super) fn display_id(now: Utc) -> String {
    let mut bytes = [0_u8; 16];
    if let Some(crypto) = super::global::window().and_then(|window| window.crypto().ok()) {
        // A browser without randomness leaves zeros: the instant alone still tells displays apart.
        drop(crypto.get_random_values_with_u8_array(&mut bytes));
    }
    uuid_v7(now, bytes)
}

/// 32 random bits, for waits that nobody needs to be unable to guess.
pub(super) fn bits() -> u32 {
    (js_sys::Math::random() * 4_294_967_296.0) as u32
}

fn uuid_v7(now: Utc, mut bytes: [u8; 16]) -> String {
    let [.., a, b, c, d, e, f] = now.as_ms().to_be_bytes();
    let [stamp @ .., version, _, variant, _, _, _, _, _, _, _] = &mut bytes;
    *stamp = [a, b, c, d, e, f];
    *version = 0x70 | (*version & 0x0f);
    *variant = 0x80 | (*variant & 0x3f);
    let mut id = String::with_capacity(36);
    for (index, byte) in bytes.into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            id.push('-');
        }
        push_hex(&mut id, byte);
    }
    id
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
