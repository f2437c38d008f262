//! This program in the linker's place, for what ships: it leaves out exports that the card cannot
//! have, then runs the real linker.
//!
//! Leptos depends on its server functions, and they on three classes for streams. The linker has
//! to keep what is exported and all that it reaches: 5 KB brotli that no card runs. Taking the
//! exports away later (see `shrink`) is too late: their code stays in the table of functions, where
//! nobody can tell any more that it is not called.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::tools::compiler::REAL_LINKER;

/// A part of the names of the exports that go.
const STREAMS: &str = "intounderlying";

/// Whether rustc has started this program as its linker: then links and gives the exit code.
///
/// # Errors
/// When the real linker cannot be started.
pub fn stand_in(arguments: &[String]) -> Result<Option<ExitCode>> {
    let is_linker = arguments.first().is_some_and(|first| first == "-flavor");
    let Some(real) = std::env::var_os(REAL_LINKER).filter(|_| is_linker) else { return Ok(None) };
    let status = Command::new(&real)
        .args(without_streams(arguments))
        .status()
        .with_context(|| format!("starting the linker {real:?}"))?;
    Ok(Some(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }))
}

/// The arguments without `--export NAME` of the stream classes.
fn without_streams(arguments: &[String]) -> Vec<&String> {
    let mut kept: Vec<&String> = Vec::new();
    for argument in arguments {
        let is_name = kept.last().is_some_and(|before| *before == "--export");
        if is_name && argument.contains(STREAMS) {
            kept.pop();
        } else {
            kept.push(argument);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn the_exports_of_the_streams_go_and_nothing_else() {
        let all = words("-flavor wasm --export open_1 --export intounderlyingsink_write a.o -o x");
        let kept: Vec<_> = without_streams(&all).into_iter().cloned().collect();
        assert_eq!(kept, words("-flavor wasm --export open_1 a.o -o x"));
        let file = words("intounderlying.o --export");
        assert_eq!(without_streams(&file).len(), 2, "a file of that name is no export");
    }

    #[test]
    fn this_program_is_no_linker_unless_it_is_asked() {
        assert!(stand_in(&words("test e2e")).unwrap().is_none());
    }
}
