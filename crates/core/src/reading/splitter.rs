//! Chunks of text to records of fields.
//!
//! Lines without a quotation mark are cut where they stand, see [`super::plain`]; `csv-core` reads all
//! others, and those that stretch over chunks. Records beyond the limits are cut and marked, so that
//! memory stays flat whatever the file holds.

use csv_core::ReadRecordResult;

use super::error::RowFault;
use super::plain::PlainLines;
use super::record::Record;

/// More than a comment can be, less than a machine lacks.
pub(super) const RECORD_BYTES_MAX: usize = 16 << 20;
pub(super) const FIELDS_MAX: usize = 4_096;

/// Splits CSV with a given delimiter.
#[derive(Debug)]
pub(super) struct Splitter {
    reader: Box<csv_core::Reader>,
    plain: PlainLines,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// How much of both is filled.
    written: usize,
    fields: usize,
    /// `csv-core` has begun a record, or may have.
    within: bool,
    /// The record at hand went beyond a limit and is being skipped.
    too_long: bool,
}

impl Splitter {
    pub(super) fn new(delimiter: u8) -> Self {
        let reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        Self {
            reader: Box::new(reader),
            plain: PlainLines::new(delimiter),
            bytes: vec![0; 64 << 10],
            ends: vec![0; 64],
            written: 0,
            fields: 0,
            within: false,
            too_long: false,
        }
    }

    /// Calls `each` for every record that ends within the chunk.
    pub(super) fn push<E>(
        &mut self,
        mut chunk: &[u8],
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        while !chunk.is_empty() {
            if !self.within {
                let used = self.plain.cut(chunk, self.reader.line(), each)?;
                chunk = chunk.get(used..).unwrap_or_default();
            }
            self.within |= !chunk.is_empty();
            while self.within && !chunk.is_empty() {
                let used = self.step(chunk, each)?;
                chunk = chunk.get(used..).unwrap_or_default();
            }
        }
        Ok(())
    }

    /// The record without a line end at the end of the file, if there is one.
    pub(super) fn finish<E>(
        &mut self,
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        // A line end closes any record but one within quotes, where it is text.
        let before = self.written;
        self.within = true;
        self.push(b"\n", each)?;
        if self.written <= before && !self.too_long {
            return Ok(());
        }
        let reason = if self.too_long { RowFault::TooLong } else { RowFault::UnclosedQuote };
        let bytes = self.bytes.get(..before).unwrap_or_default();
        each(Record::flawed(bytes, self.line(), reason))
    }

    /// One step of the splitter; how many bytes of the chunk it took.
    fn step<E>(
        &mut self,
        chunk: &[u8],
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<usize, E> {
        let bytes = self.bytes.get_mut(self.written..).unwrap_or_default();
        let ends = self.ends.get_mut(self.fields..).unwrap_or_default();
        let (result, used, written, fields) = self.reader.read_record(chunk, bytes, ends);
        self.written += written;
        self.fields += fields;
        match result {
            ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
            ReadRecordResult::OutputFull => self.grow_bytes(),
            ReadRecordResult::OutputEndsFull => self.grow_ends(),
            ReadRecordResult::Record => {
                // Of CR LF the record takes the CR; the LF is counted with the next.
                let half = used.checked_sub(1).and_then(|last| chunk.get(last)) == Some(&b'\r');
                let bytes = self.bytes.get(..self.written).unwrap_or_default();
                let ends = self.ends.get(..self.fields).unwrap_or_default();
                let line_after = self.reader.line() + self.plain.lines() + u64::from(half);
                let mut record = Record::new(bytes, ends, line_after);
                record.flaw = self.too_long.then_some(RowFault::TooLong);
                (self.written, self.fields, self.too_long) = (0, 0, false);
                self.within = false;
                each(record)?;
            }
        }
        Ok(used)
    }

    fn line(&self) -> u64 {
        self.reader.line() + self.plain.lines()
    }

    fn grow_bytes(&mut self) {
        if self.bytes.len() < RECORD_BYTES_MAX {
            let more = self.bytes.len() * 2;
            self.bytes.resize(more, 0);
        } else {
            self.start_over();
        }
    }

    fn grow_ends(&mut self) {
        if self.ends.len() < FIELDS_MAX {
            let more = self.ends.len() * 2;
            self.ends.resize(more, 0);
        } else {
            self.start_over();
        }
    }

    /// Reads on over what was read: the record is skipped, its end is still found.
    fn start_over(&mut self) {
        (self.written, self.fields, self.too_long) = (0, 0, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Found = Vec<(u64, Vec<String>, Option<RowFault>)>;

    fn split(text: &str, step: usize) -> Found {
        let mut found = Found::new();
        let mut each = |record: Record<'_>| {
            found.push((record.line(), record.texts(), record.flaw));
            Ok::<(), ()>(())
        };
        let mut splitter = Splitter::new(b',');
        for chunk in text.as_bytes().chunks(step) {
            splitter.push(chunk, &mut each).unwrap();
        }
        splitter.finish(&mut each).unwrap();
        found
    }

    #[test]
    fn lines_and_fields_do_not_depend_on_chunks_or_line_ends() {
        for line_end in ["\n", "\r\n"] {
            let text = ["a,b", "1,\"x\ny\"", "", "2,\"\"\"\"", "3,z"].join(line_end);
            for step in 1..text.len() {
                let found = split(&text, step);
                let lines: Vec<u64> = found.iter().map(|(line, ..)| *line).collect();
                assert_eq!(lines, [1, 2, 5, 6], "{line_end:?} {step}");
                assert_eq!(found[1].1, ["1", "x\ny"]);
                assert_eq!(found[2].1, ["2", "\""]);
                assert!(found.iter().all(|(_, _, flaw)| flaw.is_none()));
            }
        }
    }

    /// The same as `csv-core` alone, whatever the text and wherever it is cut.
    #[test]
    fn plain_lines_are_cut_as_the_others_are() {
        let alphabet = [b"a", b"b", b",", b",", b"\n", b"\n", b"\r", b"\"", b" ", b"\xc3"];
        let mut state = 1_u64;
        let mut random = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as usize % below
        };
        for _ in 0..2_000 {
            let text: Vec<u8> =
                (0..random(150)).flat_map(|_| *alphabet[random(alphabet.len())]).collect();
            let step = 1 + random(100);
            let read = |mut splitter: Splitter| {
                let mut found = Found::new();
                let mut each = |record: Record<'_>| {
                    found.push((record.line(), record.texts(), record.flaw));
                    Ok::<(), ()>(())
                };
                for chunk in text.chunks(step) {
                    splitter.push(chunk, &mut each).unwrap();
                }
                splitter.finish(&mut each).unwrap();
                found
            };
            let mut slow = Splitter::new(b',');
            slow.plain = PlainLines::none();
            assert_eq!(read(Splitter::new(b',')), read(slow), "{text:?} {step}");
        }
    }

    #[test]
    fn an_unclosed_quote_is_told_with_its_line() {
        let found = split("a,b\n1,x\n2,\"never\n3,y\n", 4);
        assert_eq!(found.len(), 3);
        assert_eq!((found[2].0, found[2].2), (3, Some(RowFault::UnclosedQuote)));
    }

    #[test]
    fn records_beyond_the_limit_are_marked_and_the_next_is_read() {
        let text = format!("a,b\n1,{}\n2,y\n", "x".repeat(RECORD_BYTES_MAX + 1));
        let found = split(&text, 1 << 20);
        assert_eq!(found[1].2, Some(RowFault::TooLong));
        assert_eq!((found[2].1[0].as_str(), found[2].2), ("2", None));
        let wide = format!("a,b\n{}\n2,y\n", ",".repeat(FIELDS_MAX + 9));
        let found = split(&wide, 1 << 20);
        assert_eq!(found[1].2, Some(RowFault::TooLong));
        assert_eq!(found[2].1, ["2", "y"]);
    }

    #[test]
    fn ten_megabytes_in_one_field_are_read() {
        let text = format!("a,b\n1,\"{}\"\n", "x".repeat(10 << 20));
        let found = split(&text, 1 << 16);
        assert_eq!((found[1].1[1].len(), found[1].2), (10 << 20, None));
    }
}
