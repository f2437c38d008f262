//! Tickets: the collector's own word that it showed a question, signed for one answer.
//!
//! `<kind><version>.<issued>.<signature>`, the instant in milliseconds since 1970, the signature
//! HMAC-SHA-256 over kind, survey, the answer's id, the site's origin and the instant, base64url
//! without padding. Because the answer's id is signed, a ticket is good for one row and no more:
//! the table's key sees to that, and nothing has to be remembered. A program can fetch tickets
//! too, but one at a time, from an address whose speed is limited.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::Mac as _;
use outoften_core::time::Utc;

use super::signature::mac;

/// Clocks of two nodes may differ by so much.
const SKEW_MS: i64 = 120_000;
const DAY_MS: i64 = 86_400_000;

/// What a ticket is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketKind {
    /// A card that was shown on a site.
    Card,
    /// A hosted form.
    Form,
    /// A hosted form that a program seems to have opened: what it answers is counted apart.
    Scanned,
    /// A link to a short survey after a problem was solved.
    Invitation,
}

impl TicketKind {
    const ALL: [Self; 4] = [Self::Card, Self::Form, Self::Scanned, Self::Invitation];

    const fn prefix(self) -> &'static str {
        match self {
            Self::Card => "d1",
            Self::Form => "f1",
            Self::Scanned => "s1",
            Self::Invitation => "k1",
        }
    }

    /// How long it is good: a card keeps an answer it cannot send for seven days, a mail may lie
    /// for a month.
    const fn good_for_ms(self) -> i64 {
        match self {
            Self::Card | Self::Form | Self::Scanned => 8 * DAY_MS,
            Self::Invitation => 30 * DAY_MS,
        }
    }
}

/// What a ticket is bound to.
#[derive(Clone, Copy, Debug)]
pub struct Bound<'a> {
    pub survey: &'a str,
    pub answer: &'a str,
    /// The site it was shown on, as the browser says it; empty where there is none.
    pub origin: &'a str,
}

/// What a valid ticket says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// What it was issued for.
    pub kind: TicketKind,
    /// How long ago; never below 0.
    pub age_ms: i64,
}

/// Why a ticket is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketError {
    /// Not of the form above.
    Malformed,
    /// Changed, or issued for another answer, survey or site.
    Forged,
    /// Its time is over.
    Expired,
    /// Issued in the future.
    Early,
}

impl fmt::Display for TicketError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "display must be the token that POST /v1/events gave, or absent",
            Self::Forged => {
                "display was not given for this answer, survey and site: leave it out or ask \
                 POST /v1/events for another"
            }
            Self::Expired => "display has expired: it is good for eight days",
            Self::Early => "display was given in the future: set this node's clock",
        })
    }
}

/// Signs a ticket.
///
/// ```
/// use outoften_collector::identity::ticket::{Bound, TicketKind, issue, verify};
/// use outoften_core::time::Utc;
/// let shown = Utc::from_ms(1_800_000_000_000);
/// let bound = Bound { survey: "acme", answer: "0192-abcd", origin: "https://shop.example" };
/// let ticket = issue("key", TicketKind::Card, &bound, shown);
/// let answered = Utc::from_ms(1_800_000_004_200);
/// assert_eq!(verify("key", &bound, &ticket, answered).unwrap().age_ms, 4_200);
/// let replayed = Bound { answer: "another-one", ..bound };
/// assert!(verify("key", &replayed, &ticket, answered).is_err());
/// ```
#[must_use]
pub fn issue(key: &str, kind: TicketKind, bound: &Bound<'_>, now: Utc) -> String {
    let issued_ms = now.as_ms();
    let signature = mac(key.as_bytes(), &signed_text(kind, bound, issued_ms));
    let signature = BASE64.encode(signature.finalize().into_bytes());
    format!("{}.{issued_ms}.{signature}", kind.prefix())
}

/// Reads a ticket; the signature is checked before the time.
///
/// # Errors
/// See [`TicketError`].
pub fn verify(key: &str, bound: &Bound<'_>, ticket: &str, now: Utc) -> Result<Ticket, TicketError> {
    let parts: Vec<&str> = ticket.split('.').collect();
    let [prefix, issued, signature] = parts.as_slice() else { return Err(TicketError::Malformed) };
    let kind = TicketKind::ALL.into_iter().find(|kind| kind.prefix() == *prefix);
    let kind = kind.ok_or(TicketError::Malformed)?;
    let issued_ms = super::signature::number(issued).ok_or(TicketError::Malformed)?;
    let signature = BASE64.decode(signature).map_err(|_| TicketError::Malformed)?;
    let text = signed_text(kind, bound, issued_ms);
    mac(key.as_bytes(), &text).verify_slice(&signature).map_err(|_| TicketError::Forged)?;
    let age_ms = now.as_ms().saturating_sub(issued_ms);
    match age_ms {
        age if age < -SKEW_MS => Err(TicketError::Early),
        age if age > kind.good_for_ms() + SKEW_MS => Err(TicketError::Expired),
        age => Ok(Ticket { kind, age_ms: age.max(0) }),
    }
}

fn signed_text(kind: TicketKind, bound: &Bound<'_>, issued_ms: i64) -> String {
    let Bound { survey, answer, origin } = bound;
    format!("{}\n{survey}\n{answer}\n{origin}\n{issued_ms}", kind.prefix())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW_MS: i64 = 1_800_000_000_000;
    const HERE: Bound<'static> =
        Bound { survey: "acme", answer: "0192-abcd", origin: "https://shop.example" };

    fn at(ms: i64) -> Utc {
        Utc::from_ms(ms)
    }

    #[test]
    fn a_ticket_is_good_for_one_answer_on_one_site_of_one_survey() {
        let ticket = issue("key", TicketKind::Card, &HERE, at(NOW_MS));
        let check = |key, bound: &Bound<'_>| verify(key, bound, &ticket, at(NOW_MS));
        assert_eq!(check("key", &HERE), Ok(Ticket { kind: TicketKind::Card, age_ms: 0 }));
        let forged = Err(TicketError::Forged);
        assert_eq!(check("key", &Bound { answer: "another", ..HERE }), forged);
        assert_eq!(check("key", &Bound { survey: "other", ..HERE }), forged);
        assert_eq!(check("key", &Bound { origin: "https://evil.example", ..HERE }), forged);
        assert_eq!(check("key", &Bound { origin: "", ..HERE }), forged);
        assert_eq!(check("another key", &HERE), forged);
    }

    #[test]
    fn time_is_kept_with_two_minutes_of_grace() {
        let issued =
            |kind, ms| verify("key", &HERE, &issue("key", kind, &HERE, at(ms)), at(NOW_MS));
        assert_eq!(issued(TicketKind::Card, NOW_MS + 120_000).map(|ticket| ticket.age_ms), Ok(0));
        assert_eq!(issued(TicketKind::Card, NOW_MS + 120_001), Err(TicketError::Early));
        assert!(issued(TicketKind::Card, NOW_MS - 8 * DAY_MS - 120_000).is_ok());
        assert_eq!(
            issued(TicketKind::Card, NOW_MS - 8 * DAY_MS - 120_001),
            Err(TicketError::Expired)
        );
        assert!(issued(TicketKind::Invitation, NOW_MS - 29 * DAY_MS).is_ok());
        assert_eq!(issued(TicketKind::Invitation, NOW_MS - 31 * DAY_MS), Err(TicketError::Expired));
        assert_eq!(issued(TicketKind::Form, i64::MIN), Err(TicketError::Expired));
    }

    #[test]
    fn what_is_no_ticket_is_malformed() {
        for bad in [
            "",
            "d1",
            "d1.1",
            "x1.1.AA",
            "d1.x.AA",
            "d1.1.!",
            "d1.1.AA.AA",
            "d1.1.5.AA",
            "d1.+1.AA",
            "d1.01.AA",
        ] {
            assert_eq!(verify("key", &HERE, bad, at(NOW_MS)), Err(TicketError::Malformed), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_changed_character_is_found(at_index: prop::sample::Index, to in "[A-Za-z0-9._-]") {
            let ticket = issue("key", TicketKind::Card, &HERE, at(NOW_MS));
            let place = at_index.index(ticket.len());
            let changed = format!("{}{to}{}", &ticket[..place], &ticket[place + 1..]);
            prop_assume!(changed != ticket);
            prop_assert!(verify("key", &HERE, &changed, at(NOW_MS)).is_err());
        }
    }
}
