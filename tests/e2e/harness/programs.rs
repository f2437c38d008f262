//! Where the tests find the programs and files they use. `cargo xtask test e2e` sets these.

use std::path::PathBuf;

/// The distribution folder.
pub fn dist() -> PathBuf {
    named("OUTOFTEN_DIST")
}

/// The collector's program.
pub fn collector() -> PathBuf {
    named("OUTOFTEN_BIN")
}

/// The accessibility checker, one script.
pub fn axe() -> PathBuf {
    named("OUTOFTEN_AXE")
}

/// The examples of the widget's npm package, built: one folder for each.
pub fn examples() -> PathBuf {
    named("OUTOFTEN_EXAMPLES")
}

/// The browser.
pub fn chromium() -> PathBuf {
    named("OUTOFTEN_CHROMIUM")
}

/// What steers the browser.
pub fn chromedriver() -> PathBuf {
    named("OUTOFTEN_CHROMEDRIVER")
}

/// The browser of another engine.
pub fn browser() -> PathBuf {
    named("OUTOFTEN_BROWSER")
}

/// What steers that one.
pub fn driver() -> PathBuf {
    named("OUTOFTEN_DRIVER")
}

/// A distribution folder whose card fails where the page says.
pub fn faulty_dist() -> PathBuf {
    named("OUTOFTEN_FAULTY_DIST")
}

/// Other people's pages, built, with what they were built with.
pub fn stacks() -> PathBuf {
    named("OUTOFTEN_STACKS")
}

fn named(variable: &str) -> PathBuf {
    let path = std::env::var_os(variable)
        .unwrap_or_else(|| panic!("{variable} is not set: run `cargo xtask test e2e`"));
    let path = PathBuf::from(path);
    assert!(path.exists(), "{variable} names {path:?}, which is not there");
    path
}

/// The integrity hash of a file of the distribution folder.
pub fn integrity(file: &str) -> String {
    let manifest = std::fs::read_to_string(dist().join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    manifest["files"][file]["integrity"].as_str().unwrap().to_owned()
}
