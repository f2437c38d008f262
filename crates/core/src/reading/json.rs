//! JSON: one object per line, or a list of objects; nested names joined with points. Objects become
//! records of the columns that the first ones had.

use serde_json::Value;

use super::error::{ReadError, RowFault};
use super::json_list::ListCutter;
use super::record::Record;

/// Longer objects are bad rows.
pub(super) const OBJECT_BYTES_MAX: usize = 16 << 20;
const DEPTH_MAX: usize = 4;
const NAMES_MAX: usize = 200;

/// How objects follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Objects {
    /// Each on a line of its own.
    Lines,
    /// In one list.
    List,
}

/// Names and values of the first objects as rows, the names first.
///
/// # Errors
/// When there is no object, or one that holds the answers in a list.
pub(super) fn sample(
    text: &[u8],
    objects: Objects,
    rows_max: usize,
) -> Result<Vec<Vec<String>>, ReadError> {
    let values = values(text, objects, rows_max);
    if let [only] = values.as_slice()
        && objects == Objects::Lines
        && holds_list(only)
    {
        let (found, advice) =
            ("a JSON object around a list", "write the list alone, or one object per line");
        return Err(ReadError::NotATable { found, advice });
    }
    if values.is_empty() {
        let (found, advice) =
            ("JSON of another form", "write a list of objects, or each object on one line");
        return Err(ReadError::NotATable { found, advice });
    }
    Ok(rows(&values))
}

fn values(text: &[u8], objects: Objects, rows_max: usize) -> Vec<Value> {
    let mut values = Vec::new();
    let mut keep = |object: &[u8]| {
        let value = serde_json::from_slice(object).ok();
        values.extend(value.filter(Value::is_object));
        if values.len() < rows_max { Ok(()) } else { Err(()) }
    };
    let stopped = match objects {
        Objects::Lines => text.split(|byte| *byte == b'\n').take(rows_max).try_for_each(keep),
        Objects::List => ListCutter::default().push(text, &mut |object, _, _| keep(object)),
    };
    debug_assert!(stopped.is_ok() || values.len() == rows_max);
    values
}

fn holds_list(value: &Value) -> bool {
    let mut fields = value.as_object().into_iter().flat_map(|fields| fields.values());
    fields.any(|field| {
        let list = field.as_array().map(Vec::as_slice).unwrap_or_default();
        list.len() > 1 && list.iter().all(Value::is_object)
    })
}

fn rows(values: &[Value]) -> Vec<Vec<String>> {
    let objects: Vec<Vec<(String, String)>> = values
        .iter()
        .map(|value| {
            let mut cells = Vec::new();
            flatten("", value, DEPTH_MAX, &mut cells);
            cells
        })
        .collect();
    let mut names: Vec<String> = Vec::new();
    for (name, _) in objects.iter().flatten() {
        if !names.contains(name) && names.len() < NAMES_MAX {
            names.push(name.clone());
        }
    }
    // The order of the objects does not matter.
    names.sort_unstable();
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

/// Objects as records.
#[derive(Debug)]
pub(super) struct JsonRecords {
    cutter: Cutter,
    table: ObjectTable,
}

#[derive(Debug)]
enum Cutter {
    Lines(LineCutter),
    List(ListCutter),
}

impl JsonRecords {
    /// Records will have these columns, in this order.
    pub(super) fn new(objects: Objects, names: Vec<String>) -> Self {
        let cutter = match objects {
            Objects::Lines => Cutter::Lines(LineCutter::default()),
            Objects::List => Cutter::List(ListCutter::default()),
        };
        Self { cutter, table: ObjectTable { names, bytes: Vec::new(), ends: Vec::new() } }
    }

    /// Calls `each` for every object that ends within the chunk.
    pub(super) fn push<E>(
        &mut self,
        chunk: &[u8],
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Self { cutter, table } = self;
        let mut object = |text: &[u8], line, too_long| table.record(text, line, too_long, each);
        match cutter {
            Cutter::Lines(lines) => lines.push(chunk, &mut object),
            Cutter::List(list) => list.push(chunk, &mut object),
        }
    }

    /// What is left at the end of the file.
    pub(super) fn finish<E>(
        &mut self,
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Self { cutter, table } = self;
        let mut object = |text: &[u8], line, too_long| table.record(text, line, too_long, each);
        match cutter {
            Cutter::Lines(lines) => lines.end_line(&mut object),
            Cutter::List(list) => list.finish(&mut object),
        }
    }
}

/// Cuts chunks into lines.
#[derive(Debug, Default)]
struct LineCutter {
    line: Vec<u8>,
    lines: u64,
    too_long: bool,
}

impl LineCutter {
    fn push<E>(
        &mut self,
        chunk: &[u8],
        each: &mut impl FnMut(&[u8], u64, bool) -> Result<(), E>,
    ) -> Result<(), E> {
        for piece in chunk.split_inclusive(|byte| *byte == b'\n') {
            if self.line.len() + piece.len() > OBJECT_BYTES_MAX {
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

    fn end_line<E>(
        &mut self,
        each: &mut impl FnMut(&[u8], u64, bool) -> Result<(), E>,
    ) -> Result<(), E> {
        self.lines += 1;
        let too_long = core::mem::take(&mut self.too_long);
        let mut line = core::mem::take(&mut self.line);
        let text = line.trim_ascii();
        let result =
            if text.is_empty() && !too_long { Ok(()) } else { each(text, self.lines, too_long) };
        // Kept for its capacity.
        line.clear();
        self.line = line;
        result
    }
}

/// Makes a record of an object, with the same columns for each.
#[derive(Debug)]
struct ObjectTable {
    names: Vec<String>,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl ObjectTable {
    /// `line` is the one the object begins on.
    fn record<E>(
        &mut self,
        text: &[u8],
        line: u64,
        too_long: bool,
        each: &mut impl FnMut(Record<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let value = if too_long { None } else { serde_json::from_slice::<Value>(text).ok() };
        let Some(object @ Value::Object(_)) = value else {
            let fault = if too_long { RowFault::TooLong } else { RowFault::NotJson };
            return each(Record::flawed(text, line + 1 + breaks(text), fault));
        };
        self.bytes.clear();
        self.ends.clear();
        for name in &self.names {
            let text = lookup(&object, name).map(text_of).unwrap_or_default();
            self.bytes.extend_from_slice(text.as_bytes());
            self.ends.push(self.bytes.len());
        }
        // Line breaks within texts are not line breaks of the file.
        each(Record::new(&self.bytes, &self.ends, line + 1 + breaks(&self.bytes)))
    }
}

fn breaks(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
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
