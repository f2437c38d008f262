//! JSON without surprises, for documents that anybody may send.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// What is wrong, with line and column but without the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed(pub String);

/// One JSON value, as RFC 8259 defines it: no byte order mark, no NaN, no number beyond a double,
/// no lone surrogate, at most 128 levels, and no name twice in one object (which of the two was
/// meant nobody can know).
///
/// # Errors
/// It is none.
pub fn parse(bytes: &[u8]) -> Result<Value, Malformed> {
    let strict: Strict = serde_json::from_slice(bytes).map_err(|error| {
        let what = match error.classify() {
            serde_json::error::Category::Data => "a name stands twice in one object",
            serde_json::error::Category::Eof => "it ends early",
            _ => "it cannot be read",
        };
        let (line, column) = (error.line(), error.column());
        Malformed(format!("{what} (line {line}, column {column})"))
    })?;
    Ok(strict.0)
}

/// A [`Value`] that refuses a name given twice; `serde_json` would silently keep the last.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some((name, Strict(value))) = entries.next_entry::<String, Strict>()? {
            if map.insert(name, value).is_some() {
                return Err(A::Error::custom("a name stands twice"));
            }
        }
        Ok(map.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_values_read_as_serde_json_reads_them() {
        let text = r#"{"a":[1,-2,0.5,true,null,"x"],"b":{"c":{}}}"#;
        let plain: Value = serde_json::from_str(text).unwrap();
        assert_eq!(parse(text.as_bytes()).unwrap(), plain);
    }

    #[test]
    fn surprises_are_refused() {
        let deep = "[".repeat(100_000);
        for bad in [
            "",
            "{",
            "NaN",
            "1e999",
            r#"{"a":1,"a":1}"#,
            r#"[{"x":{"a":1,"a":2}}]"#,
            "\u{feff}{}",
            r#""\ud800""#,
            "{} {}",
            "{'a':1}",
            "[1,]",
            &deep,
        ] {
            assert!(parse(bad.as_bytes()).is_err(), "{bad:.20}");
        }
        let utf16: Vec<u8> = "{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(parse(&utf16).is_err());
        assert!(parse(b"\"\xff\"").is_err());
    }
}
