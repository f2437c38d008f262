//! The admin token that a start makes or finds.

use crate::clock::Clock;
use crate::store::{GivenToken, Role, Store, StoreError, TokenLine};
use crate::token::{GIVEN, generate, hash};

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
    Revoked,
}

/// Makes sure that there is an admin token. `given` is one that the operator brought along; the one
/// that was brought along before is worthless from now on.
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
            GivenToken::InUse => FirstToken::Known,
            GivenToken::Again => FirstToken::Again,
            GivenToken::Revoked => FirstToken::Revoked,
        });
    }
    if !store.tokens().await?.is_empty() {
        return Ok(FirstToken::Known);
    }
    let token = generate().map_err(|error| StoreError::Damaged(error.to_string()))?;
    store.add_token(&admin(&token, "first"), now_ms).await?;
    Ok(FirstToken::Made(token))
}
