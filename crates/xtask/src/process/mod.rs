//! Running other programs: to the end, with a time limit, for their output, or beside us.
//!
//! Not here: which programs. [`group`] holds the ones that go on beside us, [`interrupt`] knows
//! whether somebody pressed Ctrl-C.

pub mod group;
pub mod interrupt;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use self::group::Group;

/// Says what is done next, apart from the output of the programs that do it.
pub fn say(line: &str) {
    println!("xtask: {line}");
}

/// Runs `command` to its end, its output going where ours goes.
///
/// # Errors
/// When it cannot start or ends with a failure; the sentence holds the command.
pub fn run(command: &mut Command) -> Result<()> {
    if interrupt::asked() {
        bail!("stopped");
    }
    let mut child = command.spawn().with_context(|| cannot_start(command))?;
    let status = wait(&mut child)?;
    if interrupt::asked() {
        bail!("stopped");
    }
    if !status.success() {
        bail!("`{}` ended with {status}", line_of(command));
    }
    Ok(())
}

/// Waits for `child`. When we are asked to end it gets a moment to have heard the same (Ctrl-C
/// reaches every program of a terminal, `kill` only one), then it is ended.
///
/// # Errors
/// When the system lost the child.
pub fn wait(child: &mut Child) -> Result<ExitStatus> {
    let mut rounds_left = 40;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if interrupt::asked() {
            rounds_left -= 1;
            if rounds_left == 0 {
                child.kill()?;
            }
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// Runs `command` and gives what it wrote to standard output.
///
/// # Errors
/// When it cannot start or ends with a failure; the sentence holds what it wrote to standard error.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| cannot_start(command))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` ended with {}: {}", line_of(command), output.status, said.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs `command` for at most `limit`, then ends it and everything it started.
/// True when it ended by itself and well.
pub fn run_at_most(command: &mut Command, limit: Duration) -> bool {
    command.stdin(Stdio::null());
    let Ok(mut group) = Group::start(command) else { return false };
    let end = Instant::now() + limit;
    loop {
        match group.ended() {
            Some(status) => return status.success(),
            None if Instant::now() >= end || interrupt::asked() => return false,
            None => thread::sleep(Duration::from_millis(100)),
        }
    }
}

/// Where `program` lies on PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", line_of(command))
}

/// The command as somebody would type it.
fn line_of(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_program_within_its_limit_tells_how_it_ended() {
        assert!(run_at_most(&mut Command::new("true"), Duration::from_secs(60)));
        assert!(!run_at_most(&mut Command::new("false"), Duration::from_secs(60)));
    }

    #[test]
    fn a_program_over_its_limit_is_ended() {
        assert!(!run_at_most(Command::new("sleep").arg("600"), Duration::ZERO));
    }

    #[test]
    fn a_failure_names_the_command_and_what_it_said() {
        let error = output(Command::new("sh").args(["-c", "echo no such card >&2; exit 3"]));
        let said = error.unwrap_err().to_string();
        assert!(said.contains("sh -c") && said.contains("no such card"), "{said}");
    }
}
