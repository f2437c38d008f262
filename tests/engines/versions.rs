//! README's table of engines: each has a row, and its version is the one that was run when the table
//! was written. With `OUTOFTEN_WRITE_TABLES=1` this run's own is put there. Another version is no
//! failure, because browsers renew themselves: it is printed.

use std::path::PathBuf;
use std::process::Command;

use crate::harness::Engine;
use crate::page::engine;

/// The engine's name in README, and how many figures of its version are told.
fn row() -> (&'static str, usize) {
    match engine() {
        Engine::Chromium => ("Chromium", 1),
        Engine::Firefox => ("Firefox ESR", 2),
        Engine::WebKit => ("WebKitGTK", 2),
    }
}

/// What runs, as in `Firefox 153.7.0esr`.
fn told() -> String {
    if let Ok(told) = std::env::var("OUTOFTEN_ENGINE_VERSION") {
        return told;
    }
    let browser = std::env::var_os("OUTOFTEN_CHROMIUM").expect("the browser is named");
    let output = Command::new(browser).arg("--version").output().expect("the browser starts");
    String::from_utf8(output.stdout).unwrap()
}

/// The first figures of a version somewhere in a text: `153.7`.
fn figures(text: &str, number: usize) -> Option<String> {
    let version =
        text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let figures: Vec<_> = version.split('.').take(number).collect();
    let is_number =
        |figure: &&str| !figure.is_empty() && figure.chars().all(|c| c.is_ascii_digit());
    figures.iter().all(is_number).then(|| figures.join("."))
}

#[test]
fn readme_names_this_engine_and_a_version_of_it() {
    let readme = PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("README.md");
    let text = std::fs::read_to_string(&readme).unwrap();
    let (name, number) = row();
    let start = format!("| {name} | ");
    let line = text.lines().find(|line| line.starts_with(&start));
    let line = line.unwrap_or_else(|| panic!("README has no row for {name}"));
    let cell = line[start.len()..].split(" |").next().unwrap();
    assert_eq!(figures(cell, number).as_deref(), Some(cell), "README's version of {name}");
    // An engine that tells no version is tested all the same.
    let Some(runs) = figures(&told(), number) else { return };
    if std::env::var_os("OUTOFTEN_WRITE_TABLES").is_some() {
        let renewed = line.replacen(cell, &runs, 1);
        std::fs::write(&readme, text.replacen(line, &renewed, 1)).unwrap();
    } else if runs != cell {
        println!(
            "README says {name} {cell}, this is {runs}: OUTOFTEN_WRITE_TABLES=1 cargo xtask test engines"
        );
    }
}
