//! An identified person, as far as the collector knows one: a keyed hash.

use hmac::Mac as _;

use super::signature::{Claim, SignatureError, mac, verify};
use crate::clock::Clock;
use crate::store::{Store, StoreError};
use crate::token::hex;

/// Somebody with a valid signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The same for one name everywhere; nobody without the collector's key can compute it.
    pub key: String,
    /// The id of this person's one answer in this wave.
    pub answer_id: String,
}

/// Why nobody could be identified.
#[derive(Debug)]
pub enum Unidentified {
    Signature(SignatureError),
    Store(StoreError),
}

/// Turns signed names into people.
pub struct People<'a> {
    /// Where the keys are.
    pub store: &'a Store,
    /// For expiry.
    pub clock: &'a Clock,
}

impl People<'_> {
    /// The person of a token.
    ///
    /// # Errors
    /// The token is not believed, or the database is unavailable.
    pub async fn identify(&self, survey: &str, token: &str) -> Result<Person, Unidentified> {
        let secrets = self.store.identity_secrets().await.map_err(Unidentified::Store)?;
        let secrets: Vec<Vec<u8>> = secrets.into_iter().map(|s| s.value.into_bytes()).collect();
        let claim = verify(&secrets, survey, token, self.clock.now());
        let Claim { name, wave } = claim.map_err(Unidentified::Signature)?;
        let key = self.own_key().await.map_err(Unidentified::Store)?;
        let answer = format!("answer\n{survey}\n{wave}\n{name}");
        Ok(Person { key: hashed(&key, &format!("name\n{name}")), answer_id: hashed(&key, &answer) })
    }

    /// The key of somebody by the site's name, for erasure.
    pub async fn key_of(&self, name: &str) -> Result<String, StoreError> {
        Ok(hashed(&self.own_key().await?, &format!("name\n{name}")))
    }

    async fn own_key(&self) -> Result<String, StoreError> {
        self.store.person_secret(self.clock.now().as_ms()).await
    }
}

fn hashed(key: &str, text: &str) -> String {
    let mut digits = hex(&mac(key.as_bytes(), text).finalize().into_bytes());
    digits.truncate(40);
    digits
}
