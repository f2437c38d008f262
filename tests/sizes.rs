//! What a visitor downloads: how much, and that the manifest tells the truth about it.
#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

const LOADER_MOST_BYTES: u64 = 3_000;
const LOADER_MOST_GZIP_BYTES: u64 = 5 * 1_024;
/// The card as a Leptos component took 56,435; what came since: revision keys, languages, input methods, and
/// what makes it a brand's own: a foot, the folded question, looks, motion, digits.
const ALL_MOST_BYTES: u64 = 58_700;

/// Words by which block lists know scripts that nobody asked for.
const BLOCKED_WORDS: [&str; 6] = ["nps", "survey", "analytics", "track", "feedback", "popup"];

fn dist() -> PathBuf {
    let path = std::env::var_os("OUTOFTEN_DIST");
    path.expect("OUTOFTEN_DIST is not set: run `cargo xtask test e2e`").into()
}

fn manifest() -> Value {
    let text = fs::read_to_string(dist().join("manifest.json")).expect("dist/ has a manifest");
    serde_json::from_str(&text).expect("the manifest is JSON")
}

/// Brotli bytes of what is downloaded, part by part.
fn downloads() -> BTreeMap<String, u64> {
    let parts = manifest()["downloads"].as_array().cloned().unwrap_or_default();
    let part = |part: &Value| (part["part"].as_str().unwrap().into(), bytes(part));
    parts.iter().map(part).collect()
}

fn bytes(sizes: &Value) -> u64 {
    sizes["brotli"].as_u64().expect("a size in bytes")
}

fn files() -> BTreeMap<String, Value> {
    let files = manifest()["files"].as_object().cloned().expect("the manifest lists files");
    assert!(files.len() >= 8, "the manifest lists what is served: {files:?}");
    files.into_iter().collect()
}

fn version() -> String {
    format!("v{}", manifest()["version"].as_str().unwrap())
}

#[test]
#[ignore = "needs dist/: cargo xtask test sizes"]
fn the_loader_is_tiny() {
    let pinned = downloads()["loader"];
    let named_by_tags = fs::metadata(dist().join("outoften.js.br")).unwrap().len();
    for loader in [pinned, named_by_tags] {
        assert!(loader <= LOADER_MOST_BYTES, "{loader} bytes");
    }
}

/// What a visitor who is not due downloads, as most servers send it.
#[test]
#[ignore = "needs dist/: cargo xtask test sizes"]
fn the_loader_is_at_most_five_kibibytes_with_gzip() {
    for path in ["outoften.js".to_owned(), format!("{}/outoften.js", version())] {
        let small = fs::metadata(dist().join(format!("{path}.gz"))).unwrap().len();
        assert!(small <= LOADER_MOST_GZIP_BYTES, "{path}: {small} bytes");
    }
}

/// What comes once the card stands is in it: the count of the display, stepping aside, a phone's
/// keyboard. What only some pages or surveys use is not: `triggers-extra.js`, `integrations.js`, `frame.js`, `debug.js`.
#[test]
#[ignore = "needs dist/: cargo xtask test sizes"]
fn a_visitor_who_is_asked_downloads_so_many_kilobytes_at_most() {
    let downloads = downloads();
    let names: Vec<_> = downloads.keys().map(String::as_str).collect();
    let wanted = [
        "after the card stands",
        "glue",
        "loader",
        "survey document",
        "triggers",
        "wasm, with styles",
    ];
    assert_eq!(names, wanted);
    let total: u64 = downloads.values().sum();
    assert_eq!(total, bytes(&manifest()["total"]));
    assert!(total <= ALL_MOST_BYTES, "{total} bytes: {downloads:?}");
}

#[test]
#[ignore = "needs dist/: cargo xtask test sizes"]
fn the_manifest_tells_the_truth() {
    for (path, entry) in files() {
        let raw = fs::read(dist().join(&path)).unwrap();
        let small = fs::read(dist().join(format!("{path}.br"))).unwrap();
        assert_eq!(entry["raw"], raw.len(), "{path}");
        assert_eq!(entry["brotli"], small.len(), "{path}");
        let mut again = Vec::new();
        brotli::BrotliDecompress(&mut small.as_slice(), &mut again).unwrap();
        assert!(again == raw, "{path}.br is not {path}");
    }
    let (version, downloads, files) = (version(), downloads(), files());
    for (part, name) in
        [("loader", "outoften.js"), ("glue", "card.js"), ("wasm, with styles", "card.wasm")]
    {
        assert_eq!(downloads[part], bytes(&files[&format!("{version}/{name}")]), "{part}");
    }
}

#[test]
#[ignore = "needs dist/: cargo xtask test sizes"]
fn the_floating_folder_has_the_same_files_as_the_fixed_one() {
    let (version, files) = (version(), files());
    let floating = version.split('.').next().unwrap().to_owned();
    let of = |folder: &str| -> BTreeMap<String, Value> {
        let start = format!("{folder}/");
        let inside = files.iter().filter_map(|(path, entry)| {
            path.strip_prefix(&start).map(|name| (name.to_owned(), entry["integrity"].clone()))
        });
        inside.filter(|(name, _)| name != "outoften.js").collect()
    };
    let fixed = of(&version);
    assert!(fixed.len() >= 4, "{fixed:?}");
    assert_eq!(of(&floating), fixed);
}

#[test]
#[ignore = "needs dist/: cargo xtask test sizes"]
fn nothing_that_is_served_has_a_name_that_block_lists_know() {
    for path in files().keys() {
        let found = BLOCKED_WORDS.iter().find(|word| path.contains(**word));
        assert_eq!(found, None, "{path}");
    }
}

/// A page under Trusted Types or without `unsafe-eval` refuses these.
#[test]
#[ignore = "needs dist/: cargo xtask test sizes"]
fn what_ships_never_writes_markup_nor_makes_code_of_text() {
    // Libraries on the page change what `JSON.stringify` gives.
    let version = version();
    let scripts: Vec<_> = files()
        .into_keys()
        // The loader is at the root too, under the address that never changes.
        .filter(|path| (path.starts_with(&version) || !path.contains('/')) && path.ends_with(".js"))
        .collect();
    assert!(scripts.iter().any(|path| path == "outoften.js"), "{scripts:?}");
    assert!(scripts.len() >= 8, "loader, glue and what only some pages use: {scripts:?}");
    for name in scripts {
        let script = fs::read_to_string(dist().join(&name)).unwrap();
        for forbidden in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "Function(",
            "JSON.stringify",
        ] {
            assert!(!script.contains(forbidden), "{name} has {forbidden}");
        }
    }
}
