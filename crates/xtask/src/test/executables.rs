//! Builds tests and tells where cargo put the programs, so that each group runs its own without
//! building anything twice.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};
use serde_json::Value;

use super::stream;

/// A program that cargo built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Executable {
    /// The package's name.
    pub package: String,
    /// The target's name: of the library, program or file in `tests/`.
    pub target: String,
    /// True for a program that runs tests, false for one that people run.
    pub is_test: bool,
    /// True for a file in a package's `tests/`.
    pub is_integration: bool,
    /// Where it lies.
    pub path: PathBuf,
    /// The package's folder: tests run there.
    pub folder: PathBuf,
}

/// Runs a `cargo ... --no-run` and lists what it built.
///
/// # Errors
/// When it does not compile; the compiler's messages went to standard error.
pub fn build(cargo: &mut Command) -> Result<Vec<Executable>> {
    let mut found = Vec::new();
    let compiled = stream::lines(cargo.arg("--message-format=json-render-diagnostics"), |line| {
        found.extend(serde_json::from_str(line).ok().as_ref().and_then(executable));
    })?;
    if !compiled {
        bail!("it does not compile");
    }
    Ok(found)
}

fn executable(message: &Value) -> Option<Executable> {
    let target = message.get("target")?;
    let kinds = target.get("kind")?.as_array()?;
    let manifest = PathBuf::from(message.get("manifest_path")?.as_str()?);
    Some(Executable {
        package: package_name(message.get("package_id")?.as_str()?).to_owned(),
        target: target.get("name")?.as_str()?.to_owned(),
        is_test: message.get("profile")?.get("test")?.as_bool()?,
        is_integration: kinds.iter().any(|kind| kind == "test"),
        path: message.get("executable")?.as_str()?.into(),
        folder: manifest.parent()?.to_owned(),
    })
}

/// The name in `path+file:///repo/core#outoften-core@0.1.0`; cargo leaves it out where the folder
/// has the same name.
fn package_name(id: &str) -> &str {
    let (place, name) = id.rsplit_once('#').unwrap_or(("", id));
    match name.split_once('@') {
        Some((name, _)) => name,
        None => place.rsplit('/').next().unwrap_or(name),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_cargos_message() {
        let message = json!({
            "reason": "compiler-artifact",
            "package_id": "path+file:///repo/core#outoften-core@0.1.0",
            "manifest_path": "/repo/core/Cargo.toml",
            "target": { "kind": ["test"], "name": "fatigue" },
            "profile": { "test": true },
            "executable": "/repo/target/debug/deps/fatigue-1",
        });
        let found = executable(&message).unwrap();
        assert_eq!((found.package.as_str(), found.target.as_str()), ("outoften-core", "fatigue"));
        assert!(found.is_test && found.is_integration);
        assert_eq!(found.folder, PathBuf::from("/repo/core"));
    }

    #[test]
    fn a_library_is_no_program() {
        let message = json!({
            "package_id": "path+file:///repo/xtask#0.1.0",
            "manifest_path": "/repo/xtask/Cargo.toml",
            "target": { "kind": ["lib"], "name": "xtask" },
            "profile": { "test": false },
            "executable": null,
        });
        assert_eq!(executable(&message), None);
    }

    #[test]
    fn knows_a_package_by_its_folder_where_cargo_leaves_its_name_out() {
        assert_eq!(package_name("path+file:///repo/xtask#0.1.0"), "xtask");
        assert_eq!(package_name("path+file:///repo#outoften@0.1.0"), "outoften");
    }
}
