//! Pure rules and arithmetic of Out of Ten: scores, classes, tallies, NPS with its uncertainty,
//! the fatigue rule, the survey document and the wire format.
//!
//! Every program of the project uses it, so that a threshold or a rounding exists once. Not here:
//! the clock, randomness, storage, the network, the DOM. They come in as arguments.
//!
//! ```
//! use outoften_core::{Report, ReportOptions, Tally};
//! let tally = Tally::from_counts([0, 0, 0, 10, 0, 0, 0, 20, 0, 0, 70]);
//! let report = Report::of(&tally, &ReportOptions::default()).unwrap();
//! assert_eq!(report.nps_rounded, Some(60));
//! let interval = report.interval.unwrap();
//! assert_eq!((interval.low.round(), interval.high.round()), (45.0, 71.0));
//! ```

pub mod argument;
pub mod backoff;
pub mod bands;
pub mod benchmark;
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
pub mod result;
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
pub use report::{Report, ReportOptions};
pub use score::{Class, Score};
pub use tally::Tally;
