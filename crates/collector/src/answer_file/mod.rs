//! Files of answers as pieces of UTF-8 for `outoften_core::reading`: unpacked if packed, decoded,
//! sheet by sheet if it is a workbook. Memory stays flat whatever the file's length.

mod upload;

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::sync::mpsc::{Receiver, sync_channel};

use encoding_rs::Encoding;
use flate2::read::MultiGzDecoder;
use outoften_answer_file::{Nowhere, WORKBOOK_BYTES_MAX, Workbook, is_workbook};
use outoften_core::reading::{DateOrder, ReadOptions, Reading};

pub use outoften_answer_file::{FileError, ReadAs};
pub use upload::Upload;

/// Decodes pieces of a file, see [`outoften_answer_file`].
pub type Decoder = outoften_answer_file::Decoder;

/// One piece of a file; the whole is never in memory.
const PIECE_BYTES: usize = 1 << 18;
/// How many pieces of a sheet wait to be read.
const PIECES_AHEAD: usize = 4;

/// Pieces of text as they come, or why no more do.
type Pieces = Receiver<Result<Vec<u8>, FileError>>;

/// What the person who typed the command knows about the file.
#[derive(Clone, Debug, Default)]
pub struct FileOptions {
    /// Its encoding; found by itself otherwise.
    pub encoding: Option<&'static Encoding>,
    /// The sheet of a workbook, by name or by number from 1; the first with scores otherwise.
    pub sheet: Option<String>,
}

/// A file, piece by piece.
pub struct AnswerFile {
    source: Source,
    piece: Vec<u8>,
}

enum Source {
    Text { bytes: Box<dyn Read + Send>, decoder: Decoder, ended: bool },
    Sheet { name: String, pieces: Pieces },
}

impl AnswerFile {
    /// Opens it; `-` is standard input. `reading` tells which sheet of a workbook is meant.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn open(
        path: &str,
        options: &FileOptions,
        reading: &ReadOptions,
    ) -> Result<Self, FileError> {
        if path == "-" {
            return Self::of(io::stdin(), options, reading);
        }
        let mut file = File::open(path)?;
        let mut start = [0; 4];
        let size = fill(&mut file, &mut start)?;
        file.rewind()?;
        if start.get(..size).is_some_and(is_workbook) {
            return Self::of_workbook(file, options, reading);
        }
        Self::of(file, options, reading)
    }

    /// The same of bytes from elsewhere.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn of(
        mut bytes: impl Read + Send + 'static,
        options: &FileOptions,
        reading: &ReadOptions,
    ) -> Result<Self, FileError> {
        let mut start = [0; 4];
        let size = fill(&mut bytes, &mut start)?;
        let whole = Cursor::new(start).take(size as u64).chain(bytes);
        let start = start.get(..size).unwrap_or_default();
        if is_workbook(start) {
            let mut file = Vec::new();
            if whole.take(WORKBOOK_BYTES_MAX + 1).read_to_end(&mut file)? as u64
                > WORKBOOK_BYTES_MAX
            {
                return Err(FileError::TooBig("a workbook beyond 64 MiB on standard input"));
            }
            return Self::of_workbook(Cursor::new(file), options, reading);
        }
        let packed = start.starts_with(&[0x1f, 0x8b]);
        let bytes: Box<dyn Read + Send> =
            if packed { Box::new(MultiGzDecoder::new(whole)) } else { Box::new(whole) };
        let decoder = Decoder::new(options.encoding);
        let source = Source::Text { bytes, decoder, ended: false };
        Ok(Self { source, piece: vec![0; PIECE_BYTES] })
    }

    fn of_workbook(
        file: impl Read + Seek + Send + 'static,
        options: &FileOptions,
        reading: &ReadOptions,
    ) -> Result<Self, FileError> {
        let (name, pieces) = sheet(file, options.sheet.as_deref(), reading)?;
        Ok(Self { source: Source::Sheet { name, pieces }, piece: Vec::new() })
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn next_piece(&mut self) -> Result<Option<&[u8]>, FileError> {
        match &mut self.source {
            Source::Sheet { pieces, .. } => match pieces.recv() {
                Ok(piece) => {
                    self.piece = piece?;
                    Ok(Some(&self.piece))
                }
                // The sheet's thread has ended.
                Err(_) => Ok(None),
            },
            Source::Text { ended: true, .. } => Ok(None),
            Source::Text { bytes, decoder, ended } => {
                let size = read(bytes.as_mut(), &mut self.piece)?;
                *ended = size == 0;
                let piece = self.piece.get(..size).unwrap_or_default();
                Ok(Some(if size == 0 { decoder.finish() } else { decoder.push(piece) }))
            }
        }
    }

    /// What its text is read as, as soon as that is known.
    #[must_use]
    pub fn read_as(&self) -> ReadAs {
        match &self.source {
            Source::Text { decoder, .. } => decoder.read_as(),
            Source::Sheet { .. } => ReadAs::default(),
        }
    }

    /// What was decided about it and is not as usual, in a sentence.
    #[must_use]
    pub fn told(&self) -> Option<String> {
        match &self.source {
            Source::Sheet { name, .. } => Some(format!("sheet \"{name}\"; --sheet takes another")),
            Source::Text { decoder, .. } => {
                let encoding = decoder.encoding().filter(|it| *it != encoding_rs::UTF_8)?;
                Some(format!("read as {}; --encoding takes another", encoding.name()))
            }
        }
    }
}

/// The name of the sheet that is meant, and its rows as they come from a thread of their own.
fn sheet(
    file: impl Read + Seek + Send + 'static,
    wanted: Option<&str>,
    reading: &ReadOptions,
) -> Result<(String, Pieces), FileError> {
    let mut book = Workbook::open(file)?;
    let name = book.choose(wanted, reading)?;
    let (sender, receiver) = sync_channel(PIECES_AHEAD);
    let sheet = name.clone();
    std::thread::spawn(move || {
        // Nobody wants more when the other end is gone.
        let done = book.lines(&sheet, |piece| sender.send(Ok(piece)).is_ok());
        if let Err(error) = done {
            sender.send(Err(error)).ok();
        }
    });
    Ok((name, receiver))
}

/// The order of day and month that all dates of a file tell, in a first pass over it; none where
/// they tell none.
///
/// # Errors
/// See [`FileError`].
pub fn date_order(
    path: &str,
    options: &FileOptions,
    reading: &ReadOptions,
) -> Result<Option<DateOrder>, FileError> {
    let mut file = AnswerFile::open(path, options, reading)?;
    let mut first_pass = Reading::for_date_order(reading.clone());
    while let Some(piece) = file.next_piece()? {
        if first_pass.push(piece, &mut Nowhere).is_err() {
            return Ok(None);
        }
    }
    let done = first_pass.finish(&mut Nowhere);
    Ok(done.ok().and_then(|()| first_pass.date_order()))
}

/// Reads until the buffer is full or the file is at its end.
fn fill(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut size = 0;
    while let Some(rest) = buffer.get_mut(size..).filter(|rest| !rest.is_empty()) {
        match read(source, rest)? {
            0 => break,
            more => size += more,
        }
    }
    Ok(size)
}

fn read(source: &mut (impl Read + ?Sized), buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
