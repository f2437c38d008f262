//! `docs/cli.md` is what the program says of itself: each command with its `--help`.
//!
//! With `OUTOFTEN_WRITE_TABLES=1` the page is written anew instead of compared.

use std::process::Command;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/cli.md");

/// What stands above the commands.
const HEAD: &str = "# The command line\n\n\
    What `outoften <command> --help` prints. A test holds this page to the program; renew it with\n\
    `OUTOFTEN_WRITE_TABLES=1 cargo test -p outoften-collector --test cli reference`.\n";

/// The help of a command, without what the environment of a test may put into it.
fn help(path: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_outoften"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("OUTOFTEN_")) {
        program.env_remove(name);
    }
    let output = program.args(path).arg("--help").output().unwrap();
    assert!(output.status.success(), "{path:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// The commands that a help lists, without the one that prints help.
fn commands(help: &str) -> Vec<String> {
    let Some((_, rest)) = help.split_once("Commands:\n") else { return Vec::new() };
    let lines = rest.lines().take_while(|line| line.starts_with(' '));
    // A name stands two places in; what is further in goes on with the line before.
    let names = lines.filter(|line| !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next().map(str::to_owned));
    names.filter(|name| name != "help").collect()
}

fn describe(path: &[&str], page: &mut String) {
    let help = help(path);
    let title = ["outoften"].iter().chain(path).copied().collect::<Vec<_>>().join(" ");
    page.push_str(&format!("\n## `{title}`\n\n```text\n{}\n```\n", help.trim_end()));
    for name in commands(&help) {
        let mut inner = path.to_vec();
        inner.push(&name);
        describe(&inner, page);
    }
}

#[test]
fn the_page_is_what_the_program_says() {
    let mut page = HEAD.to_owned();
    describe(&[], &mut page);
    assert!(page.contains("## `outoften serve`") && page.contains("## `outoften score`"), "{page}");
    if std::env::var_os("OUTOFTEN_WRITE_TABLES").is_some() {
        std::fs::write(PAGE, &page).unwrap();
        return;
    }
    let written = std::fs::read_to_string(PAGE).unwrap_or_default();
    let differs = page.lines().zip(written.lines()).find(|(is, written)| is != written);
    assert!(page == written, "docs/cli.md differs: {differs:?}; its head says how to renew it");
}
