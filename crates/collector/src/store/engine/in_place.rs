//! Whether the file at the database's path is still the one that was opened. Moved away or removed, it
//! goes on working for the connections that have it open, and what they write is lost to everybody else.

use std::path::{Path, PathBuf};

use super::{DatabaseUrl, StoreError};

/// Which file was opened. Nothing where the system or the engine cannot tell.
#[derive(Clone, Debug)]
pub(in crate::store) struct OpenedFile(Option<(PathBuf, FileId)>);

/// Device and number: another file under the same name has others, as long as the first is open.
type FileId = (u64, u64);

impl OpenedFile {
    pub(in crate::store) fn of(url: &DatabaseUrl) -> Self {
        let file = url.file_name();
        Self(file.and_then(|file| file_id(&file).map(|id| (file, id))))
    }

    /// One question to the system, so it is asked for each batch.
    ///
    /// # Errors
    /// `Moved`: another file, or none, is at the path.
    pub(in crate::store) fn check(&self) -> Result<(), StoreError> {
        match &self.0 {
            Some((file, id)) if file_id(file) != Some(*id) => Err(StoreError::Moved),
            _ => Ok(()),
        }
    }
}

#[cfg(unix)]
fn file_id(file: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt as _;
    let found = std::fs::metadata(file).ok()?;
    Some((found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn file_id(_: &Path) -> Option<FileId> {
    None
}
