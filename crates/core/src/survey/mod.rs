//! The survey document: everything a marketer decides about one card.
//!
//! The Studio writes it, the collector stores and serves it, a static host may serve it, the
//! widget reads it. Not here: the answer ([`crate::wire`]), ready wordings (data files under
//! `www/texts`), anything that runs.

mod brand;
mod display;
mod document;
mod drivers;
mod endings;
mod labels;
pub mod options;
mod privacy;
mod sampling;
mod targeting;
mod text_key;
mod texts;
mod triggers;
mod wording;

pub use brand::{Brand, Look, Theme};
pub use display::{Display, Mode, Position};
pub(crate) use document::{ID, check_id};
pub use document::{Kind, Survey, is_survey_id};
pub(crate) use drivers::check_driver_id;
pub use drivers::{Driver, Drivers, MOST_DRIVERS};
pub use endings::{ContactRequest, Ending, Endings, Link};
pub use labels::Labels;
pub use privacy::{Consent, Privacy};
pub use sampling::Sampling;
pub use targeting::{Condition, Test, Trait};
pub use text_key::TextKey;
pub use texts::{Languages, Texts, fill};
pub use triggers::Triggers;
pub use wording::Wording;

pub use crate::metric::Metric;
