//! Reads answers out of a file of another tool: CSV with any delimiter, TSV, JSON lines, in UTF-8
//! or UTF-16, of any size, chunk by chunk.
//!
//! Bytes are pushed in, rows come out; nothing is opened here and memory stays flat, so the same
//! code serves the command line and the browser. Which column holds the scores is found by name
//! and content, and said. A row that cannot be read is reported, never dropped; a row without an
//! answer is not an answer of 0. Not here: decompression, files, arithmetic
//! ([`crate::nps`], [`crate::result`]).
//!
//! ```
//! use outoften_core::reading::{Options, Reading, Scored};
//! let mut scored = Scored::default();
//! let mut reading = Reading::new(Options::default());
//! for chunk in ["name,score\nAna,1", "0\nBo,11\nCy,\nDi,3\n"] {
//!     reading.push(chunk.as_bytes(), &mut scored).unwrap();
//! }
//! reading.finish(&mut scored).unwrap();
//! assert_eq!((scored.tally.n(), scored.unanswered, scored.bad_rows), (2, 1, 1));
//! ```

mod columns;
mod date;
mod decode;
mod error;
mod json_lines;
mod layout;
mod names;
mod record;
mod rows;
mod sample;
mod scored;
mod session;
mod splitter;
mod whole;

pub use columns::Columns;
pub use date::{DateOrder, Period};
pub use error::{BadRow, ReadError, Reason};
pub use layout::Layout;
pub use scored::Scored;
pub use session::{Options, Reading, Row, Sink};
