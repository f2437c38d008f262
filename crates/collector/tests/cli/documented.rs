//! The commands in `docs/measuring.md` print what stands there.

use serde_json::Value;

use crate::program::run;

/// The same, numbers to a billionth: the last digits may differ between machines.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            (a.as_f64().unwrap() - b.as_f64().unwrap()).abs() < 1e-9
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let equal = |(name, value): (&String, &Value)| {
                b.get(name).is_some_and(|other| same(value, other))
            };
            a.len() == b.len() && a.iter().all(equal)
        }
        (a, b) => a == b,
    }
}

#[test]
fn every_command_prints_what_the_document_shows() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/measuring.md");
    let document = std::fs::read_to_string(path).unwrap();
    let mut lines = document.lines();
    let mut tried = 0;
    while let Some(line) = lines.next() {
        let Some(arguments) = line.strip_prefix("$ outoften ") else { continue };
        let shown: Value = serde_json::from_str(lines.next().unwrap()).unwrap();
        let printed = run(arguments).json();
        assert!(same(&printed, &shown), "{arguments}\n{printed}\n{shown}");
        tried += 1;
    }
    assert!(tried >= 6, "{tried} commands");
}
