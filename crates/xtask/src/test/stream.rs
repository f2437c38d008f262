//! Runs a test program: what it prints goes on to our output line by line and is counted.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::counts::Counts;

/// Runs `command` and adds up its closing lines. One that ends badly without having named a
/// failed test, because it crashed or did not compile, counts as one failure.
///
/// # Errors
/// When it cannot be started.
pub fn count(command: &mut Command) -> Result<Counts> {
    let mut counts = Counts::default();
    let well = lines(command, |line| {
        println!("{line}");
        counts = counts + Counts::of_line(line).unwrap_or_default();
    })?;
    if !well && counts.failed == 0 {
        counts = counts + Counts::one_failed();
    }
    Ok(counts)
}

/// Runs `command`, hands each line of its output to `each`; true when it ended well.
///
/// # Errors
/// When it cannot be started, or its output breaks off.
pub fn lines(command: &mut Command, mut each: impl FnMut(&str)) -> Result<bool> {
    let program = command.get_program().to_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", program.display()))?;
    let mut output = BufReader::new(child.stdout.take().context("a child without output")?);
    let mut line = Vec::new();
    // By bytes: a test may print what is not UTF-8.
    while output.read_until(b'\n', &mut line)? > 0 {
        each(String::from_utf8_lossy(&line).trim_end());
        std::io::stdout().flush()?;
        line.clear();
    }
    Ok(crate::process::wait(&mut child)?.success())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn adds_up_several_closing_lines() {
        let script = "echo 'test result: ok. 2 passed; 0 failed; 0 ignored'; \
                      echo 'test result: FAILED. 1 passed; 1 failed; 0 ignored'; exit 101";
        let counts = count(&mut shell(script)).unwrap();
        assert_eq!(counts, Counts { passed: 3, failed: 1, ignored: 0 });
    }

    #[test]
    fn a_crash_is_a_failure_although_no_test_is_named() {
        assert_eq!(count(&mut shell("exit 101")).unwrap(), Counts::one_failed());
    }

    #[test]
    fn bytes_that_are_no_text_are_passed_over() {
        let script = "printf '\\377\\n'; echo 'test result: ok. 1 passed; 0 failed; 0 ignored'";
        assert_eq!(count(&mut shell(script)).unwrap(), Counts::one_passed());
    }
}
