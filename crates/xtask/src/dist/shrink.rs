//! What wasm-bindgen writes for every program, and this card does not need, taken out of glue and
//! wasm together: exports nobody calls, imports nobody uses, names nobody reads.
//!
//! Pure text work on the glue; [`super::card`] runs the tools on the wasm. It relies on the layout
//! that wasm-bindgen writes, so every function refuses glue that looks different.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// Three classes for streams to a server. They come with Leptos's server functions, which the card
/// has none of. Their code was left out when the card was linked (see `linker`).
const STREAM_CLASSES: &str = "IntoUnderlying";

/// How the glue names the module that the wasm imports from.
const MODULE: &str = "\"./card_bg.js\": import0";

const IMPORTS_BEGIN: &str = "    const import0 = {\n";
const IMPORTS_END: &str = "\n    };\n";

/// The glue without the stream classes and without the second way to start.
///
/// # Errors
/// When it has another layout.
pub fn without_spare_classes(glue: &str) -> Result<String> {
    let ends = "export { initSync, __wbg_init as default };";
    ensure!(glue.contains(ends), "the glue no longer ends in `{ends}`");
    let glue = glue.replace(ends, "export { __wbg_init as default };");
    let mut kept = String::new();
    // The last line of what is left out now.
    let mut until: Option<fn(&str) -> bool> = None;
    for line in glue.lines() {
        until = until.or_else(|| spare_block(line));
        match until {
            Some(is_last) if is_last(line) => until = None,
            Some(_) => {}
            None => kept.extend([line, "\n"]),
        }
    }
    Ok(kept)
}

/// For the first line of something about the stream classes: how its last line looks.
fn spare_block(line: &str) -> Option<fn(&str) -> bool> {
    let (kind, rest) = line.split_once(STREAM_CLASSES)?;
    match kind {
        "export class " => Some(|line| line == "}"),
        "if (Symbol.dispose) " => Some(|line| line.ends_with(';')),
        "const " if rest.contains("Finalization") => Some(|line| line.ends_with(';')),
        _ => None,
    }
}

/// The wasm's exports that the glue uses.
pub fn used_exports(glue: &str) -> BTreeSet<&str> {
    glue.split("wasm.").skip(1).map(leading_name).filter(|name| !name.is_empty()).collect()
}

/// The graph that tells binaryen's `wasm-metadce` which exports to keep.
pub fn graph(exports: &BTreeSet<&str>) -> String {
    let node = |name: &&str| json!({ "name": name, "export": name, "root": true });
    Value::Array(exports.iter().map(node).collect()).to_string()
}

/// Short names that wasm-opt gave, by the long ones.
#[derive(Debug, Default)]
pub struct ShortNames {
    imports: BTreeMap<String, String>,
    exports: BTreeMap<String, String>,
}

impl ShortNames {
    /// Reads what `--minify-imports-and-exports-and-modules` printed.
    ///
    /// # Errors
    /// When it is not such a mapping.
    pub fn parse(printed: &str) -> Result<Self> {
        let value: Value = serde_json::from_str(printed).context("wasm-opt printed no names")?;
        let imports = pairs(&value, "imports").context("wasm-opt printed no import names")?;
        let exports = pairs(&value, "exports").context("wasm-opt printed no export names")?;
        Ok(Self { imports, exports })
    }

    /// The glue for the wasm with the short names; imports that the wasm does not have are left out.
    ///
    /// # Errors
    /// When the glue has another layout, or uses a name that the wasm does not have.
    pub fn apply(&self, glue: &str) -> Result<String> {
        ensure!(glue.matches(MODULE).count() == 1, "the glue no longer names its module once");
        let (before, rest) = glue.split_once(IMPORTS_BEGIN).context("the glue has no imports")?;
        let (imports, after) = rest.split_once(IMPORTS_END).context("its imports never end")?;
        let short = format!("{before}{IMPORTS_BEGIN}{}{IMPORTS_END}{after}", self.keep(imports)?);
        // All modules got the same short name.
        self.rename_exports(&short.replace(MODULE, "a: import0"))
    }

    /// The entries of the import object that the wasm has, under their short names.
    fn keep(&self, entries: &str) -> Result<String> {
        let mut kept = Vec::new();
        let mut found = 0;
        let mut inside = true;
        for line in entries.lines() {
            let entry = line.strip_prefix("        ").filter(|rest| is_name_start(rest));
            let Some((name, rest)) = entry.and_then(|entry| entry.split_once(": ")) else {
                kept.extend(inside.then(|| line.to_owned()));
                continue;
            };
            let short = self.imports.get(name);
            inside = short.is_some() || name == "__proto__";
            found += usize::from(short.is_some());
            let name = short.map_or(name, String::as_str);
            kept.extend(inside.then(|| format!("        {name}: {rest}")));
        }
        ensure!(found == self.imports.len(), "the glue lacks imports that the wasm has");
        Ok(kept.join("\n"))
    }

    fn rename_exports(&self, glue: &str) -> Result<String> {
        let mut parts = glue.split("wasm.");
        let mut renamed = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let name = leading_name(part);
            // Without a name it was no export: the end of a sentence, or of `card_bg.wasm`.
            let short = if name.is_empty() {
                ""
            } else {
                self.exports.get(name).with_context(|| format!("the wasm has no export {name}"))?
            };
            renamed.push_str("wasm.");
            renamed.push_str(short);
            renamed.push_str(part.strip_prefix(name).unwrap_or(part));
        }
        Ok(renamed)
    }
}

/// The pairs of long and short names; a module's name may stand before them.
fn pairs(value: &Value, kind: &str) -> Option<BTreeMap<String, String>> {
    let rows = value.get(kind)?.as_array()?.iter();
    let pair = |row: &Value| {
        let mut from_the_end = row.as_array()?.iter().rev();
        let short = from_the_end.next()?.as_str()?.to_owned();
        Some((from_the_end.next()?.as_str()?.to_owned(), short))
    };
    rows.map(pair).collect()
}

fn leading_name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

fn is_name_start(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

#[cfg(test)]
#[path = "shrink_test.rs"]
mod tests;
