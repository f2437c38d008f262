//! `dist/manifest.json`: for each file its size, raw and compressed, and its
//! integrity hash; and what a visitor downloads of them.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Add;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256, Sha384};

/// The manifest's name below `dist/`.
pub const MANIFEST: &str = "manifest.json";

/// What `dist/` holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The released version, `0.1.0`.
    pub version: String,
    /// Every file that is served compressed, by its path below `dist/`.
    pub files: BTreeMap<String, Entry>,
    /// What a visitor who is asked downloads, nearly in that order: a name for people, and sizes.
    pub downloads: Vec<(String, Sizes)>,
}

/// Bytes of one file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sizes {
    /// As it is.
    pub raw: u64,
    /// As `.gz`.
    pub gzip: u64,
    /// As `.br`.
    pub brotli: u64,
}

/// One file of `dist/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it weighs.
    pub sizes: Sizes,
    /// For the `integrity` attribute of a tag: `sha384-...`.
    pub integrity: String,
}

/// The value of an `integrity` attribute for these bytes.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The same for the loader's own modules, by the shorter hash: a visitor downloads six of them.
pub fn short_integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

impl Sizes {
    fn read(value: &Value) -> Option<Self> {
        let number = |name: &str| value.get(name)?.as_u64();
        Some(Self { raw: number("raw")?, gzip: number("gzip")?, brotli: number("brotli")? })
    }

    fn to_value(self) -> Value {
        json!({ "raw": self.raw, "gzip": self.gzip, "brotli": self.brotli })
    }
}

impl Add for Sizes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

impl Entry {
    /// Hashes a file; the sizes come measured.
    pub fn new(bytes: &[u8], sizes: Sizes) -> Self {
        let integrity = integrity(bytes);
        Self { sizes, integrity }
    }

    fn read(value: &Value) -> Option<Self> {
        let integrity = value.get("integrity")?.as_str()?.to_owned();
        Some(Self { sizes: Sizes::read(value)?, integrity })
    }

    fn to_value(&self) -> Value {
        let mut value = self.sizes.to_value();
        value["integrity"] = self.integrity.as_str().into();
        value
    }
}

impl Manifest {
    /// A manifest without files.
    pub fn new(version: &str) -> Self {
        Self { version: version.to_owned(), files: BTreeMap::new(), downloads: Vec::new() }
    }

    /// What all downloads weigh together.
    pub fn total(&self) -> Sizes {
        self.downloads.iter().fold(Sizes::default(), |sum, (_, sizes)| sum + *sizes)
    }

    /// Reads the manifest of a `dist/` that was written before.
    ///
    /// # Errors
    /// When there is none, or it has another shape.
    pub fn read(dist: &Path) -> Result<Self> {
        let text = fs::read_to_string(dist.join(MANIFEST)).context("reading the manifest")?;
        Self::parse(&serde_json::from_str(&text)?).context("the manifest has another shape")
    }

    fn parse(value: &Value) -> Option<Self> {
        let version = value.get("version")?.as_str()?.to_owned();
        let files = value.get("files")?.as_object()?.iter();
        let files = files.map(|(path, entry)| Some((path.clone(), Entry::read(entry)?)));
        let downloads = value.get("downloads")?.as_array()?.iter();
        let downloads = downloads
            .map(|part| Some((part.get("part")?.as_str()?.to_owned(), Sizes::read(part)?)));
        Some(Self {
            version,
            files: files.collect::<Option<_>>()?,
            downloads: downloads.collect::<Option<_>>()?,
        })
    }

    /// The manifest as it lies in `dist/`; `total` adds the downloads up.
    pub fn to_json(&self) -> String {
        let files: serde_json::Map<String, Value> =
            self.files.iter().map(|(path, entry)| (path.clone(), entry.to_value())).collect();
        let downloads: Vec<Value> = self.downloads.iter().map(download).collect();
        let value = json!({
            "version": self.version,
            "files": files,
            "downloads": downloads,
            "total": self.total().to_value(),
        });
        format!("{value:#}\n")
    }
}

fn download((name, sizes): &(String, Sizes)) -> Value {
    let mut value = sizes.to_value();
    value["part"] = name.as_str().into();
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: Sizes = Sizes { raw: 8, gzip: 7, brotli: 5 };

    #[test]
    fn a_manifest_reads_back_as_it_was_written() {
        let mut manifest = Manifest::new("0.1.0");
        manifest.files.insert("v0.1.0/card.js".into(), Entry::new(b"let card", SIZES));
        manifest.downloads.push(("glue".into(), SIZES));
        let value = serde_json::from_str(&manifest.to_json()).unwrap();
        assert_eq!(Manifest::parse(&value), Some(manifest));
    }

    #[test]
    fn the_total_adds_up_what_a_visitor_downloads() {
        let mut manifest = Manifest::new("0.1.0");
        assert_eq!(manifest.total(), Sizes::default());
        manifest.downloads = vec![("glue".into(), SIZES), ("wasm".into(), SIZES)];
        let value: Value = serde_json::from_str(&manifest.to_json()).unwrap();
        assert_eq!(value["total"], json!({ "raw": 16, "gzip": 14, "brotli": 10 }));
    }

    #[test]
    fn integrity_is_the_hash_that_browsers_check() {
        // The SHA-384 of no bytes, as FIPS 180-4 gives it, in base64.
        let nothing = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(Entry::new(b"", SIZES).integrity, nothing);
    }

    #[test]
    fn a_file_without_a_size_is_no_manifest() {
        let files = json!({ "card.js": { "raw": 1 } });
        let value = json!({ "version": "0.1.0", "files": files, "downloads": [] });
        assert_eq!(Manifest::parse(&value), None);
    }
}
