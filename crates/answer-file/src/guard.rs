//! What lies packed in a workbook, looked through before anything of it is kept: too much, too
//! deep, or one piece without an end would fill the memory.

use std::io::{Read, Seek, SeekFrom};

use zip::ZipArchive;

use super::FileError;

/// Sheets are read in passing; this bounds time.
const SHEET_BYTES_MAX: u64 = 2 << 30;
/// The texts of all sheets are kept in memory.
const TEXT_BYTES_MAX: u64 = 64 << 20;
const TEXTS_MAX: u64 = 2_000_000;
/// Anything else that is read.
const PART_BYTES_MAX: u64 = 16 << 20;
const PARTS_MAX: usize = 5_000;
/// One tag or one text between tags.
const PIECE_BYTES_MAX: u64 = 4 << 20;
const DEPTH_MAX: u64 = 256;
/// Where the directory of an archive ends: a mark and a comment of up to 64 KiB.
const DIRECTORY_END_BYTES: u64 = 66 << 10;

/// Fails where reading the workbook would take too much.
pub(super) fn check(file: &mut (impl Read + Seek)) -> Result<(), FileError> {
    check_directory(file)?;
    file.rewind()?;
    let broken = |error: zip::result::ZipError| FileError::Broken(error.to_string());
    let mut archive = ZipArchive::new(&mut *file).map_err(broken)?;
    if archive.len() > PARTS_MAX {
        return Err(FileError::TooBig("a workbook of more than 5,000 parts"));
    }
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_lowercase();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            check_part(part, &name)?;
        }
    }
    file.rewind()?;
    Ok(())
}

/// The number of parts stands at the end; more than 65,534 are never in a workbook.
fn check_directory(file: &mut (impl Read + Seek)) -> Result<(), FileError> {
    let size = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(size.saturating_sub(DIRECTORY_END_BYTES)))?;
    let mut end = Vec::new();
    file.take(DIRECTORY_END_BYTES).read_to_end(&mut end)?;
    let mark = end.windows(12).rev().find(|bytes| bytes.starts_with(b"PK\x05\x06"));
    match mark {
        Some([.., 0xff, 0xff]) => Err(FileError::TooBig("an archive of so many parts")),
        Some(_) => Ok(()),
        None => Err(FileError::Broken("it ends too early".to_owned())),
    }
}

fn check_part(mut part: impl Read, name: &str) -> Result<(), FileError> {
    let texts = name.contains("sharedstrings");
    let limit = match () {
        () if texts => TEXT_BYTES_MAX,
        () if name.contains("worksheets/") => SHEET_BYTES_MAX,
        () => PART_BYTES_MAX,
    };
    let (mut buffer, mut total, mut scan) = (vec![0; 1 << 16], 0_u64, Scan::default());
    loop {
        let size = match part.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(size) => size,
            Err(error) => return Err(FileError::Broken(error.to_string())),
        };
        total += size as u64;
        for byte in buffer.get(..size).unwrap_or_default() {
            scan.take(*byte);
        }
        if total > limit || scan.longest > PIECE_BYTES_MAX || scan.depth > DEPTH_MAX {
            return Err(FileError::TooBig("what is packed in this workbook"));
        }
        if texts && scan.tags > 6 * TEXTS_MAX {
            return Err(FileError::TooBig("a workbook of more than 2,000,000 texts"));
        }
    }
}

/// How deep tags lie and how far apart they are, without a parser.
#[derive(Default)]
struct Scan {
    depth: u64,
    tags: u64,
    since: u64,
    longest: u64,
    last: u8,
}

impl Scan {
    fn take(&mut self, byte: u8) {
        self.since += 1;
        match (self.last, byte) {
            (b'<', b'/') => self.depth = self.depth.saturating_sub(1),
            (b'<', b'?' | b'!') => {}
            (b'<', _) => self.depth += 1,
            (b'/', b'>') => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if byte == b'<' {
            self.tags += 1;
            self.since = 0;
        }
        self.longest = self.longest.max(self.since);
        self.last = byte;
    }
}
