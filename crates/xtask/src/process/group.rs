//! A program that runs beside us, with everything it starts, and ends no later than its handle.
//!
//! On Unix it leads a process group of its own: the terminal's Ctrl-C reaches only us, and we end
//! the whole group. Elsewhere only the program itself can be ended.

use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// How long a program may take to end by itself after it was asked to.
const PATIENCE: Duration = Duration::from_secs(8);

/// A running program; dropping it ends the program and all that the program started.
#[derive(Debug)]
#[must_use = "dropping the handle ends the program at once"]
pub struct Group {
    child: Child,
    status: Option<ExitStatus>,
}

impl Group {
    /// Starts `command` as the leader of a new group.
    ///
    /// # Errors
    /// When the program cannot be started.
    pub fn start(command: &mut Command) -> Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let child = command.spawn().with_context(|| super::cannot_start(command))?;
        Ok(Self { child, status: None })
    }

    /// The child, for its pipes.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// How the program ended, or `None` while it runs.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        if self.status.is_none() {
            self.status = self.child.try_wait().ok().flatten();
        }
        self.status
    }

    /// Asks the group to end, waits a little, then ends it.
    pub fn stop(&mut self) {
        if self.ended().is_none() {
            self.ask();
            let end = Instant::now() + PATIENCE;
            while self.ended().is_none() && Instant::now() < end {
                thread::sleep(Duration::from_millis(50));
            }
        }
        // Also when the leader is gone: what it had started may still be there.
        self.end();
        if self.status.is_none() {
            self.status = self.child.wait().ok();
        }
    }

    #[cfg(unix)]
    fn ask(&self) {
        self.signal(nix::sys::signal::Signal::SIGTERM);
    }

    #[cfg(unix)]
    fn end(&mut self) {
        self.signal(nix::sys::signal::Signal::SIGKILL);
    }

    #[cfg(unix)]
    fn signal(&self, signal: nix::sys::signal::Signal) {
        // A group that is gone already is what we want.
        if let Ok(leader) = i32::try_from(self.child.id()) {
            let _ = nix::sys::signal::killpg(nix::unistd::Pid::from_raw(leader), signal);
        }
    }

    #[cfg(not(unix))]
    fn ask(&self) {}

    #[cfg(not(unix))]
    fn end(&mut self) {
        let _ = self.child.kill();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;

    use super::*;

    /// A leader that starts a second program, prints its process id, and waits for it.
    fn family() -> (Group, nix::unistd::Pid) {
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 600 & echo $!; wait"]).stdout(Stdio::piped());
        let mut group = Group::start(&mut command).unwrap();
        let mut line = String::new();
        BufReader::new(group.child().stdout.take().unwrap()).read_line(&mut line).unwrap();
        (group, nix::unistd::Pid::from_raw(line.trim().parse().unwrap()))
    }

    /// Gone, or dead and only waiting for its new parent to notice.
    fn is_gone(process: nix::unistd::Pid) -> bool {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        nix::sys::signal::kill(process, None).is_err() || stat.contains(") Z ")
    }

    #[test]
    fn dropping_the_handle_ends_what_the_program_started() {
        let (group, grandchild) = family();
        assert!(!is_gone(grandchild));
        drop(group);
        assert!((0..1000).any(|_| {
            thread::sleep(Duration::from_millis(20));
            is_gone(grandchild)
        }));
    }

    #[test]
    fn tells_how_the_program_ended() {
        let mut group = Group::start(&mut Command::new("false")).unwrap();
        while group.ended().is_none() {
            thread::sleep(Duration::from_millis(5));
        }
        assert!(!group.ended().unwrap().success());
    }
}
