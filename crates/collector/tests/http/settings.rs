//! Settings by file, environment and flags: who wins, what is wrong, and that all are documented.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn outoften(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_outoften"))
        .args(arguments)
        .env_remove("DATABASE_URL")
        .envs(variables.iter().copied())
        .current_dir(folder)
        .output()
        .unwrap()
}

/// Which database a command was to use, by what it says of one that is not there.
fn database(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let output = outoften(folder, &[&["doctor"], arguments].concat(), variables);
    let said = String::from_utf8(output.stderr).unwrap();
    said.split(" is not there").next().unwrap().trim_start_matches("outoften: ").to_owned()
}

#[test]
fn a_flag_wins_over_the_environment_and_that_over_the_file() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.toml"), "database = \"file.sqlite\"\n").unwrap();
    let path = folder.path();
    let file = ["--config", "a.toml"];
    let variable = [("DATABASE_URL", "variable.sqlite")];
    assert_eq!(database(path, &[], &[]), "outoften.sqlite");
    assert_eq!(database(path, &file, &[]), "file.sqlite");
    assert_eq!(database(path, &[], &[("OUTOFTEN_CONFIG", "a.toml")]), "file.sqlite");
    assert_eq!(database(path, &file, &variable), "variable.sqlite");
    let flag = [&file[..], &["--database", "flag.sqlite"]].concat();
    assert_eq!(database(path, &flag, &variable), "flag.sqlite");
}

#[test]
fn the_address_from_outside_is_a_setting_too() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.toml"), "url = \"https://file.example\"\n").unwrap();
    let link = |arguments: &[&str], variables: &[(&str, &str)]| {
        let link = ["link", "acme", "--person", "ana"];
        let output = outoften(folder.path(), &[&link[..], arguments].concat(), variables);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().split("/f/").next().unwrap().to_owned()
    };
    drop(crate::process::Program::start_with(folder.path(), |command| {
        command.env("DATABASE_URL", folder.path().join("outoften.sqlite"));
    }));
    assert!(outoften(folder.path(), &["secret", "add"], &[]).status.success());
    let (file, variable) =
        (["--config", "a.toml"], [("OUTOFTEN_PUBLIC_URL", "https://var.example")]);
    assert_eq!(link(&[], &[]), "http://127.0.0.1:8010");
    assert_eq!(link(&file, &[]), "https://file.example");
    assert_eq!(link(&file, &variable), "https://var.example");
    let flag = [&file[..], &["--url", "https://flag.example"]].concat();
    assert_eq!(link(&flag, &variable), "https://flag.example");
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let folder = TempDir::new().unwrap();
    let said = |text: &str| {
        std::fs::write(folder.path().join("a.toml"), text).unwrap();
        let output = outoften(folder.path(), &["serve", "--config", "a.toml"], &[]);
        assert!(!output.status.success(), "{text}");
        String::from_utf8(output.stderr).unwrap()
    };
    for (text, expected) in [
        ("databse = \"x\"", "\"databse\", which is no setting: use one of"),
        ("listen = ", "not TOML"),
        ("listen = 1.5", "listen must be a text"),
        ("listen = \"nowhere\"", "invalid value 'nowhere'"),
        ("retain-days = 0", "0 is not in 1..=65535"),
        ("log = \"a=b=c\"", "--log takes"),
    ] {
        let said = said(text);
        assert!(said.contains(expected), "{text}: {said}");
    }
    let missing = outoften(folder.path(), &["serve", "--config", "b.toml"], &[]);
    let said = String::from_utf8(missing.stderr).unwrap();
    assert!(said.contains("b.toml") && said.contains("cannot be read"), "{said}");
}

#[test]
fn a_token_that_could_be_guessed_is_refused_with_what_it_needs() {
    let folder = TempDir::new().unwrap();
    let token = "x".repeat(23);
    let refused = outoften(
        folder.path(),
        &["serve", "--listen", "127.0.0.1:0"],
        &[("OUTOFTEN_ADMIN_TOKEN", &token)],
    );
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success(), "{said}");
    let sentence = "outoften: OUTOFTEN_ADMIN_TOKEN must have at least 24 characters";
    assert!(said.contains(sentence) && !said.contains(&token), "{said}");
}

#[test]
fn every_setting_stands_in_the_example_and_the_example_is_read() {
    let folder = TempDir::new().unwrap();
    let example = include_str!("../../deploy/outoften.toml");
    // Also those that have no default, with the values they show.
    let whole: String = example
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = ")).unwrap_or(line))
        .map(|line| format!("{line}\n"))
        .collect();
    std::fs::write(folder.path().join("a.toml"), &whole).unwrap();
    assert_eq!(database(folder.path(), &["--config", "a.toml"], &[]), "outoften.sqlite");
    let help = outoften(folder.path(), &["serve", "--help"], &[]);
    let help = String::from_utf8(help.stdout).unwrap();
    let others = ["url"];
    for flag in help.split_whitespace().filter_map(|word| word.strip_prefix("--")).chain(others) {
        let is_key = whole.lines().any(|line| line.starts_with(&format!("{flag} = ")));
        assert!(is_key || ["help", "config"].contains(&flag), "{flag}");
    }
}
