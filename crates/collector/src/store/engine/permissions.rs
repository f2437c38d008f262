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

/// Makes a SQLite file, its log and its list of erasures private to the owner, if everybody could
/// read them. A right that somebody gave a group on purpose stays.
pub(in crate::store) fn restrict(database: &Path) {
    for suffix in ["", "-wal", "-shm", ".tombstones"] {
        let mut name = database.as_os_str().to_owned();
        name.push(suffix);
        let file = Path::new(&name);
        let Ok(mode) = file.metadata().map(|it| it.permissions().mode()) else { continue };
        if mode & 0o007 == 0 {
            continue;
        }
        if let Err(error) = std::fs::set_permissions(file, Permissions::from_mode(mode & 0o700)) {
            let file = file.display();
            tracing::warn!(%file, %error, "others can read this file: run chmod 600 on it");
        }
    }
}
