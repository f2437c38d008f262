//! Answers leaving and entering as files: CSV and JSON lines out, other tools' exports in.
//!

mod export;
mod formula;
mod import;

pub use export::{Form, Lines, csv_row};
pub use formula::defused;
pub use import::{IMPORT_CHANNEL, IMPORT_ID, Import, ImportError, Imported};
