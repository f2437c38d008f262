//! The WebDriver of an engine as a process: started for one test, so that a test that fails takes
//! its browser along and leaves the others alone.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::programs;
use super::start::{Engine, Start};

/// The running program.
pub struct Driver {
    child: Child,
    port: u16,
    /// What ends a session: for drivers that do not end their browsers with themselves.
    farewell: Option<String>,
    /// The screen that was made for it.
    _screen: Option<Screen>,
}

impl Driver {
    /// Starts it on a free port.
    pub fn start(how: &Start) -> Self {
        match how.engine {
            Engine::Chromium => {
                let program = programs::chromedriver();
                let arguments = ["--port=0", "--log-level=SEVERE"];
                let say = "started successfully on port ";
                Self::that_says(Command::new(program).args(arguments), say)
            }
            Engine::Firefox => {
                let arguments = ["--port=0", "--websocket-port=0", "--log=info"];
                Self::that_says(Command::new(programs::driver()).args(arguments), "127.0.0.1:")
            }
            Engine::WebKit => Self::webkit(how),
        }
    }

    /// A driver that says on which port it listens. It asks the system for a free one, and leaves
    /// without a word where that one is taken for the other kind of address: another is free.
    fn that_says(command: &mut Command, before_port: &str) -> Self {
        for _ in 0..5 {
            let mut child = started(command.stdout(Stdio::piped()));
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
            let port =
                lines.by_ref().map_while(Result::ok).find_map(|line| port_in(&line, before_port));
            // Somebody has to listen: it may say more.
            std::thread::spawn(move || lines.for_each(drop));
            match port {
                Some(port) => return Self { child, port, farewell: None, _screen: None },
                None => drop(child.wait()),
            }
        }
        panic!("the driver says on which port it listens");
    }

    /// WebKit's says nothing and needs a screen.
    fn webkit(how: &Start) -> Self {
        let screen = Screen::start();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(programs::driver());
        command.args(["--host=127.0.0.1", &format!("--port={port}")]).stdout(Stdio::null());
        command.env("DISPLAY", &screen.name).env("GDK_BACKEND", "x11").env("NO_AT_BRIDGE", "1");
        // As root, as in a container, its own sandbox cannot be made.
        command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1").envs(how.environment());
        let child = started(&mut command);
        let driver = Self { child, port, farewell: None, _screen: Some(screen) };
        let deadline = Instant::now() + Duration::from_secs(30);
        while driver.ask("GET", "/status").is_err() {
            assert!(Instant::now() < deadline, "WebKitWebDriver listens");
            std::thread::sleep(Duration::from_millis(25));
        }
        driver
    }

    /// Its address.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Tells which session has to be ended at the end.
    pub fn holds(&mut self, session: &str) {
        self.farewell = Some(format!("/session/{session}"));
    }

    /// Asks it to end its browsers, and itself where it can be asked.
    fn ask_to_end(&self) -> std::io::Result<()> {
        match &self.farewell {
            Some(session) => self.ask("DELETE", session),
            None => self.ask("GET", "/shutdown"),
        }
    }

    fn ask(&self, method: &str, path: &str) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let host = self.port;
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{host}\r\n\r\n")?;
        stream.read(&mut [0; 64]).map(drop)
    }
}

/// Started in a group of its own, so that its browsers can be ended with it.
fn started(command: &mut Command) -> Child {
    let quiet = command.stdin(Stdio::null()).stderr(Stdio::null()).process_group(0);
    quiet.spawn().expect("the program of the browser's maker starts")
}

fn port_in(line: &str, before: &str) -> Option<u16> {
    let (_, rest) = line.split_once(before)?;
    rest.trim_end().trim_end_matches('.').parse().ok()
}

fn end_with_children(child: &mut Child) {
    let group = format!("-{}", child.id());
    drop(Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status());
    drop(child.kill());
    drop(child.wait());
}

impl Drop for Driver {
    fn drop(&mut self) {
        if self.ask_to_end().is_ok() && self.farewell.is_none() {
            let deadline = Instant::now() + Duration::from_secs(10);
            while Instant::now() < deadline {
                if matches!(self.child.try_wait(), Ok(Some(_))) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(10));
            }
        }
        end_with_children(&mut self.child);
    }
}

/// A screen in memory.
struct Screen {
    child: Child,
    name: String,
}

impl Screen {
    fn start() -> Self {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]);
        let mut child = started(command.stdout(Stdio::piped()));
        let mut number = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut number).unwrap();
        Self { child, name: format!(":{}", number.trim()) }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        end_with_children(&mut self.child);
    }
}
