//! `cargo xtask size`: what each part of a version weighs, and what a visitor downloads until the
//! card stands.
//!
//! Not here: limits. A test holds the sizes to them.

use anyhow::Result;

use crate::dist::manifest::{Entry, Manifest};
use crate::project::Project;

/// Builds `dist/` and prints the table.
///
/// # Errors
/// When `dist/` cannot be built.
pub fn print(project: &Project) -> Result<()> {
    let manifest = crate::dist::build(project)?;
    print!("{}", table(&manifest));
    Ok(())
}

/// Parts that a visitor downloads, by name and file of a version.
const DOWNLOADED: [(&str, &str); 3] =
    [("loader", "outoften.js"), ("glue", "card.js"), ("wasm", "card.wasm")];

fn table(manifest: &Manifest) -> String {
    let mut rows = vec![heading()];
    let mut total = [0; 3];
    for (name, file) in DOWNLOADED {
        let path = format!("v{}/{file}", manifest.version);
        if let Some(entry) = manifest.files.get(&path) {
            rows.push(row(name, sizes(entry)));
            total.iter_mut().zip(sizes(entry)).for_each(|(sum, size)| *sum += size);
        }
    }
    rows.push(row("until the card stands", total));
    rows.concat()
}

fn sizes(entry: &Entry) -> [u64; 3] {
    [entry.raw, entry.gzip, entry.brotli]
}

fn heading() -> String {
    format!("{:<24}{:>10}{:>10}{:>10}\n", "part", "raw", "gzip", "brotli")
}

fn row(name: &str, [raw, gzip, brotli]: [u64; 3]) -> String {
    format!("{name:<24}{raw:>10}{gzip:>10}{brotli:>10}\n")
}
