//! `cargo xtask size`: what a visitor who is asked downloads, part by part.
//!
//! Not here: limits. A test holds the sizes to them.

use anyhow::Result;

use crate::dist::manifest::{Manifest, Sizes};
use crate::project::Project;

/// Builds `dist/` and prints the table.
///
/// # Errors
/// When `dist/` cannot be built.
pub fn print(project: &Project) -> Result<()> {
    print!("\n{}", table(&crate::dist::build(project)?));
    Ok(())
}

/// The table, in Markdown, so that README can hold it as it is.
fn table(manifest: &Manifest) -> String {
    let mut lines = vec![
        format!("| {:<24} | {:>9} | {:>9} | {:>9} |\n", "part", "raw", "gzip", "brotli"),
        format!("|{:-<26}|{1:->10}:|{1:->10}:|{1:->10}:|\n", "", ""),
    ];
    lines.extend(manifest.downloads.iter().map(|(name, sizes)| row(name, *sizes)));
    lines.push(row("all of it", manifest.total()));
    lines.concat()
}

fn row(name: &str, sizes: Sizes) -> String {
    let [raw, gzip, brotli] = [sizes.raw, sizes.gzip, sizes.brotli].map(thousands);
    format!("| {name:<24} | {raw:>9} | {gzip:>9} | {brotli:>9} |\n")
}

/// `12,345`.
fn thousands(bytes: u64) -> String {
    match bytes {
        0..1000 => bytes.to_string(),
        _ => format!("{},{:03}", thousands(bytes / 1000), bytes % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ends_with_the_total() {
        let mut manifest = Manifest::new("0.1.0");
        let loader = Sizes { raw: 2436, gzip: 1233, brotli: 1068 };
        let wasm = Sizes { raw: 102_824, gzip: 43_332, brotli: 36_839 };
        manifest.downloads = vec![("loader".into(), loader), ("wasm".into(), wasm)];
        assert_eq!(
            table(&manifest),
            "\
| part                     |       raw |      gzip |    brotli |
|--------------------------|----------:|----------:|----------:|
| loader                   |     2,436 |     1,233 |     1,068 |
| wasm                     |   102,824 |    43,332 |    36,839 |
| all of it                |   105,260 |    44,565 |    37,907 |
"
        );
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1_000), "1,000");
        assert_eq!(thousands(1_000_007), "1,000,007");
    }
}
