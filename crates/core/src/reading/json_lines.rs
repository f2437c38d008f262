//! JSON lines: one object per line, nested names joined with points, to records of the columns
//! that the first lines had.

use serde_json::Value;

use super::error::RowFault;
use super::record::Record;

const LINE_BYTES_MAX: usize = 16 << 20;
const DEPTH_MAX: usize = 4;

/// Names and values of the first lines as rows, the names first.
pub(super) fn sample(text: &[u8], rows_max: usize) -> Vec<Vec<String>> {
    let objects: Vec<Vec<(String, String)>> = text
        .split(|byte| *byte == b'\n')
        .take(rows_max)
        .filter_map(|line| serde_json::from_slice(line).ok())
        .map(|value: Value| {
            let mut cells = Vec::new();
            flatten("", &value, DEPTH_MAX, &mut cells);
            cells
        })
        .collect();
    let mut names: Vec<String> = Vec::new();
    for (name, _) in objects.iter().flatten() {
        if !names.contains(name) && names.len() < 200 {
            names.push(name.clone());
        }
    }
    let row = |object: &Vec<(String, String)>| {
        let value = |name: &String| object.iter().find(|(other, _)| other == name);
        names.iter().map(|name| value(name).map_or(String::new(), |(_, v)| v.clone())).collect()
    };
    let mut rows: Vec<Vec<String>> = objects.iter().map(row).collect();
    rows.insert(0, names);
    rows
}

fn flatten(prefix: &str, value: &Value, depth: usize, cells: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) if depth > 0 => {
            for (name, value) in fields {
                let path =
                    if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                flatten(&path, value, depth - 1, cells);
            }
        }
        _ => cells.push((prefix.to_owned(), text_of(value))),
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Cuts chunks into lines and lines into records.
#[derive(Debug)]
pub(super) struct JsonLines {
    names: Vec<String>,
    line: Vec<u8>,
    line_number: u64,
    too_long: bool,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl JsonLines {
    /// Records will have these columns, in this order.
    pub(super) fn new(names: Vec<String>) -> Self {
        Self {
            names,
            line: Vec::new(),
            line_number: 0,
            too_long: false,
            bytes: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Calls `each` for every line that ends within the chunk.
    pub(super) fn push<E>(
        &mut self,
        chunk: &[u8],
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        for piece in chunk.split_inclusive(|byte| *byte == b'\n') {
            if self.line.len() + piece.len() > LINE_BYTES_MAX {
                (self.too_long, self.line) = (true, Vec::new());
            }
            if !self.too_long {
                self.line.extend_from_slice(piece);
            }
            if piece.ends_with(b"\n") {
                self.end_line(each)?;
            }
        }
        Ok(())
    }

    /// The last line, if it has no end.
    pub(super) fn finish<E>(
        &mut self,
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.end_line(each)
    }

    fn end_line<E>(&mut self, each: &mut impl FnMut(Record<'_>) -> Result<(), E>) -> Result<(), E> {
        self.line_number += 1;
        let too_long = core::mem::take(&mut self.too_long);
        let mut line = core::mem::take(&mut self.line);
        let result = self.record(line.trim_ascii(), too_long, each);
        // Kept for its capacity.
        line.clear();
        self.line = line;
        result
    }

    fn record<E>(
        &mut self,
        line: &[u8],
        too_long: bool,
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        if line.is_empty() && !too_long {
            return Ok(());
        }
        let value = if too_long { None } else { serde_json::from_slice::<Value>(line).ok() };
        let Some(object @ Value::Object(_)) = value else {
            let reason = if too_long { RowFault::TooLong } else { RowFault::NotJson };
            return each(Record::flawed(line, self.line_number + 1, reason));
        };
        self.bytes.clear();
        self.ends.clear();
        for name in &self.names {
            let text = lookup(&object, name).map(text_of).unwrap_or_default();
            self.bytes.extend_from_slice(text.as_bytes());
            self.ends.push(self.bytes.len());
        }
        // Line breaks within texts are not line breaks of the file.
        let breaks = self.bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        each(Record::new(&self.bytes, &self.ends, self.line_number + 1 + breaks))
    }
}

/// A value by its joined name; names of fields may hold points themselves.
fn lookup<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    let fields = value.as_object()?;
    fields.get(path).or_else(|| {
        path.match_indices('.').find_map(|(at, _)| {
            let (name, rest) = (path.get(..at)?, path.get(at + 1..)?);
            lookup(fields.get(name)?, rest)
        })
    })
}
