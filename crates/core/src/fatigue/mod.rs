//! The fatigue rule: who may be asked again, and from when.
//!
//! A history of events, a policy and the present instant go in; `Show`, or `Skip` with the reason
//! and the next eligible instant, comes out. Not here: sampling, triggers, storage, the clock.

mod asks;
mod decide;
mod history;
mod policy;
mod policy_reader;

pub use decide::{Decision, SkipReason, decide};
pub use history::{Event, EventKind, repair};
pub use policy::{Cap, Cooldown, DEFAULT_GROUP, Policy, Profile};
