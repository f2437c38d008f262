//! Files that only the collector's own user reads: they hold what people wrote, and the secrets
//! that messages are signed with.

use std::fs::{OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

/// Makes an empty file for the owner alone, if there is none.
///
/// # Errors
/// It cannot be made.
pub fn create_private(file: &Path) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).mode(0o600).open(file).map(drop)
}

/// Makes a SQLite file and its log private to the owner, as [`restrict`] does.
pub(in crate::store) fn restrict_database(database: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = database.as_os_str().to_owned();
        name.push(suffix);
        restrict(Path::new(&name));
    }
}

/// Makes a file private to the owner, if everybody could read it. A right that somebody gave a group
/// on purpose stays.
pub(in crate::store) fn restrict(file: &Path) {
    let Ok(mode) = file.metadata().map(|it| it.permissions().mode()) else { return };
    if mode & 0o007 == 0 {
        return;
    }
    if let Err(error) = std::fs::set_permissions(file, Permissions::from_mode(mode & 0o700)) {
        let file = file.display();
        tracing::warn!(%file, %error, "others can read this file: run chmod 600 on it");
    }
}
