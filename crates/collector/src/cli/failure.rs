//! Why a command could not be done, in a sentence for the person who typed it.

use std::fmt;
use std::io;

use outoften_core::BadArgument;
use outoften_core::node::FieldError;
use outoften_core::reading::ReadError;

use crate::answer_file::FileError;

/// Nothing was printed to standard output, or not all of it.
#[derive(Debug)]
pub enum Failure {
    /// A file could not be opened or read.
    File {
        /// As given on the command line.
        path: String,
        /// From the system.
        error: io::Error,
    },
    /// A file was read and is no good.
    Reading {
        /// As given on the command line.
        path: String,
        /// What was expected.
        error: ReadError,
    },
    /// A file gives no text: a broken workbook, a sheet that is not there.
    Source {
        /// As given on the command line.
        path: String,
        /// What is wrong.
        error: FileError,
    },
    /// A document was read and one of its fields is no good.
    Field {
        /// As given on the command line.
        path: String,
        /// Which and what was expected.
        error: FieldError,
    },
    /// A document is no JSON.
    Json {
        /// As given on the command line.
        path: String,
        /// Line and column are in it.
        error: serde_json::Error,
    },
    /// A survey document has findings that have to be repaired before it is published.
    Unfit {
        /// As given on the command line.
        path: String,
        /// How many.
        problems: usize,
    },
    /// A value of an option is out of range.
    Argument(BadArgument),
    /// Standard output or a file given for output could not be written.
    Output(io::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, error } => write!(f, "{path}: {error}"),
            Self::Reading { path, error } => write!(f, "{path}: {error}"),
            Self::Source { path, error } => write!(f, "{path}: {error}"),
            Self::Field { path, error } => write!(f, "{path}: {error}"),
            Self::Json { path, error } => write!(f, "{path}: expected JSON: {error}"),
            Self::Unfit { path, problems } => {
                write!(f, "{path}: problems to repair before it is published: {problems}")
            }
            Self::Argument(error) => error.fmt(f),
            Self::Output(error) => write!(f, "the result could not be written: {error}"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<BadArgument> for Failure {
    fn from(error: BadArgument) -> Self {
        Self::Argument(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
