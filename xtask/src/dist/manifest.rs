//! `dist/manifest.json`: for each file its size, raw and compressed, and its integrity hash.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha384};

/// The manifest's name below `dist/`.
pub const MANIFEST: &str = "manifest.json";

/// What `dist/` holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The released version, `0.1.0`.
    pub version: String,
    /// Every file that is served compressed, by its path below `dist/`.
    pub files: BTreeMap<String, Entry>,
}

/// One file of `dist/`; sizes in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// As it is.
    pub raw: u64,
    /// As `.gz`.
    pub gzip: u64,
    /// As `.br`.
    pub brotli: u64,
    /// For the `integrity` attribute of a tag: `sha384-...`.
    pub integrity: String,
}

impl Entry {
    /// Measures a file; the compressed twins come measured.
    pub fn measure(bytes: &[u8], gzip: usize, brotli: usize) -> Self {
        let integrity = format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)));
        Self { raw: bytes.len() as u64, gzip: gzip as u64, brotli: brotli as u64, integrity }
    }

    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            raw: value.get("raw")?.as_u64()?,
            gzip: value.get("gzip")?.as_u64()?,
            brotli: value.get("brotli")?.as_u64()?,
            integrity: value.get("integrity")?.as_str()?.to_owned(),
        })
    }

    fn to_value(&self) -> Value {
        let Self { raw, gzip, brotli, integrity } = self;
        json!({ "raw": raw, "gzip": gzip, "brotli": brotli, "integrity": integrity })
    }
}

impl Manifest {
    /// A manifest without files.
    pub fn new(version: &str) -> Self {
        Self { version: version.to_owned(), files: BTreeMap::new() }
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
        Some(Self { version, files: files.collect::<Option<_>>()? })
    }

    /// The manifest as it lies in `dist/`.
    pub fn to_json(&self) -> String {
        let files: serde_json::Map<String, Value> =
            self.files.iter().map(|(path, entry)| (path.clone(), entry.to_value())).collect();
        format!("{:#}\n", json!({ "version": self.version, "files": files }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_as_it_was_written() {
        let mut manifest = Manifest::new("0.1.0");
        manifest.files.insert("v0.1.0/card.js".into(), Entry::measure(b"let card", 7, 5));
        let value = serde_json::from_str(&manifest.to_json()).unwrap();
        assert_eq!(Manifest::parse(&value), Some(manifest));
    }

    #[test]
    fn integrity_is_the_hash_that_browsers_check() {
        // The SHA-384 of no bytes, as FIPS 180-4 gives it, in base64.
        let nothing = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(Entry::measure(b"", 0, 0).integrity, nothing);
    }

    #[test]
    fn a_file_without_a_size_is_no_manifest() {
        let value = json!({ "version": "0.1.0", "files": { "card.js": { "raw": 1 } } });
        assert_eq!(Manifest::parse(&value), None);
    }
}
