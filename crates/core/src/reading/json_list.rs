//! Cuts one JSON list into its elements as it comes, so that a list of any length takes the memory
//! of one element.

use super::json::OBJECT_BYTES_MAX;

/// Where in the list the next byte stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// Before the list.
    #[default]
    Before,
    /// Between elements.
    Between,
    /// Within an element.
    Inside,
    /// Behind the list.
    Behind,
}

/// The scanner: only strings and brackets matter to it, the rest is the parser's.
#[derive(Debug)]
pub(super) struct ListCutter {
    place: Place,
    /// Brackets that are open within the element.
    depth: usize,
    in_string: bool,
    escaped: bool,
    element: Vec<u8>,
    too_long: bool,
    line: u64,
    /// The line on which the element begins.
    began: u64,
}

impl Default for ListCutter {
    fn default() -> Self {
        Self {
            place: Place::Before,
            depth: 0,
            in_string: false,
            escaped: false,
            element: Vec::new(),
            too_long: false,
            line: 1,
            began: 1,
        }
    }
}

impl ListCutter {
    /// Calls `each` with every element that ends within the chunk, the line it begins on, and
    /// whether it is too long to be kept.
    pub(super) fn push<E>(
        &mut self,
        chunk: &[u8],
        each: &mut impl FnMut(&[u8], u64, bool) -> Result<(), E>,
    ) -> Result<(), E> {
        for byte in chunk {
            self.line += u64::from(*byte == b'\n');
            match self.place {
                Place::Before => {
                    if *byte == b'[' {
                        self.place = Place::Between;
                    }
                }
                Place::Between => match byte {
                    b']' => self.place = Place::Behind,
                    b',' => {}
                    space if space.is_ascii_whitespace() => {}
                    _ => {
                        (self.place, self.began) = (Place::Inside, self.line);
                        self.inside(*byte, each)?;
                    }
                },
                Place::Inside => self.inside(*byte, each)?,
                Place::Behind => {}
            }
        }
        Ok(())
    }

    /// A list that was not closed is one more element, which is no object.
    pub(super) fn finish<E>(
        &mut self,
        each: &mut impl FnMut(&[u8], u64, bool) -> Result<(), E>,
    ) -> Result<(), E> {
        match self.place {
            Place::Behind => Ok(()),
            Place::Inside => self.end(each),
            Place::Before | Place::Between => each(b"", self.line, false),
        }
    }

    fn inside<E>(
        &mut self,
        byte: u8,
        each: &mut impl FnMut(&[u8], u64, bool) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.in_string {
            self.keep(byte);
            self.in_string = self.escaped || byte != b'"';
            self.escaped = !self.escaped && byte == b'\\';
            return Ok(());
        }
        match byte {
            b',' | b']' if self.depth == 0 => {
                self.end(each)?;
                if byte == b']' {
                    self.place = Place::Behind;
                }
                return Ok(());
            }
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.keep(byte);
        Ok(())
    }

    fn keep(&mut self, byte: u8) {
        if self.element.len() < OBJECT_BYTES_MAX {
            self.element.push(byte);
        } else {
            self.too_long = true;
        }
    }

    fn end<E>(
        &mut self,
        each: &mut impl FnMut(&[u8], u64, bool) -> Result<(), E>,
    ) -> Result<(), E> {
        self.place = Place::Between;
        (self.depth, self.in_string, self.escaped) = (0, false, false);
        let too_long = core::mem::take(&mut self.too_long);
        let done = each(self.element.trim_ascii(), self.began, too_long);
        self.element.clear();
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(text: &str, step: usize) -> Vec<(String, u64)> {
        let mut found = Vec::new();
        let mut cutter = ListCutter::default();
        let mut each = |element: &[u8], line, _| -> Result<(), ()> {
            found.push((String::from_utf8_lossy(element).into_owned(), line));
            Ok(())
        };
        for chunk in text.as_bytes().chunks(step) {
            cutter.push(chunk, &mut each).unwrap();
        }
        cutter.finish(&mut each).unwrap();
        found
    }

    #[test]
    fn elements_end_where_their_brackets_do() {
        let text = "\n[\n {\"a\": \"]},\\\"[\"},\n\n{\"b\":\n[1,2]} , 7,\"x,y\"]\n";
        for step in [1, 3, 1_000] {
            let found = elements(text, step);
            let texts: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
            assert_eq!(texts, ["{\"a\": \"]},\\\"[\"}", "{\"b\":\n[1,2]}", "7", "\"x,y\""]);
            assert_eq!(found.iter().map(|(_, line)| *line).collect::<Vec<_>>(), [3, 5, 6, 6]);
        }
        assert_eq!(elements("[]", 1), []);
    }

    #[test]
    fn a_list_that_is_cut_off_says_so() {
        assert_eq!(elements("[{\"a\":1},{\"a\"", 2).last().unwrap().0, "{\"a\"");
        assert_eq!(elements("[{\"a\":1},\n", 2), [("{\"a\":1}".to_owned(), 1), (String::new(), 2)]);
    }
}
