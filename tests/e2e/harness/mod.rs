//! What the tests stand on.
//!
//! - `stage`: everything one test needs, joined; `desk`: the same for the Studio
//! - `checker`: what the accessibility checker finds
//! - `browser`, `start` and `driver`: a real browser with a profile of its own; `card`: the card in it
//! - `collector`: the real program with a database file
//! - `door`: the network between the two; `site`: the host's website; `http`: both their servers
//! - `shifts`: what of a page moves
//! - `until`: the only way to wait; `programs`: where things lie

#![allow(dead_code, unused_imports, reason = "each of the test programs uses its part")]

mod browser;
mod card;
pub mod checker;
mod collector;
mod desk;
mod door;
mod driver;
mod http;
mod programs;
mod shifts;
mod site;
mod stage;
mod start;
mod until;

pub use browser::{Browser, WITNESS};
pub use card::{ROOT, element};
pub use collector::Row;
pub use desk::Desk;
pub use door::{Asked, Door, Fault};
pub use programs::{axe, dist, examples, faulty_dist, integrity, stacks};
pub use site::{Page, Site};
pub use stage::{Stage, survey, survey_with};
pub use start::{Engine, Start};
pub use until::{stays, until};
