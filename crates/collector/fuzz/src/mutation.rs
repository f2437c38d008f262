//! Changed copies of a seed, the same in every run: where no coverage guides, at least everything
//! near what is known to matter.

/// Bytes that parsers look at.
const TELLING: &[u8] = b"{}[]\":,.-+=@'\\/*0129eE\t\r\n \x00\xff\xef\xbb\xbf\x1f";

/// Numbers that look like chance (xorshift), from a beginning.
pub struct Chance(u64);

impl Chance {
    /// The same numbers for the same beginning.
    #[must_use]
    pub fn new(beginning: u64) -> Self {
        Self(beginning.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }
}

/// A copy with one to four changes; some take a part of another seed.
#[must_use]
pub fn changed(seed: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len() + 1);
        let end = at + chance.below((bytes.len() - at).min(16) + 1);
        match chance.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.insert(at, TELLING[chance.below(TELLING.len())]),
            2 if at < bytes.len() => bytes[at] = TELLING[chance.below(TELLING.len())],
            3 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            4 => {
                let again = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, again));
            }
            _ if !other.is_empty() => {
                let from = chance.below(other.len());
                let to = from + chance.below((other.len() - from).min(64)) + 1;
                drop(bytes.splice(at..end, other[from..to].iter().copied()));
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}
