//! People a site knows: signed names, one vote per wave, asked by the server's memory instead of
//! a browser's.
//!
//! A site signs a name with a secret it shares with the collector. An unsigned name is never
//! believed, and a name is never stored: what is stored is a hash under a key that only the
//! collector has.

mod person;
mod signature;
pub mod ticket;

pub use person::{People, Person, Unidentified};
pub use signature::{Claim, SignatureError, SignatureKind, sign, verify};
