//! The collector of the preview: on a SQLite file under `target/preview`, with the demo shop.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::thread;

use anyhow::{Context, Result};

use crate::process::group::Group;
use crate::process::{run, say};
use crate::project::Project;
use crate::tools::compiler;

/// How the collector announces the token that it shows only once.
const TOKEN_LINE: &str = "admin token, shown only this once: ";

/// Where a running collector is reached.
#[derive(Debug)]
pub struct Collector {
    port: u16,
    token_file: PathBuf,
}

/// Builds the collector's program.
///
/// # Errors
/// When it does not compile.
pub fn build(project: &Project) -> Result<PathBuf> {
    say("building the collector (about 3 minutes the first time)");
    let mut cargo = Command::new(compiler::native_cargo());
    cargo.args(["build", "--package", "outoften-collector", "--bin", "outoften"]);
    run(cargo.current_dir(&project.root)).context(compiler::NOT_BUILT)?;
    let name = format!("outoften{}", std::env::consts::EXE_SUFFIX);
    Ok(project.target().join("debug").join(name))
}

impl Collector {
    /// Starts it, serving what lies in `dist`; what it keeps lies under `target/preview`.
    ///
    /// # Errors
    /// When the folder cannot be made or the program not be started.
    pub fn start(
        project: &Project,
        program: &Path,
        dist: &Path,
        port: u16,
    ) -> Result<(Self, Group)> {
        let folder = project.target().join("preview");
        fs::create_dir_all(&folder).with_context(|| format!("creating {folder:?}"))?;
        let mut command = Command::new(program);
        command.args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}")]);
        command.arg("--database").arg(folder.join("outoften.sqlite"));
        command.arg("--dist").arg(dist);
        // Its log would bury the addresses; warnings still show.
        command.env("OUTOFTEN_LOG", "warn").stdin(Stdio::null()).stdout(Stdio::piped());
        let mut group = Group::start(&mut command)?;
        let token_file = folder.join("token");
        if let Some(output) = group.child().stdout.take() {
            keep_reading(output, token_file.clone());
        }
        Ok((Self { port, token_file }, group))
    }

    /// `http://127.0.0.1:8010`.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The page that answers once the collector takes requests.
    pub fn ready_page(&self) -> String {
        format!("{}/readyz", self.address())
    }

    /// The token for results, kept from the first start.
    pub fn token(&self) -> String {
        fs::read_to_string(&self.token_file).unwrap_or_else(|_| {
            "was shown at the first start; remove target/preview to begin anew".into()
        })
    }
}

/// Reads to the end, because a program whose output nobody reads stops; keeps the token.
fn keep_reading(output: ChildStdout, token_file: PathBuf) {
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some(token) = line.strip_prefix(TOKEN_LINE)
                && let Err(error) = fs::write(&token_file, token.trim())
            {
                say(&format!("cannot keep the token {token}: {error}"));
            }
        }
    });
}
