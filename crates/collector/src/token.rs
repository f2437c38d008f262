//! Tokens: made by chance, kept as hashes, compared in constant time.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::clock::Clock;
use crate::store::{Brought, REPLACED, Role, Store, StoreError, TokenLine};

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

/// The name of the token that an operator brings along: there is one at a time.
pub const GIVEN: &str = "given";

/// Whether a name belongs to tokens that an operator brings along.
#[must_use]
pub fn is_reserved(name: &str) -> bool {
    name == GIVEN || name == REPLACED
}

/// What became of the admin token at a start.
#[derive(Debug, PartialEq, Eq)]
pub enum FirstToken {
    /// It was made now and must be shown: it is kept nowhere else.
    Made(String),
    /// There is one that is known to somebody.
    Known,
    /// The operator went back to an earlier one; the one in between opens nothing any more.
    Again,
    /// The operator brought one along that was revoked: it opens nothing.
    Worthless,
}

/// Makes sure that there is an admin token. `given` is one that the operator brought along; the one
/// that was brought along before is worthless from now on.
///
/// # Errors
/// The database is unavailable.
pub async fn first_start(
    store: &Store,
    clock: &Clock,
    given: Option<&str>,
) -> Result<FirstToken, StoreError> {
    let now_ms = clock.now().as_ms();
    let admin = |token: &str, name: &str| TokenLine {
        hash: hash(token),
        name: name.to_owned(),
        role: Role::Admin,
        survey: None,
    };
    if let Some(token) = given {
        return Ok(match store.replace_token(&admin(token, GIVEN), now_ms).await? {
            Brought::InUse => FirstToken::Known,
            Brought::Again => FirstToken::Again,
            Brought::Worthless => FirstToken::Worthless,
        });
    }
    if !store.tokens().await?.is_empty() {
        return Ok(FirstToken::Known);
    }
    let token = generate().map_err(|error| StoreError::Damaged(error.to_string()))?;
    store.add_token(&admin(&token, "first"), now_ms).await?;
    Ok(FirstToken::Made(token))
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
