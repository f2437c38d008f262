//! Answers leaving and entering as files: CSV and JSON lines out, other tools' exports in.
//!
//! Used by the HTTP API and by the command line; neither a request nor a file is known here.

mod export;
mod formula;
mod import;

pub use export::{Form, Lines, csv_row};
pub use formula::defused;
pub use import::{IMPORT_CHANNEL, Import, ImportError, Imported};
