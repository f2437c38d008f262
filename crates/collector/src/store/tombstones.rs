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
    /// One event of a person that a clock ahead put after the erasure.
    Ask,
    /// The address beside an answer.
    Contact,
    /// The answers of one import.
    Import,
    Token,
    /// A token of the operator's own that gave way to another one, until it comes back.
    Replaced,
    /// A key that names were signed with.
    Secret,
    /// A receiver of messages.
    Webhook,
}

impl Kind {
    const ALL: [Self; 9] = [
        Self::Answer,
        Self::Person,
        Self::Ask,
        Self::Contact,
        Self::Import,
        Self::Token,
        Self::Replaced,
        Self::Secret,
        Self::Webhook,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Person => "person",
            Self::Ask => "ask",
            Self::Contact => "contact",
            Self::Import => "import",
            Self::Token => "token",
            Self::Replaced => "replaced",
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
    /// What is not younger is gone.
    pub(super) at_ms: i64,
}

impl Tombstone {
    /// An answer of this instant, which a clock ahead may have put after the erasure.
    pub(super) fn answer(survey: &str, id: &str, received_at_ms: i64, now_ms: i64) -> Self {
        let at_ms = received_at_ms.max(now_ms);
        Self { kind: Kind::Answer, hash: hash_of(survey, id), at_ms }
    }

    pub(super) fn contact(survey: &str, id: &str, agreed_at_ms: i64, now_ms: i64) -> Self {
        Self { kind: Kind::Contact, ..Self::answer(survey, id, agreed_at_ms, now_ms) }
    }

    /// Everything that one name finds. A token's name is its hash already, and hashed once more.
    pub(super) fn named(kind: Kind, name: &str, at_ms: i64) -> Self {
        Self { kind, hash: token::hash(name), at_ms }
    }

    fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let kind = words.next()?;
        let kind = Kind::ALL.into_iter().find(|known| known.name() == kind)?;
        let hash = words.next().filter(|hash| hash.len() == 64 && is_hexadecimal(hash))?.to_owned();
        let at_ms = words.next()?.parse().ok()?;
        words.next().is_none().then_some(Self { kind, hash, at_ms })
    }

    /// Whether a whole line could go on like this.
    fn can_begin_with(text: &str) -> bool {
        let mut words = text.split(' ');
        let kind = words.next().unwrap_or_default();
        let Some(hash) = words.next() else {
            return Kind::ALL.into_iter().any(|known| known.name().starts_with(kind));
        };
        Kind::ALL.into_iter().any(|known| known.name() == kind)
            && is_hexadecimal(hash)
            && match words.next() {
                None => hash.len() <= 64,
                // A whole number would be a whole line.
                Some(at_ms) => hash.len() == 64 && matches!(at_ms, "" | "-"),
            }
            && words.next().is_none()
    }
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What follows the last line break of a list.
enum Tail {
    /// Nothing, or the beginning of a line whose writing was interrupted: its erasure was never
    /// committed.
    Torn,
    /// A line without its break. Somebody took it away, or the instant lacks digits: then it takes
    /// less. It is applied, because what was noted may have been done.
    Whole(Tombstone),
    /// What no line of a list begins with.
    Foreign,
}

impl Tail {
    fn judge(text: &str) -> Self {
        match Tombstone::parse(text) {
            Some(whole) => Self::Whole(whole),
            None if Tombstone::can_begin_with(text) => Self::Torn,
            None => Self::Foreign,
        }
    }
}

/// What names one event of a person.
pub(super) fn ask(person: &str, at_ms: i64) -> String {
    format!("{person}\n{at_ms}")
}

/// What names an import: after a restore its number may be another one's.
pub(super) fn import(id: i64, survey: &str, started_at_ms: i64) -> String {
    format!("{id}\n{survey}\n{started_at_ms}")
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

/// Reads a list. A last line that is only begun is left out ([`Tail`]); any other one that cannot be
/// read is an error.
///
/// # Errors
/// The file cannot be read, or is no such list.
pub(super) fn read(file: &Path) -> io::Result<Vec<Tombstone>> {
    let mut list = File::open(file)?;
    // What somebody is writing is waited for: half of it would look torn.
    list.lock_shared()?;
    let mut text = Vec::new();
    list.read_to_end(&mut text)?;
    let mut lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    let tail = lines.pop().unwrap_or_default();
    let mut known = Vec::with_capacity(lines.len());
    for (line, number) in lines.iter().zip(1..) {
        let line = std::str::from_utf8(line).ok().and_then(Tombstone::parse);
        known.push(line.ok_or_else(|| no_line(number))?);
    }
    match std::str::from_utf8(tail).ok().map(Tail::judge) {
        Some(Tail::Torn) => {}
        Some(Tail::Whole(last)) => known.push(last),
        Some(Tail::Foreign) | None => return Err(no_line(lines.len() + 1)),
    }
    Ok(known)
}

fn no_line(number: usize) -> io::Error {
    let what = format!("line {number} is no line of a list of erasures");
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Refuses a file that is no list, before anything is noted in it. One that is not there is made
/// with the first erasure.
///
/// # Errors
/// The file cannot be read, or is no such list.
pub(super) fn check(file: &Path) -> io::Result<()> {
    if file.exists() { read(file).map(drop) } else { Ok(()) }
}

fn append(file: &Path, lines: &[Tombstone]) -> io::Result<()> {
    let is_new = !file.exists();
    let mut open = OpenOptions::new();
    let mut list = open.read(true).append(true).create(true).mode(0o600).open(file)?;
    // A command and the collector may erase at once.
    list.lock()?;
    let mut text = end(&mut list, file)?.to_owned();
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

/// Makes the end of a list one that lines can follow, and returns what has to come before them. Of a
/// file that is none nothing is taken away.
fn end(list: &mut File, file: &Path) -> io::Result<&'static str> {
    let end = list.seek(SeekFrom::End(0))?;
    // Longer than any line.
    let from = end.saturating_sub(128);
    list.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    list.read_to_end(&mut tail)?;
    let begin = tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let is_cut = begin == 0 && from > 0;
    let text = tail.get(begin..).and_then(|tail| std::str::from_utf8(tail).ok());
    match text.filter(|_| !is_cut).map(Tail::judge) {
        Some(Tail::Torn) => list.set_len(from + begin as u64).map(|()| ""),
        Some(Tail::Whole(_)) => Ok("\n"),
        Some(Tail::Foreign) | None => {
            let what = format!("{} is no list of erasures", file.display());
            Err(io::Error::new(io::ErrorKind::InvalidData, what))
        }
    }
}

impl Store {
    /// Where erasures and revocations are noted; `None` for a server without `--tombstones`.
    #[must_use]
    pub fn tombstones(&self) -> Option<&Path> {
        self.tombstones.as_deref()
    }

    /// Notes what is about to be committed. What was noted and then not committed is gone again
    /// after a replay, as somebody has asked for.
    pub(super) async fn record_tombstones(&self, lines: Vec<Tombstone>) -> Result<(), StoreError> {
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
            Tombstone::answer("acme", "one", 1, 0),
            Tombstone::named(Kind::Person, "key", 2),
            Tombstone::contact("acme", "two", 0, 3),
        ];
        append(&file, &lines[..2]).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(!text.contains("acme") && !text.contains("key"), "{text}");
        for torn in ["a", "answer", "answer ", "answer 0123", &format!("ask {} ", "0".repeat(64))] {
            std::fs::write(&file, format!("{text}{torn}")).unwrap();
            assert_eq!(read(&file).unwrap(), lines[..2], "{torn}");
        }
        append(&file, &lines[2..]).unwrap();
        assert_eq!(read(&file).unwrap(), lines);
    }

    #[test]
    fn several_that_write_at_once_lose_nothing() {
        const LINES: i64 = 3_000;
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("list");
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let file = &file;
                scope.spawn(move || {
                    for round in 0..5 {
                        let name = format!("{writer}-{round}");
                        let lines = (0..LINES).map(|at| Tombstone::answer("acme", &name, at, 0));
                        append(file, &lines.collect::<Vec<_>>()).unwrap();
                        assert!(read(file).is_ok());
                    }
                });
            }
        });
        assert_eq!(read(&file).unwrap().len() as i64, 4 * 5 * LINES);
    }

    #[test]
    fn a_last_line_without_its_break_counts() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("list");
        let lines = [1, 2].map(|at_ms| Tombstone::answer("acme", "one", at_ms, 0));
        append(&file, &lines[..1]).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.trim_end()).unwrap();
        assert_eq!(read(&file).unwrap(), lines[..1]);
        append(&file, &lines[1..]).unwrap();
        assert_eq!(read(&file).unwrap(), lines);
    }

    #[test]
    fn what_is_no_list_is_refused_and_left_alone() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("list");
        let one = Tombstone::answer("acme", "one", 1, 0);
        append(&file, std::slice::from_ref(&one)).unwrap();
        let good = std::fs::read_to_string(&file).unwrap();
        let x = "x".repeat(64);
        for (text, line) in [
            ("something else".to_owned(), 1),
            ("something else\n".to_owned(), 1),
            (format!("{good}something else"), 2),
            (format!("{good}\n"), 2),
            (format!("something else\n{good}"), 1),
            (format!("{good}answer {x} 1"), 2),
            (format!("{good}answer {} 1 2", "0".repeat(64)), 2),
            (format!("{good}answer {} one", "0".repeat(64)), 2),
            ("x".repeat(4_000), 1),
        ] {
            std::fs::write(&file, &text).unwrap();
            let said = read(&file).unwrap_err().to_string();
            assert!(said.contains(&format!("line {line} ")), "{text}: {said}");
            if !text.ends_with('\n') {
                assert!(append(&file, std::slice::from_ref(&one)).is_err(), "{text}");
                assert_eq!(std::fs::read_to_string(&file).unwrap(), text, "nothing is taken away");
            }
        }
        std::fs::write(&file, b"\xff\xfe").unwrap();
        assert!(read(&file).unwrap_err().to_string().contains("line 1 "));
        std::fs::write(&file, "").unwrap();
        assert_eq!(read(&file).unwrap(), []);
    }
}
