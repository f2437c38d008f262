//! Tokens: random, kept as hashes, compared in constant time.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Fewest characters of a token that an operator brings along.
pub const MIN_CHARS: usize = 24;

/// The name of the token that an operator brings along: there is one at a time.
pub const GIVEN: &str = "given";

/// The name of tokens that gave way to another of the operator's own. They come back if the operator
/// does; a token that was revoked keeps its name, and does not.
pub const REPLACED: &str = "given, replaced";

/// Whether a name belongs to tokens that an operator brings along.
#[must_use]
pub fn is_reserved(name: &str) -> bool {
    name == GIVEN || name == REPLACED
}

/// A new token: `oot_` and 256 random bits.
///
/// # Errors
/// The operating system gives no random bytes.
pub fn generate() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(format!("oot_{}", hex(&bytes)))
}

/// What is kept of a token.
#[must_use]
pub fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A random id for an answer or a key.
///
/// # Errors
/// The operating system gives no random bytes.
pub fn random_id() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

/// Whether two hashes are equal; takes as long whichever character differs.
#[must_use]
pub fn is_same(hash: &str, other: &str) -> bool {
    hash.as_bytes().ct_eq(other.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_tokens_differ_and_only_the_right_one_is_found() {
        let (one, two) = (generate().unwrap(), generate().unwrap());
        assert_ne!(one, two);
        assert!(is_same(&hash(&one), &hash(&one)));
        assert!(!is_same(&hash(&two), &hash(&one)));
        assert!(!is_same(&hash(&hash(&one)), &hash(&one)));
    }
}
