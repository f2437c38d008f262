//! Cuts lines without a quotation mark into fields where they stand: nothing is copied, and 64 bytes
//! are looked at in one go. Most lines of most files are of this kind.

use super::record::Record;
use super::splitter::{FIELDS_MAX, RECORD_BYTES_MAX};

/// Bytes that are looked at together: as many as a number has bits.
const BLOCK: usize = 64;

/// The cutter of plain lines.
#[derive(Debug)]
pub(super) struct PlainLines {
    delimiter: u8,
    /// Lines that were cut, and empty ones.
    lines: u64,
    /// Where each field of the line at hand ends, from the line's beginning.
    ends: Vec<usize>,
    #[cfg(test)]
    is_off: bool,
}

impl PlainLines {
    pub(super) const fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            lines: 0,
            ends: Vec::new(),
            #[cfg(test)]
            is_off: false,
        }
    }

    /// Cuts nothing, to compare with.
    #[cfg(test)]
    pub(super) fn none() -> Self {
        Self { is_off: true, ..Self::new(b',') }
    }

    /// How many lines were taken here.
    pub(super) const fn lines(&self) -> u64 {
        self.lines
    }

    /// Calls `each` for plain lines from the beginning of the chunk, which is that of a record.
    /// Returns where the first line begins that is not plain or has no end here. `lines_before` are
    /// those that were read elsewhere.
    pub(super) fn cut<E>(
        &mut self,
        chunk: &[u8],
        lines_before: u64,
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<usize, E> {
        #[cfg(test)]
        if self.is_off {
            return Ok(0);
        }
        let (mut start, mut base) = (0, 0);
        self.ends.clear();
        while base < chunk.len() {
            let mut marks = marks(block_at(chunk, base), self.delimiter);
            while marks != 0 {
                let at = base + marks.trailing_zeros() as usize;
                marks &= marks - 1;
                match chunk.get(at) {
                    Some(b'\n') => {
                        self.end_line(chunk, start, at, lines_before, each)?;
                        start = at + 1;
                    }
                    // The end of the line, if the next byte is the other half of it.
                    Some(b'\r') if chunk.get(at + 1) == Some(&b'\n') => {}
                    Some(byte) if *byte == self.delimiter && self.ends.len() + 1 < FIELDS_MAX => {
                        self.ends.push(at - start);
                    }
                    _ => return Ok(start),
                }
                if at - start.min(at) > RECORD_BYTES_MAX {
                    return Ok(start);
                }
            }
            base += BLOCK;
        }
        Ok(start)
    }

    #[inline]
    fn end_line<E>(
        &mut self,
        chunk: &[u8],
        start: usize,
        at: usize,
        lines_before: u64,
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.lines += 1;
        let line = chunk.get(start..at).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            return Ok(());
        }
        self.ends.push(line.len());
        let done = each(Record::plain(line, &self.ends, lines_before + self.lines));
        self.ends.clear();
        done
    }
}

/// The block that begins there; behind the chunk it is filled with zeros.
#[inline]
fn block_at(chunk: &[u8], base: usize) -> [u8; BLOCK] {
    let rest = chunk.get(base..).unwrap_or_default();
    match rest.first_chunk() {
        Some(block) => *block,
        None => {
            let mut block = [0; BLOCK];
            block.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            block
        }
    }
}

/// One bit for each byte that matters to CSV.
#[inline]
fn marks(block: [u8; BLOCK], delimiter: u8) -> u64 {
    let mut found = [0_u8; BLOCK];
    for (found, byte) in found.iter_mut().zip(block) {
        let is_end = (byte == b'\n') | (byte == b'\r');
        *found = u8::from((byte == delimiter) | (byte == b'"') | is_end);
    }
    let (words, _) = found.as_chunks::<8>();
    words.iter().rev().fold(0, |bits, word| {
        // The product has the lowest bits of the eight bytes side by side in its highest byte.
        let gathered = u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits << 8 | gathered
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_where_the_bytes_are() {
        for at in 0..BLOCK {
            for byte in *b",\n\r\"" {
                let mut block = [b'x'; BLOCK];
                block[at] = byte;
                assert_eq!(marks(block, b','), 1 << at);
                block[BLOCK - 1 - at] = b',';
                assert_eq!(marks(block, b','), 1 << at | 1 << (BLOCK - 1 - at));
            }
        }
        assert_eq!(marks([b'a'; BLOCK], b';'), 0);
    }
}
