//! Pure rules and arithmetic of Out of Ten: scores, classes, tallies, NPS with its uncertainty,
//! the fatigue rule, the survey document and the wire format.
//!
//! Not here: the clock, chance, storage, the network, the DOM. They come in as arguments. Called
//! by the widget, the Studio, the collector and the command line, so that a threshold or a
//! rounding exists once.

pub mod score;
pub mod tally;

pub use score::{Class, Score};
pub use tally::Tally;
