//! What may come from anybody, and what must hold of whatever reads it: no panic, and a property
//! that tells right from wrong.
//!
//! The ordinary tests run each target on its seeds (`seeds/`) and on a fixed number of changed
//! copies of them, the same in every run. `cargo xtask soak fuzz` runs the same functions for as
//! long as one likes, guided by coverage (`main.rs`). What that finds becomes a seed.

mod answer_file;
mod body;
mod csv;
pub mod mutation;
mod origin;
mod token;

use std::sync::OnceLock;

/// A name and what is done with the input.
pub struct Target {
    /// Its name, also of the folder of its seeds.
    pub name: &'static str,
    /// Panics where a property does not hold.
    pub check: fn(&[u8]),
}

/// All of them.
pub const TARGETS: [Target; 7] = [
    Target { name: "body", check: body::check },
    Target { name: "origin", check: origin::check },
    Target { name: "token", check: token::check },
    Target { name: "csv_read", check: csv::check_reader },
    Target { name: "csv_write", check: csv::check_writer },
    Target { name: "encoding", check: answer_file::check_encoding },
    Target { name: "workbook", check: answer_file::check_workbook },
];

/// Which target the coverage-guided program runs.
pub const VARIABLE: &str = "OUTOFTEN_FUZZ";

/// Runs the target that the environment names.
///
/// # Panics
/// A property does not hold, or no target has that name.
pub fn run_chosen(input: &[u8]) {
    static CHOSEN: OnceLock<fn(&[u8])> = OnceLock::new();
    let check = CHOSEN.get_or_init(|| {
        let name = std::env::var(VARIABLE).unwrap_or_default();
        let found = TARGETS.iter().find(|target| target.name == name);
        found.unwrap_or_else(|| panic!("{VARIABLE} names no target: {name:?}")).check
    });
    check(input);
}
