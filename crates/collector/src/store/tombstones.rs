//! What must not come back with a backup: a list of erasures and revocations beside the database.
//!
//! One line each, only ever appended, synchronised before the erasure is committed. It holds
//! hashes and instants, nothing that was erased. [`Store::replay`] applies it to an older copy.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::{DatabaseUrl, Store, StoreError};
use crate::token;

/// What is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Answer,
    /// Everything about a person, answers given until then.
    Person,
    /// The address beside an answer.
    Contact,
    Token,
    /// A key that names were signed with.
    Secret,
    /// A receiver of messages.
    Webhook,
}

impl Kind {
    const ALL: [Self; 6] =
        [Self::Answer, Self::Person, Self::Contact, Self::Token, Self::Secret, Self::Webhook];

    const fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Person => "person",
            Self::Contact => "contact",
            Self::Token => "token",
            Self::Secret => "secret",
            Self::Webhook => "webhook",
        }
    }
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    pub(super) kind: Kind,
    /// SHA-256 of the name, as hexadecimal digits.
    pub(super) hash: String,
    pub(super) at_ms: i64,
}

impl Tombstone {
    pub(super) fn answer(survey: &str, id: &str, at_ms: i64) -> Self {
        Self { kind: Kind::Answer, hash: hash_of(survey, id), at_ms }
    }

    pub(super) fn contact(survey: &str, id: &str, at_ms: i64) -> Self {
        Self { kind: Kind::Contact, hash: hash_of(survey, id), at_ms }
    }

    /// Everything that one name finds. A token's name is its hash already, and hashed once more.
    pub(super) fn named(kind: Kind, name: &str, at_ms: i64) -> Self {
        Self { kind, hash: token::hash(name), at_ms }
    }

    fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let kind = words.next()?;
        let kind = Kind::ALL.into_iter().find(|known| known.name() == kind)?;
        let hash = words.next().filter(|hash| hash.len() == 64)?.to_owned();
        let at_ms = words.next()?.parse().ok()?;
        words.next().is_none().then_some(Self { kind, hash, at_ms })
    }
}

/// The hash of an answer's key.
pub(super) fn hash_of(survey: &str, id: &str) -> String {
    token::hash(&format!("{survey}\n{id}"))
}

/// Where the list of a database is, unless the operator says: beside a SQLite file.
#[must_use]
pub fn beside(url: &DatabaseUrl) -> Option<PathBuf> {
    let mut name = url.file_name()?.into_os_string();
    name.push(".tombstones");
    Some(name.into())
}

/// Reads a list. A line that a power failure cut off is left out; any other one that cannot be
/// read is an error.
///
/// # Errors
/// The file cannot be read, or is no such list.
pub(super) fn read(file: &Path) -> io::Result<Vec<Tombstone>> {
    let text = std::fs::read_to_string(file)?;
    let (whole, _cut_off) = text.rsplit_once('\n').unwrap_or_default();
    let parse = |(number, line): (usize, &str)| {
        Tombstone::parse(line).ok_or_else(|| {
            let what = format!("line {} is no line of a list of erasures", number + 1);
            io::Error::new(io::ErrorKind::InvalidData, what)
        })
    };
    whole.lines().enumerate().map(parse).collect()
}

fn append(file: &Path, lines: &[Tombstone]) -> io::Result<()> {
    let is_new = !file.exists();
    let mut open = OpenOptions::new();
    let mut list = open.read(true).append(true).create(true).mode(0o600).open(file)?;
    cut_off(&mut list)?;
    let mut text = String::new();
    for Tombstone { kind, hash, at_ms } in lines {
        text += &format!("{} {hash} {at_ms}\n", kind.name());
    }
    list.write_all(text.as_bytes())?;
    list.sync_all()?;
    if let Some(folder) = file.parent().filter(|_| is_new) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Takes away the beginning of a line that a power failure left; its erasure was not committed.
fn cut_off(list: &mut File) -> io::Result<()> {
    let end = list.seek(SeekFrom::End(0))?;
    let from = end.saturating_sub(128);
    list.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    list.read_to_end(&mut tail)?;
    if tail.last().is_none_or(|byte| *byte == b'\n') {
        return Ok(());
    }
    let whole = tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    list.set_len(from + whole as u64)
}

impl Store {
    /// Where erasures and revocations are noted; `None` for a server without `--tombstones`.
    #[must_use]
    pub fn tombstones(&self) -> Option<&Path> {
        self.tombstones.as_deref()
    }

    /// Notes what is about to be committed. What was noted and then not committed is gone again
    /// after a replay, as somebody has asked for.
    pub(super) async fn bury(&self, lines: Vec<Tombstone>) -> Result<(), StoreError> {
        let Some(file) = self.tombstones.clone().filter(|_| !lines.is_empty()) else {
            return Ok(());
        };
        let appended = tokio::task::spawn_blocking(move || append(&file, &lines)).await;
        let failed = match appended {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => error,
            Err(error) => io::Error::other(error),
        };
        Err(StoreError::Unavailable(sqlx::Error::Io(failed)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_cut_off_costs_no_other_line() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("list");
        let lines = [
            Tombstone::answer("acme", "one", 1),
            Tombstone::named(Kind::Person, "key", 2),
            Tombstone::contact("acme", "two", 3),
        ];
        append(&file, &lines[..2]).unwrap();
        let mut text = std::fs::read_to_string(&file).unwrap();
        assert!(!text.contains("acme") && !text.contains("key"), "{text}");
        text += "answer 0123";
        std::fs::write(&file, &text).unwrap();
        assert_eq!(read(&file).unwrap(), lines[..2]);
        append(&file, &lines[2..]).unwrap();
        assert_eq!(read(&file).unwrap(), lines);
        std::fs::write(&file, "something else\n").unwrap();
        assert!(read(&file).unwrap_err().to_string().contains("line 1"));
    }
}
