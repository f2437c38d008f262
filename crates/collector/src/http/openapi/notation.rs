//! A short notation for JSON: `{id: string, n?: integer, *: number}`, `[share]`, `string|null`.
//!
//! A field with `?` may be missing; `...` stands for fields that are not listed, `*` for fields of
//! any name; every other name is one of the schemas of the description. Read once, when the
//! description is asked for, out of the program's own tables: what cannot be read there allows
//! anything, and a test says so.

use serde_json::{Map, Value, json};

/// The JSON Schema of a notation; `None` if it is not of the form above.
#[must_use]
pub fn schema(notation: &str) -> Option<Value> {
    let mut rest = notation;
    let schema = value(&mut rest)?;
    rest.trim().is_empty().then_some(schema)
}

fn value(rest: &mut &str) -> Option<Value> {
    let schema = if eat(rest, "[") {
        let items = value(rest)?;
        eat(rest, "]").then(|| json!({"type": "array", "items": items}))?
    } else if eat(rest, "{") {
        object(rest)?
    } else {
        match word(rest)? {
            "any" => json!({}),
            plain @ ("string" | "integer" | "number" | "boolean" | "null") => {
                json!({"type": plain})
            }
            name => json!({"$ref": format!("#/components/schemas/{name}")}),
        }
    };
    if !eat(rest, "|") {
        return Some(schema);
    }
    let other = value(rest)?;
    Some(json!({"anyOf": [schema, other]}))
}

fn object(rest: &mut &str) -> Option<Value> {
    let (mut properties, mut required, mut others) = (Map::new(), Vec::new(), json!(false));
    while !eat(rest, "}") {
        if eat(rest, "...") {
            others = json!(true);
        } else if eat(rest, "*:") {
            others = value(rest)?;
        } else {
            let name = word(rest)?;
            if !eat(rest, "?") {
                required.push(name);
            }
            if !eat(rest, ":") {
                return None;
            }
            properties.insert(name.to_owned(), value(rest)?);
        }
        // A comma, unless this was the last.
        if !eat(rest, ",") && !rest.trim_start().starts_with('}') {
            return None;
        }
    }
    Some(json!({
        "type": "object", "properties": properties, "required": required,
        "additionalProperties": others,
    }))
}

fn eat(rest: &mut &str, what: &str) -> bool {
    let found = rest.trim_start().strip_prefix(what);
    *rest = found.unwrap_or(rest);
    found.is_some()
}

fn word<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let text = rest.trim_start();
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    let (word, left) = text.split_at_checked(end).filter(|(word, _)| !word.is_empty())?;
    *rest = left;
    Some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notation_becomes_a_schema() {
        let whole = schema("{id: string, n?: integer|null, list: [share], ...}").unwrap();
        let expected = json!({
            "type": "object", "additionalProperties": true, "required": ["id", "list"],
            "properties": {
                "id": {"type": "string"},
                "n": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
                "list": {"type": "array", "items": {"$ref": "#/components/schemas/share"}},
            },
        });
        assert_eq!(whole, expected);
        let counts = schema("{*: integer}").unwrap();
        assert_eq!(counts["additionalProperties"], json!({"type": "integer"}));
        for wrong in ["", "{", "{id}", "{id: }", "[string", "string string", "{a: any b: any}"] {
            assert_eq!(schema(wrong), None, "{wrong}");
        }
    }
}
