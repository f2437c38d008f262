//! Answers leaving and entering as files: CSV and JSON lines out, other tools' exports in.

mod export;
mod formula;
mod import;

pub use export::{ExportFormat, ExportLines, csv_row};
pub use formula::escape_formulas;
pub use import::{Import, Imported};
