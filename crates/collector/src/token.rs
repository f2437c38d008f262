//! Tokens: made by chance, kept as hashes, compared in constant time.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::clock::Clock;
use crate::store::{Role, Store, StoreError, TokenLine};

/// Fewest characters of a token that an operator brings along.
pub const MIN_CHARS: usize = 24;

/// A new token: `oot_` and 256 bits of chance.
///
/// # Errors
/// The operating system gives no chance.
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

/// The entry of a token. Looks at every entry, whichever fits.
#[must_use]
pub fn find<'a>(lines: &'a [TokenLine], token: &str) -> Option<&'a TokenLine> {
    let hash = hash(token);
    let fits = |line: &&TokenLine| bool::from(line.hash.as_bytes().ct_eq(hash.as_bytes()));
    lines.iter().filter(fits).fold(None, |found, line| found.or(Some(line)))
}

/// Makes sure that there is an admin token. Returns one that was made now and must be shown: it
/// is kept nowhere else. `given` is one that the operator brought along, which is not shown.
///
/// # Errors
/// The database is unavailable.
pub async fn first_start(
    store: &Store,
    clock: &Clock,
    given: Option<&str>,
) -> Result<Option<String>, StoreError> {
    let made = match given {
        Some(_) => None,
        None if !store.tokens().await?.is_empty() => return Ok(None),
        None => Some(generate().map_err(|error| StoreError::Damaged(error.to_string()))?),
    };
    if let Some(token) = given.or(made.as_deref()) {
        let line = TokenLine {
            hash: hash(token),
            name: if given.is_some() { "given" } else { "first" }.to_owned(),
            role: Role::Admin,
            survey: None,
        };
        store.add_token(&line, clock.now().as_ms()).await?;
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_tokens_differ_and_only_the_right_one_is_found() {
        let (one, two) = (generate().unwrap(), generate().unwrap());
        assert_ne!(one, two);
        let lines = [TokenLine {
            hash: hash(&one),
            name: "one".to_owned(),
            role: Role::Admin,
            survey: None,
        }];
        assert!(find(&lines, &one).is_some());
        assert!(find(&lines, &two).is_none());
        assert!(find(&lines, &hash(&one)).is_none());
    }
}
