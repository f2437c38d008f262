//! Signed names and tickets: only what was signed is believed, letter for letter.

use outoften_collector::identity::ticket::{self, Bound};
use outoften_collector::identity::{SignatureKind, sign, verify};
use outoften_core::time::Utc;

const NOW_MS: i64 = 1_800_000_000_000;
const KEY: &str = "the collector's own key, which no sender knows";

/// The first two bytes say where a valid token is cut and how much of it goes; the rest is put
/// there. What is still believed is what was signed; so is what is put there, taken alone (a fuzzer
/// that sees what is compared does find the right letters).
pub fn check(input: &[u8]) {
    let [at, length, put @ ..] = input else { return };
    let Ok(put) = std::str::from_utf8(put) else { return };
    let (now, at, length) = (Utc::from_ms(NOW_MS), usize::from(*at), usize::from(*length));
    let bound = Bound { survey: "acme", answer: "0192-abcd", origin: "https://shop.example" };
    for kind in [ticket::TicketKind::Card, ticket::TicketKind::Form, ticket::TicketKind::Invitation]
    {
        let issued = ticket::issue(KEY, kind, &bound, now);
        let changed = changed(&issued, at, length, put);
        let believed = |ticket: &str| {
            ticket::verify(KEY, &bound, ticket, now).is_ok_and(|read| read.kind == kind)
        };
        assert_eq!(believed(&changed), changed == issued, "{changed:?} instead of {issued:?}");
        assert_eq!(believed(put), put == issued, "{put:?}");
    }
    let secrets = [KEY.as_bytes().to_vec()];
    for kind in [SignatureKind::Link, SignatureKind::Page] {
        let signed = sign(KEY.as_bytes(), kind, "acme", "ana", "w1", NOW_MS / 1_000 + 60);
        let changed = changed(&signed, at, length, put);
        let believed = |token: &str| {
            verify(&secrets, "acme", token, now).is_ok() && token.starts_with(&signed[..4])
        };
        assert_eq!(believed(&changed), changed == signed, "{changed:?} instead of {signed:?}");
        assert_eq!(believed(put), put == signed, "{put:?}");
        let named = sign(KEY.as_bytes(), kind, "acme", put, put, NOW_MS / 1_000 + 60);
        let claim = verify(&secrets, "acme", &named, now).expect("what was signed is believed");
        assert_eq!((claim.name.as_str(), claim.wave.as_str()), (put, put));
    }
}

fn changed(token: &str, at: usize, length: usize, put: &str) -> String {
    let at = at % (token.len() + 1);
    let end = (at + length).min(token.len());
    format!("{}{put}{}", &token[..at], &token[end..])
}
