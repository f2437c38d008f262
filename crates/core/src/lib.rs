//! Pure rules and arithmetic of Out of Ten: scores, classes, tallies, NPS with its uncertainty,
//! the fatigue rule, the survey document and the wire format.
//!
//! Not here: the clock, chance, storage, the network, the DOM. They come in as arguments. Called
//! by the widget, the Studio, the collector and the command line, so that a threshold or a
//! rounding exists once.

pub mod argument;
pub mod backoff;
pub mod bands;
pub mod benchmark;
pub mod breakdown;
mod choices;
pub mod color;
pub mod compare;
pub mod decimal;
pub mod fatigue;
pub mod holm;
pub mod interval;
pub mod language;
pub mod linter;
pub mod metric;
pub mod node;
pub mod nonresponse;
pub mod normal;
pub mod nps;
pub mod paired;
pub mod population;
pub mod reading;
pub mod report;
pub mod sample_size;
pub mod sampling;
pub mod score;
pub mod survey;
pub mod tally;
pub mod themes;
pub mod time;
pub mod weighted;
pub mod wire;

pub use argument::BadArgument;
pub use interval::{Interval, Level, Method};
pub use nps::Nps;
pub use report::{Options, Report};
pub use score::{Class, Score};
pub use tally::Tally;
