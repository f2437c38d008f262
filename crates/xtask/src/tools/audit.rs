//! Packages from npm with a known weakness: what npm's registry says about a lock file.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::tools::node;

/// Folders whose lock files the checks install from, by what they are.
pub const LOCKED: [(&str, &str); 3] = [
    ("tools", "crates/xtask/npm"),
    ("stacks", "tests/stacks"),
    ("examples", "packages/outoften/examples"),
];

/// What is known of the packages of a lock file.
#[derive(Debug, PartialEq, Eq)]
pub enum Audit {
    /// No weakness.
    Clean,
    /// These packages have one.
    Weak(String),
    /// The registry did not say.
    NoAnswer(String),
}

/// Asks about the packages of a folder's lock file; nothing is installed.
///
/// # Errors
/// When npm is missing and cannot be installed.
pub fn audit(folder: &Path) -> Result<Audit> {
    node::node()?;
    let mut npm = Command::new("npm");
    npm.args(["audit", "--package-lock-only", "--json"]).current_dir(folder);
    let output = npm.output().context("starting npm")?;
    Ok(judge(&output.stdout))
}

/// Reads npm's report. One without a count is none, whatever else it says.
fn judge(report: &[u8]) -> Audit {
    let report: Value = serde_json::from_slice(report).unwrap_or_default();
    match report.pointer("/metadata/vulnerabilities/total").and_then(Value::as_u64) {
        Some(0) => Audit::Clean,
        Some(_) => {
            let weak = report["vulnerabilities"].as_object().into_iter().flatten();
            let line = |(name, about): (&String, &Value)| {
                format!("{name} ({})", about["severity"].as_str().unwrap_or("unknown"))
            };
            Audit::Weak(weak.map(line).collect::<Vec<_>>().join(", "))
        }
        None => {
            let said = report["message"].as_str().or(report["error"]["summary"].as_str());
            let said = said.filter(|said| !said.is_empty()).unwrap_or("no report");
            Audit::NoAnswer(format!("npm's registry does not tell known weaknesses: {said}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_a_count_is_an_answer() {
        let clean = r#"{"vulnerabilities":{},"metadata":{"vulnerabilities":{"total":0}}}"#;
        assert_eq!(judge(clean.as_bytes()), Audit::Clean);
        let weak = r#"{"vulnerabilities":{"left":{"severity":"high"},"right":{"severity":"low"}},
            "metadata":{"vulnerabilities":{"high":1,"low":1,"total":2}}}"#;
        assert_eq!(judge(weak.as_bytes()), Audit::Weak("left (high), right (low)".into()));
        for none in ["", "{}", r#"{"message":"405 Method Not Allowed","error":{"summary":""}}"#] {
            assert!(matches!(judge(none.as_bytes()), Audit::NoAnswer(_)), "{none}");
        }
    }

    fn package_files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = entry.file_name().unwrap_or_default();
            if entry.is_dir() {
                let is_ours =
                    !["target", "node_modules", "dist", ".git"].iter().any(|it| name == *it);
                if is_ours {
                    package_files(&entry, found);
                }
            } else if name == "package.json" {
                found.push(entry);
            }
        }
    }

    /// What has dependencies is installed from a lock file, which names contents and no addresses: those
    /// would be the registry's of whoever made it.
    #[test]
    fn each_package_with_dependencies_has_a_lock_file_without_addresses() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut found = Vec::new();
        package_files(&root, &mut found);
        let mut locked = 0;
        for file in found {
            let package: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
            if package.get("dependencies").is_none() && package.get("devDependencies").is_none() {
                continue;
            }
            locked += 1;
            let lock = fs::read_to_string(file.with_file_name("package-lock.json")).unwrap();
            assert!(!lock.contains("\"resolved\""), "{file:?}");
            assert!(lock.contains("\"integrity\""), "{file:?}");
            let settings = fs::read_to_string(file.with_file_name(".npmrc")).unwrap();
            assert!(settings.contains("omit-lockfile-registry-resolved=true"), "{file:?}");
        }
        assert_eq!(locked, LOCKED.len(), "the check of known weaknesses names all of them");
        for (_, folder) in LOCKED {
            assert!(root.join(folder).join("package-lock.json").is_file(), "{folder}");
        }
    }
}
