//! Reads answers out of a file of another tool: CSV with any delimiter, TSV, JSON lines, a JSON list
//! of objects, in UTF-8 or UTF-16, of any size, chunk by chunk.
//!
//! Bytes are pushed in, rows come out; nothing is opened here and memory stays flat, so the same
//! code serves the command line and the browser. Which column is which is found by what the columns
//! hold, then by their names, and said. A row that cannot be read is reported, never dropped; a row without an
//! answer is not an answer of 0. Not here: decompression, files, arithmetic
//! ([`crate::nps`], [`crate::result`]).
//!
//! ```
//! use outoften_core::reading::{ReadOptions, Reading, Scored};
//! let mut scored = Scored::default();
//! let mut reading = Reading::new(ReadOptions::default());
//! for chunk in ["name,score\nAna,1", "0\nBo,11\nCy,\nDi,3\n"] {
//!     reading.push(chunk.as_bytes(), &mut scored).unwrap();
//! }
//! reading.finish(&mut scored).unwrap();
//! assert_eq!((scored.tally.n(), scored.unanswered, scored.bad_rows), (2, 1, 1));
//! ```

mod choices;
mod choose;
mod classes;
mod columns;
mod dates;
mod decode;
mod error;
mod fold;
mod footer;
mod header;
mod json;
mod json_list;
mod layout;
mod missing;
mod names;
mod periods;
mod plain;
mod profile;
mod record;
mod remarks;
mod rows;
mod sample;
mod scale;
mod scored;
mod session;
mod splitter;
mod spread;
mod warning;
mod whole;

pub use columns::Columns;
pub use dates::{DateOrder, Period};
pub use error::{BadRow, ReadError, RowFault};
pub use layout::Layout;
pub use remarks::Checks;
pub use scale::LikelyScale;
pub use scored::Scored;
pub use session::{ReadOptions, Reading, Row, RowFilter, Sink};
pub use warning::Warning;
