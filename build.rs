//! Shrinks the card's style sheets before they are compiled in: comments and needless space would be
//! downloaded by every visitor.

use std::{env, error::Error, fs, path::Path};

/// Signs of which no space on either side means anything. A colon has one only after it, and the sheet
/// writes none after a selector's.
const APART: [char; 6] = ['{', '}', ';', ',', '>', ':'];

fn main() -> Result<(), Box<dyn Error>> {
    for name in ["card.css", "looks.css"] {
        let source = format!("src/widget/{name}");
        println!("cargo::rerun-if-changed={source}");
        let small = shrink(&fs::read_to_string(&source)?);
        fs::write(Path::new(&env::var("OUT_DIR")?).join(name), small)?;
    }
    Ok(())
}

fn shrink(css: &str) -> String {
    let mut small = String::new();
    let mut rest = css.trim();
    while let Some(sign) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after).trim_start();
            continue;
        }
        if let Some((text, after)) = rest.strip_prefix('"').and_then(|text| text.split_once('"')) {
            small.extend(["\"", text, "\""]);
            rest = after;
            continue;
        }
        rest = rest.strip_prefix(sign).unwrap_or_default();
        if sign.is_whitespace() {
            rest = rest.trim_start();
            let next = rest.chars().next().unwrap_or('}');
            let ends = small.ends_with(APART) || small.is_empty();
            // A selector may begin with a colon, after a space that means something.
            let begins = next != ':' && APART.contains(&next) || next == '!';
            // A property of nothing but a space.
            let is_empty = small.ends_with(':') && next == ';';
            if is_empty || !ends && !begins {
                small.push(' ');
            }
            continue;
        }
        if sign == '}' && small.ends_with(';') {
            small.pop();
        }
        small.push(sign);
    }
    small
}
