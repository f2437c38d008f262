//! Files before they are read as a table: their encoding, and workbooks.

use std::io::Cursor;

use outoften_collector::answer_file::{AnswerFile, Decoder, FileOptions};
use outoften_core::reading::ReadOptions;

/// The first byte says how long the pieces are in which the file comes: it must not matter.
pub fn check_encoding(input: &[u8]) {
    let [length, file @ ..] = input else { return };
    let decoded = |length: usize| {
        let mut decoder = Decoder::new(None);
        let mut text = Vec::new();
        for piece in file.chunks(length) {
            text.extend_from_slice(decoder.push(piece));
        }
        text.extend_from_slice(decoder.finish());
        (text, decoder.encoding().map(|encoding| encoding.name()))
    };
    assert_eq!(decoded(usize::from(*length) + 1), decoded(file.len().max(1)));
}

/// Whatever is packed in it, a workbook ends in rows or in an error.
pub fn check_workbook(input: &[u8]) {
    let file = Cursor::new(input.to_vec());
    let Ok(mut file) = AnswerFile::of(file, &FileOptions::default(), &ReadOptions::default())
    else {
        return;
    };
    while let Ok(Some(_)) = file.next_piece() {}
}
