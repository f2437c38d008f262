//! The signed name: `v1p.<name>.<wave>.<expiry>.<signature>`.
//!
//! Name, wave and signature are base64url without padding, the expiry is seconds since 1970. The
//! signature is HMAC-SHA-256 over `<version>.<survey>.<name>.<wave>.<expiry>`, all as they stand
//! in the token. `v1p` is for a page and good for a day at most, `v1l` for a link in a mail.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use outoften_core::time::Utc;
use sha2::Sha256;

/// Clocks of two servers may differ by so much.
const SKEW_S: i64 = 120;

/// What a token is for; decides how long it may be good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureKind {
    /// Made by a site for the visitor of a page.
    Page,
    /// Made for a link that waits in an inbox.
    Link,
}

impl SignatureKind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Page => "v1p",
            Self::Link => "v1l",
        }
    }

    /// The longest a token of this kind may be good, in seconds.
    #[must_use]
    pub const fn longest_s(self) -> i64 {
        match self {
            Self::Page => 86_400,
            Self::Link => 92 * 86_400,
        }
    }

    fn from_prefix(prefix: &str) -> Option<Self> {
        [Self::Page, Self::Link].into_iter().find(|kind| kind.prefix() == prefix)
    }
}

/// What a valid token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The site's name for the person.
    pub name: String,
    /// The round of asking; one vote per person and wave.
    pub wave: String,
}

/// Why a token is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureError {
    /// Not of the form above.
    Malformed,
    /// Signed with no key in use, or changed since.
    Forged,
    /// Its time is over.
    Expired,
    /// Good for longer than its kind may be.
    TooLong,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "the person's token has not five parts separated by dots",
            Self::Forged => "the person's token is not signed with a secret in use",
            Self::Expired => "the person's token has expired: sign a new one",
            Self::TooLong => "the person's token is good for too long: at most a day for a page",
        })
    }
}

/// Signs a name.
///
/// ```
/// use outoften_collector::identity::{SignatureKind, sign, verify};
/// use outoften_core::time::Utc;
/// let now = Utc::from_ms(1_800_000_000_000);
/// let token = sign(b"a secret", SignatureKind::Page, "acme", "customer 7", "2026-Q4", 1_800_003_600);
/// let claim = verify(&[b"a secret".to_vec()], "acme", &token, now).unwrap();
/// assert_eq!((claim.name.as_str(), claim.wave.as_str()), ("customer 7", "2026-Q4"));
/// assert!(verify(&[b"a secret".to_vec()], "other", &token, now).is_err());
/// ```
#[must_use]
pub fn sign(
    secret: &[u8],
    kind: SignatureKind,
    survey: &str,
    name: &str,
    wave: &str,
    expiry_s: i64,
) -> String {
    let (prefix, name, wave) = (kind.prefix(), BASE64.encode(name), BASE64.encode(wave));
    let signature = mac(secret, &signed_text(prefix, survey, &name, &wave, expiry_s));
    let signature = BASE64.encode(signature.finalize().into_bytes());
    format!("{prefix}.{name}.{wave}.{expiry_s}.{signature}")
}

/// A number as it is signed: no sign that is not needed, no leading zeros. One token, one spelling.
pub(super) fn number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number: &i64| number.to_string() == text)
}

/// Reads a token signed with any of these secrets.
///
/// # Errors
/// See [`SignatureError`]; the signature is checked before the time.
pub fn verify(
    secrets: &[Vec<u8>],
    survey: &str,
    token: &str,
    now: Utc,
) -> Result<Claim, SignatureError> {
    let parts: Vec<&str> = token.split('.').collect();
    let [prefix, name, wave, expiry, signature] = parts.as_slice() else {
        return Err(SignatureError::Malformed);
    };
    let kind = SignatureKind::from_prefix(prefix).ok_or(SignatureError::Malformed)?;
    let expiry_s = number(expiry).ok_or(SignatureError::Malformed)?;
    let signature = BASE64.decode(signature).map_err(|_| SignatureError::Malformed)?;
    let text = signed_text(prefix, survey, name, wave, expiry_s);
    // Every secret is tried, in constant time each.
    let fits = |secret: &&Vec<u8>| mac(secret, &text).verify_slice(&signature).is_ok();
    if secrets.iter().filter(fits).count() == 0 {
        return Err(SignatureError::Forged);
    }
    let now_s = now.as_ms().div_euclid(1_000);
    if expiry_s.saturating_add(SKEW_S) < now_s {
        return Err(SignatureError::Expired);
    }
    if expiry_s > now_s + kind.longest_s() + SKEW_S {
        return Err(SignatureError::TooLong);
    }
    let text = |part: &str| {
        let bytes = BASE64.decode(part).map_err(|_| SignatureError::Malformed)?;
        String::from_utf8(bytes).map_err(|_| SignatureError::Malformed)
    };
    Ok(Claim { name: text(name)?, wave: text(wave)? })
}

fn signed_text(prefix: &str, survey: &str, name: &str, wave: &str, expiry_s: i64) -> String {
    format!("{prefix}.{survey}.{name}.{wave}.{expiry_s}")
}

/// A keyed hash; HMAC takes a key of any length.
pub(super) fn mac(key: &[u8], text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW_S: i64 = 1_800_000_000;

    fn check(token: &str) -> Result<Claim, SignatureError> {
        let secrets = [b"new".to_vec(), b"old".to_vec()];
        verify(&secrets, "acme", token, Utc::from_ms(NOW_S * 1_000))
    }

    #[test]
    fn two_secrets_are_good_and_a_third_is_not() {
        let with = |secret| check(&sign(secret, SignatureKind::Page, "acme", "u", "", NOW_S + 60));
        assert!(with(b"new").is_ok() && with(b"old").is_ok());
        assert_eq!(with(b"lost"), Err(SignatureError::Forged));
        assert_eq!(with(b""), Err(SignatureError::Forged));
    }

    #[test]
    fn time_is_kept_with_two_minutes_of_grace() {
        let until = |kind, expiry_s| check(&sign(b"new", kind, "acme", "u", "", expiry_s));
        assert!(until(SignatureKind::Page, NOW_S - 120).is_ok());
        assert_eq!(until(SignatureKind::Page, NOW_S - 121), Err(SignatureError::Expired));
        assert!(until(SignatureKind::Page, NOW_S + 86_400).is_ok());
        assert_eq!(until(SignatureKind::Page, NOW_S + 86_521), Err(SignatureError::TooLong));
        assert!(until(SignatureKind::Link, NOW_S + 90 * 86_400).is_ok());
        assert_eq!(until(SignatureKind::Link, i64::MAX), Err(SignatureError::TooLong));
    }

    #[test]
    fn what_is_no_token_is_malformed() {
        for bad in ["", "user-7", "v1p.dQ", "v2p.dQ..1.AA", "v1p.dQ..x.AA", "v1p.dQ..1.!", "....."]
        {
            assert_eq!(check(bad), Err(SignatureError::Malformed), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_changed_character_is_found(at: prop::sample::Index, to in "[A-Za-z0-9._-]") {
            let token = sign(b"new", SignatureKind::Page, "acme", "customer", "wave", NOW_S + 60);
            let at = at.index(token.len());
            let changed = format!("{}{to}{}", &token[..at], &token[at + 1..]);
            prop_assume!(changed != token);
            // The last character of the signature has two unused bits: those must be zero.
            prop_assert!(check(&changed).is_err());
        }
    }
}
