//! Why a file gives no answers, before anything of it is read as a table.

use std::fmt;
use std::io;

use outoften_core::reading::ReadError;

/// What is wrong with a file, and what to do about it.
#[derive(Debug)]
pub enum FileError {
    /// The system does not give it.
    System(io::Error),
    /// A workbook or archive that cannot be read.
    Broken(String),
    /// More than is safe to unpack.
    TooBig(&'static str),
    /// No sheet has this name or number.
    NoSuchSheet {
        /// What was asked for.
        name: String,
        /// What there is.
        sheets: Vec<String>,
    },
    /// No sheet has a column of scores: what is wrong with the first.
    NoSheet {
        /// What there is.
        sheets: Vec<String>,
        /// Of the first that is not empty.
        error: ReadError,
    },
}

impl FileError {
    /// A name that programs can rely on.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::System(_) => "unreadable",
            Self::Broken(_) => "broken_workbook",
            Self::TooBig(_) => "workbook_too_big",
            Self::NoSuchSheet { .. } => "no_such_sheet",
            Self::NoSheet { error, .. } => error.code(),
        }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System(error) => error.fmt(f),
            Self::Broken(why) => write!(
                f,
                "this is no workbook that can be read ({why}); save it again as .xlsx, or save the sheet as CSV"
            ),
            Self::TooBig(what) => {
                write!(f, "{what} is more than is unpacked; save the sheet as CSV")
            }
            Self::NoSuchSheet { name, sheets } => {
                write!(f, "there is no sheet \"{name}\". Sheets: {}", sheets.join(", "))
            }
            Self::NoSheet { sheets, error } => {
                write!(f, "no sheet has scores ({error}). Sheets: {}", sheets.join(", "))
            }
        }
    }
}

impl std::error::Error for FileError {}

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}
