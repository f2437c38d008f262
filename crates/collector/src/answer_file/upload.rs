//! A file that comes piece by piece over a connection, read by [`AnswerFile`] on a thread of its
//! own: unpacking and workbooks wait for bytes, and no request has to.

use std::io::{self, Read};

use axum::body::Bytes;
use outoften_core::reading::ReadOptions;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::{JoinHandle, spawn_blocking};

use super::{AnswerFile, FileError, FileOptions, ReadAs};

/// Pieces that wait on either side of the thread.
const PIECES_AHEAD: usize = 4;

/// A piece of the file's text, and what it was read as.
pub type Piece = Result<(Vec<u8>, ReadAs), FileError>;

/// Both ends of the thread.
pub struct Upload {
    /// Takes the bytes; dropped at the end of the file.
    pub bytes: Sender<Bytes>,
    /// Gives the text, or why there is no more.
    pub pieces: Receiver<Piece>,
    /// What was decided about the file, once it has ended.
    pub told: JoinHandle<Option<String>>,
}

impl Upload {
    /// Begins to read.
    #[must_use]
    pub fn start(options: FileOptions, reading: ReadOptions) -> Self {
        let (bytes, incoming) = channel(PIECES_AHEAD);
        let (outgoing, pieces) = channel(PIECES_AHEAD);
        let source = Incoming { bytes: incoming, rest: Bytes::new() };
        let told = spawn_blocking(move || match read(source, &options, &reading, &outgoing) {
            Ok(told) => told,
            Err(error) => {
                // Nobody wants it when the other end is gone.
                outgoing.blocking_send(Err(error)).ok();
                None
            }
        });
        Self { bytes, pieces, told }
    }
}

fn read(
    source: Incoming,
    options: &FileOptions,
    reading: &ReadOptions,
    pieces: &Sender<Piece>,
) -> Result<Option<String>, FileError> {
    let mut file = AnswerFile::of(source, options, reading)?;
    while let Some(piece) = file.next_piece()? {
        let piece = piece.to_vec();
        if pieces.blocking_send(Ok((piece, file.read_as()))).is_err() {
            return Ok(None);
        }
    }
    Ok(file.told())
}

/// The bytes as they come.
struct Incoming {
    bytes: Receiver<Bytes>,
    rest: Bytes,
}

impl Read for Incoming {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            match self.bytes.blocking_recv() {
                Some(next) => self.rest = next,
                None => return Ok(0),
            }
        }
        let size = self.rest.len().min(buffer.len());
        let next = self.rest.split_to(size);
        if let Some(space) = buffer.get_mut(..size) {
            space.copy_from_slice(&next);
        }
        Ok(size)
    }
}
