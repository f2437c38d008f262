//! A private Postgres cluster for this run: own folder, own socket, no port, gone with the tests.
//!
//! Nothing is skipped: without Postgres' programs the tests fail and say what to install.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A running cluster. Its shell ends it when our end of the pipe closes, also after a crash.
pub struct Cluster {
    folder: PathBuf,
    /// Where it listens besides its socket.
    port: Option<u16>,
    _shell: Child,
}

static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static NEXT: AtomicU32 = AtomicU32::new(0);

/// A user of every cluster who has to bring a password; who wants it makes it with [`sql`].
pub const WITH_PASSWORD: &str = "with_password";

/// The address of a new, empty database in the cluster that all tests share.
pub fn new_database() -> String {
    CLUSTER.get_or_init(Cluster::start).new_database()
}

/// Runs statements in the cluster that all tests share.
pub fn sql(statements: &str) {
    CLUSTER.get_or_init(Cluster::start).sql(statements);
}

impl Cluster {
    /// The address of a new, empty database.
    pub fn new_database(&self) -> String {
        let name = format!("test{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.sql(&format!("CREATE DATABASE {name}"));
        format!("postgres://postgres@localhost/{name}?host={}", self.folder.display())
    }

    /// The address of a new, empty database, as another machine would reach it.
    pub fn new_remote_database(&self, host: &str) -> String {
        let name = format!("test{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.sql(&format!("CREATE DATABASE {name}"));
        format!("postgres://postgres@{host}:{}/{name}", self.port.expect("a port"))
    }

    /// Gives it a certificate and its key, or takes TLS away, while it runs.
    pub fn certify(&self, pems: Option<(&str, &str)>) {
        for (name, text) in pems.into_iter().flat_map(|(it, key)| [("pem", it), ("key", key)]) {
            let file = self.folder.join(format!("data/server.{name}"));
            fs::write(&file, text).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
            if let Some((uid, gid)) = user() {
                chown(&file, Some(uid), Some(gid)).unwrap();
            }
        }
        let ssl = if pems.is_some() { "on" } else { "off" };
        self.sql_in(
            "postgres",
            &[
                "ALTER SYSTEM SET ssl_cert_file = 'server.pem'",
                "ALTER SYSTEM SET ssl_key_file = 'server.key'",
                &format!("ALTER SYSTEM SET ssl = {ssl}"),
            ],
        );
        self.control(&["reload"]);
    }

    /// Runs statements.
    pub fn sql(&self, statements: &str) {
        self.sql_in("postgres", &[statements]);
    }

    /// Runs statements, each by itself, in one database.
    pub fn sql_in(&self, database: &str, statements: &[&str]) {
        let mut client = self.client("psql", &["-v", "ON_ERROR_STOP=1", "-q", "-d", database]);
        client.args(statements.iter().flat_map(|statement| ["-c", *statement]));
        assert!(run(&mut client), "{statements:?} failed");
    }

    /// The files of all tables and indexes.
    pub fn tables(&self) -> PathBuf {
        self.folder.join("data/base")
    }

    /// Ends the server as a pulled plug would.
    pub fn crash(&self) {
        self.control(&["stop", "-m", "immediate"]);
    }

    /// Starts it again.
    pub fn recover(&self) {
        let log = self.folder.join("log");
        self.control(&["start", "-w", "-l", &log.to_string_lossy(), "-o", &self.options()]);
    }

    fn options(&self) -> String {
        options(&self.folder, self.port)
    }

    fn control(&self, arguments: &[&str]) {
        let mut control = program("pg_ctl");
        as_user(&mut control, user());
        control.arg("-D").arg(self.folder.join("data")).args(arguments);
        assert!(run(&mut control), "pg_ctl {arguments:?} failed");
    }

    pub fn start() -> Self {
        Self::start_at(None)
    }

    /// One that listens on this machine's addresses, too.
    pub fn start_remote() -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        Self::start_at(Some(port))
    }

    fn start_at(port: Option<u16>) -> Self {
        let folder = tempfile::Builder::new().prefix("oot-pg").tempdir().unwrap().keep();
        let data = folder.join("data");
        if let Some((uid, gid)) = user() {
            chown(&folder, Some(uid), Some(gid)).unwrap();
        }
        let mut init = program("initdb");
        as_user(&mut init, user());
        let options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"];
        assert!(run(init.args(options).arg("-D").arg(&data)), "initdb failed");
        let rules = data.join("pg_hba.conf");
        let trusting = fs::read_to_string(&rules).unwrap();
        fs::write(&rules, format!("local all {WITH_PASSWORD} scram-sha-256\n{trusting}")).unwrap();
        let shell = keeper(&folder, port);
        let cluster = Self { folder, port, _shell: shell };
        for _ in 0..200 {
            if run(&mut cluster.client("psql", &["-qc", "SELECT 1"])) {
                return cluster;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(cluster.folder.join("log")).unwrap_or_default();
        panic!("Postgres did not start: {log}");
    }

    fn client(&self, name: &str, arguments: &[&str]) -> Command {
        let mut client = program(name);
        client.arg("-h").arg(&self.folder).args(["-U", "postgres"]).args(arguments);
        client.env("PGPORT", self.port.unwrap_or(5432).to_string());
        client
    }
}

fn options(folder: &Path, port: Option<u16>) -> String {
    let listen = match port {
        Some(port) => format!("-c listen_addresses=localhost -p {port}"),
        None => "-c listen_addresses=".to_owned(),
    };
    format!("-k {} {listen} -c max_connections=400", folder.display())
}

/// Starts the server and waits, on its standard input, for the end of the tests.
fn keeper(folder: &Path, port: Option<u16>) -> Child {
    let mut shell = Command::new("sh");
    let script = "\"$0\" start -w -D \"$1/data\" -l \"$1/log\" \
                  -o \"$2\" >\"$1/ctl\" 2>&1
        cat >/dev/null
        \"$0\" stop -m immediate -D \"$1/data\" >>\"$1/ctl\" 2>&1
        rm -rf \"$1\" || { sleep 1; rm -rf \"$1\"; }";
    shell.arg("-c").arg(script).arg(path_of("pg_ctl")).arg(folder).arg(options(folder, port));
    as_user(&mut shell, user());
    // Its own group: Ctrl-C on the tests must not reach it before it has cleaned up.
    shell.process_group(0).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = shell.spawn().unwrap();
    child.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
    child
}

/// Postgres refuses to run as root; then its own user does.
fn user() -> Option<(u32, u32)> {
    let id = |arguments: &[&str]| -> Option<u32> {
        let output = Command::new("id").args(arguments).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    let other = |name: &str| Some((id(&["-u", name])?, id(&["-g", name])?));
    match id(&["-u"]) {
        Some(0) => Some(other("postgres").or_else(|| other("nobody")).expect("a user to run as")),
        _ => None,
    }
}

fn as_user(command: &mut Command, user: Option<(u32, u32)>) {
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command.current_dir("/");
}

fn program(name: &str) -> Command {
    Command::new(path_of(name))
}

/// On the PATH, or where Debian puts it.
fn path_of(name: &str) -> PathBuf {
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = versions.map(|version| version.path().join("bin"));
    std::env::split_paths(&on_path)
        .chain(debian)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
        .unwrap_or_else(|| panic!("no {name} here: install Debian's package `postgresql`"))
}

fn run(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
