//! Bytes of a file to bytes of UTF-8: a byte order mark is taken off, UTF-16 is converted.
//!
//! Single-byte encodings pass unchanged: digits and delimiters are the same there, and names and
//! comments are shown with replacement marks.

/// Works chunk by chunk; a chunk may end within a character.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    encoding: Option<Encoding>,
    /// The first bytes until the encoding is known; later the odd byte of a UTF-16 chunk.
    held: Vec<u8>,
    /// The first half of a surrogate pair.
    high: Option<u16>,
    output: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16 { big_endian: bool },
}

/// The bytes that decide, and how many of them are a mark to take off.
fn encoding_of(start: &[u8]) -> (Encoding, usize) {
    match start {
        [0xef, 0xbb, 0xbf, ..] => (Encoding::Utf8, 3),
        [0xff, 0xfe, ..] => (Encoding::Utf16 { big_endian: false }, 2),
        [0xfe, 0xff, ..] => (Encoding::Utf16 { big_endian: true }, 2),
        // No mark, but every other byte of the first two letters is 0.
        [first, 0, third, 0, ..] if *first != 0 && *third != 0 => {
            (Encoding::Utf16 { big_endian: false }, 0)
        }
        [0, second, 0, fourth, ..] if *second != 0 && *fourth != 0 => {
            (Encoding::Utf16 { big_endian: true }, 0)
        }
        _ => (Encoding::Utf8, 0),
    }
}

impl Decoder {
    /// UTF-8 for this chunk; possibly less, the rest comes with the next.
    pub(super) fn push<'a>(&'a mut self, chunk: &'a [u8]) -> &'a [u8] {
        match self.encoding {
            Some(Encoding::Utf8) => chunk,
            Some(Encoding::Utf16 { big_endian }) => self.convert(chunk, big_endian),
            None => {
                self.held.extend_from_slice(chunk);
                if self.held.len() < 4 {
                    return &[];
                }
                self.begin()
            }
        }
    }

    /// What a file of fewer than four bytes still held, or the mark of half a character.
    pub(super) fn finish(&mut self) -> &[u8] {
        if self.encoding.is_none() {
            return self.begin();
        }
        self.output.clear();
        if self.high.take().is_some() || !self.held.is_empty() {
            self.held.clear();
            push_char(&mut self.output, char::REPLACEMENT_CHARACTER);
        }
        &self.output
    }

    fn begin(&mut self) -> &[u8] {
        let start = core::mem::take(&mut self.held);
        let (encoding, mark) = encoding_of(&start);
        self.encoding = Some(encoding);
        let rest = start.get(mark..).unwrap_or_default();
        match encoding {
            Encoding::Utf8 => {
                self.output.clear();
                self.output.extend_from_slice(rest);
                &self.output
            }
            Encoding::Utf16 { big_endian } => self.convert(rest, big_endian),
        }
    }

    fn convert(&mut self, chunk: &[u8], big_endian: bool) -> &[u8] {
        self.output.clear();
        self.held.extend_from_slice(chunk);
        let bytes = core::mem::take(&mut self.held);
        let (pairs, odd) = bytes.as_chunks::<2>();
        for pair in pairs {
            let unit =
                if big_endian { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
            self.unit(unit);
        }
        self.held.extend_from_slice(odd);
        &self.output
    }

    fn unit(&mut self, unit: u16) {
        let high = self.high.take();
        if (0xd800..0xdc00).contains(&unit) {
            if high.is_some() {
                push_char(&mut self.output, char::REPLACEMENT_CHARACTER);
            }
            self.high = Some(unit);
            return;
        }
        for letter in char::decode_utf16(high.into_iter().chain([unit])) {
            push_char(&mut self.output, letter.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }
}

fn push_char(output: &mut Vec<u8>, letter: char) {
    output.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], step: usize) -> String {
        let mut decoder = Decoder::default();
        let mut result = Vec::new();
        for chunk in bytes.chunks(step) {
            result.extend_from_slice(decoder.push(chunk));
        }
        result.extend_from_slice(decoder.finish());
        String::from_utf8(result).unwrap()
    }

    #[test]
    fn every_encoding_in_chunks_of_every_size() {
        let text = "score\n9,\u{1f600} ѝ\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for step in 1..=40 {
            assert_eq!(decoded(text.as_bytes(), step), text);
            assert_eq!(decoded(&[b"\xef\xbb\xbf", text.as_bytes()].concat(), step), text);
            assert_eq!(decoded(&[b"\xff\xfe", little.as_slice()].concat(), step), text);
            assert_eq!(decoded(&[b"\xfe\xff", big.as_slice()].concat(), step), text);
            assert_eq!(decoded(&little, step), text);
        }
    }

    #[test]
    fn short_and_broken_files_lose_nothing_silently() {
        assert_eq!(decoded(b"", 1), "");
        assert_eq!(decoded(b"9", 1), "9");
        assert_eq!(decoded(b"\xef\xbb\xbf", 1), "");
        assert_eq!(decoded(b"\xff\xfe9\0\x3d\xd8", 3), "9\u{fffd}");
    }
}
