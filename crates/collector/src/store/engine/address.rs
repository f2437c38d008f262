//! Where the database is, and how connections to a server behave.
//!
//! An address holds a password, so nothing of it is shown but host, port and database: not in a
//! message, not in a log, and not by the driver, which logs parameters that it does not know.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{AnyConnection, AssertSqlSafe, Executor as _};

use super::{Engine, OpenError};

/// Parameters that the driver knows, besides `options[name]`.
const PARAMETERS: [&str; 18] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
];

/// Those of [`PARAMETERS`] that name files.
const FILES: [&str; 7] =
    ["sslrootcert", "ssl-root-cert", "ssl-ca", "sslcert", "ssl-cert", "sslkey", "ssl-key"];

const ENCODE: &str = "the database's address cannot be read: write signs such as @ / ? # of the \
    user or the password as %40 %2F %3F %23";

/// Where the database is: a file name or `postgres://user:password@host/name`.
#[derive(Clone)]
pub struct DatabaseUrl {
    url: String,
    engine: Engine,
    file: Option<PathBuf>,
    settings: ServerSettings,
}

/// How connections to the database behave. All but the first are of Postgres only.
#[derive(clap::Args, Clone, Debug, PartialEq, Eq)]
pub struct ServerSettings {
    /// Connections of one node that read; one more writes.
    #[arg(long, env = "OUTOFTEN_POOL_CONNECTIONS", default_value_t = 8,
        value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub pool_connections: u32,
    /// Postgres: how long a statement waits for a lock, in milliseconds.
    #[arg(long, env = "OUTOFTEN_LOCK_TIMEOUT_MS", default_value_t = 5_000,
        value_parser = clap::value_parser!(u32).range(1..=600_000))]
    pub lock_timeout_ms: u32,
    /// Postgres: how long a statement may take, in milliseconds.
    #[arg(long, env = "OUTOFTEN_STATEMENT_TIMEOUT_MS", default_value_t = 60_000,
        value_parser = clap::value_parser!(u32).range(1..=3_600_000))]
    pub statement_timeout_ms: u32,
    /// Postgres: schemas to look for tables in, the first that exists gets new ones.
    #[arg(long, env = "OUTOFTEN_SEARCH_PATH")]
    pub search_path: Option<String>,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            pool_connections: 8,
            lock_timeout_ms: 5_000,
            statement_timeout_ms: 60_000,
            search_path: None,
        }
    }
}

impl ServerSettings {
    /// Sets them on a connection to Postgres.
    pub(in crate::store) async fn apply(&self, connection: &mut AnyConnection) -> sqlx::Result<()> {
        let Self { lock_timeout_ms, statement_timeout_ms, search_path, .. } = self;
        // A lock held by a stuck node must not hold up every other node for ever.
        let timeouts = format!(
            "SET lock_timeout = {lock_timeout_ms}; SET statement_timeout = {statement_timeout_ms}"
        );
        connection.execute(sqlx::raw_sql(AssertSqlSafe(timeouts))).await?;
        if let Some(path) = search_path {
            let set = sqlx::query("SELECT set_config('search_path', $1, false)");
            set.bind(path.clone()).execute(connection).await?;
        }
        Ok(())
    }
}

impl DatabaseUrl {
    /// Reads what an operator typed: an address that begins with `postgres://` or `postgresql://`
    /// is a server, everything else the name of a SQLite file, which is made if it is not there.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let settings = ServerSettings::default();
            return Self { url: text.to_owned(), engine: Engine::Postgres, file: None, settings };
        }
        Self::file(Path::new(text.strip_prefix("sqlite://").unwrap_or(text)))
    }

    /// A SQLite file.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        Self {
            url: file_url(path) + "?mode=rwc",
            engine: Engine::Sqlite,
            file: Some(path.to_owned()),
            settings: ServerSettings::default(),
        }
    }

    /// The address through which a file is only read; of one that nobody changes, without locks.
    pub(in crate::store) fn read_only(path: &Path, is_unchanging: bool) -> String {
        let immutable = if is_unchanging { "&immutable=true" } else { "" };
        file_url(path) + "?mode=ro" + immutable
    }

    /// The same with other settings.
    #[must_use]
    pub fn with(self, settings: ServerSettings) -> Self {
        Self { settings, ..self }
    }

    /// Which engine speaks at this address.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The SQLite file; `None` for a server.
    #[must_use]
    pub fn file_name(&self) -> Option<PathBuf> {
        self.file.clone()
    }

    pub(in crate::store) fn as_str(&self) -> &str {
        &self.url
    }

    pub(in crate::store) const fn settings(&self) -> &ServerSettings {
        &self.settings
    }

    /// What the driver is given. Whoever names certificates wants the server's to be one of theirs:
    /// as with libpq, `require` then checks it.
    pub(in crate::store) fn for_driver(&self) -> String {
        if self.engine.is_a_file() {
            return self.url.clone();
        }
        let is_required = |options: PgConnectOptions| {
            matches!(options.get_ssl_mode(), PgSslMode::Require) && self.names_certificates()
        };
        match self.options().is_ok_and(is_required) {
            true => format!("{}&sslmode=verify-ca", self.url),
            false => self.url.clone(),
        }
    }

    /// Whether a connection may turn out to be in the clear although the server is elsewhere.
    pub(in crate::store) fn may_be_in_the_clear(&self) -> bool {
        let open = |mode| matches!(mode, PgSslMode::Prefer | PgSslMode::Allow);
        let options = self.options();
        options.is_ok_and(|it| it.get_socket().is_none() && open(it.get_ssl_mode()))
    }

    /// Refuses an address that the driver would misread or whose parts it would log.
    ///
    /// # Errors
    /// What is wrong, without the address.
    pub fn check(&self) -> Result<(), OpenError> {
        if self.engine.is_a_file() {
            return match self.is_misread() {
                true => Err(OpenError::address(
                    "the database's address does not begin with a scheme that is known: use \
                     postgres://user:password@host/name without quotes or blanks, or the name of \
                     a SQLite file",
                )),
                false => Ok(()),
            };
        }
        let (before, query) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let path = before.splitn(4, '/').nth(3).unwrap_or_default();
        if path.contains('@') || self.url.contains('#') {
            return Err(OpenError::address(ENCODE));
        }
        for (name, _) in form_urlencoded::parse(query.as_bytes()) {
            if !PARAMETERS.contains(&&*name) && !name.starts_with("options[") {
                return Err(unknown(&name));
            }
        }
        self.check_files()?;
        // What the driver says may repeat what it was given.
        self.options().map(drop).map_err(|_| {
            OpenError::address(
                "the database's address cannot be read: check host, port, sslmode and that special \
                 signs are percent-encoded",
            )
        })
    }

    /// The driver would say of a missing file that the server cannot be reached.
    fn check_files(&self) -> Result<(), OpenError> {
        let query = self.url.split_once('?').map(|(_, query)| query).unwrap_or_default();
        for (name, file) in form_urlencoded::parse(query.as_bytes()) {
            if !FILES.contains(&&*name) {
                continue;
            }
            if let Err(error) = std::fs::File::open(&*file) {
                return Err(OpenError::address(&format!(
                    "the file {file:?}, named as {name} in the database's address, cannot be read: \
                     {error}"
                )));
            }
        }
        Ok(())
    }

    /// The address without user, password and parameters, for messages and logs.
    #[must_use]
    pub fn public(&self) -> String {
        if self.engine.is_a_file() {
            return match self.is_misread() {
                true => "the database".to_owned(),
                false => self.url.trim_end_matches("?mode=rwc").to_owned(),
            };
        }
        let Ok(options) = self.options() else { return "the database".to_owned() };
        let name = options.get_database().unwrap_or_default();
        match options.get_socket() {
            Some(socket) => format!("postgres://{}/{name}", socket.display()),
            None => format!("postgres://{}:{}/{name}", options.get_host(), options.get_port()),
        }
    }

    /// Whether the name of the file was meant as an address.
    fn is_misread(&self) -> bool {
        self.file.as_deref().is_some_and(|file| is_for_a_server(&file.to_string_lossy()))
    }

    fn options(&self) -> sqlx::Result<PgConnectOptions> {
        PgConnectOptions::from_str(&self.url)
    }

    fn names_certificates(&self) -> bool {
        let query = self.url.split_once('?').map(|(_, query)| query).unwrap_or_default();
        let names = FILES.get(..3).unwrap_or_default();
        form_urlencoded::parse(query.as_bytes()).any(|(name, _)| names.contains(&&*name))
    }
}

fn file_url(path: &Path) -> String {
    let mut url = String::from("sqlite://");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' | b'~' => {
                url.push(char::from(byte));
            }
            // Writing to a String cannot fail.
            _ => drop(write!(url, "%{byte:02X}")),
        }
    }
    url
}

/// A name is repeated only if nothing of a password can be in it.
fn unknown(name: &str) -> OpenError {
    let is_plain = name.bytes().all(|it| it.is_ascii_lowercase() || it == b'_' || it == b'-');
    match is_plain && name.len() <= 30 && !name.is_empty() {
        true => OpenError::address(&format!(
            "the database's address has the parameter {name:?}, which is not known: leave it out"
        )),
        false => OpenError::address(ENCODE),
    }
}

/// `mysql://…`, `"postgres://…"`, `DATABASE_URL=postgres:/…`, `host=… password=…`,
/// `user:password@host/…`: what was meant for a server. As the name of a file it would be shown, with its password.
fn is_for_a_server(text: &str) -> bool {
    let signs = text.chars().filter(|sign| !sign.is_whitespace());
    let text: String = signs.map(|sign| sign.to_ascii_lowercase()).collect();
    ["://", "password=", "postgres:", "postgresql:"].iter().any(|part| text.contains(part))
        || text.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CANARY: &str = "canary-4711";

    #[test]
    fn an_address_shows_no_password() {
        let url = DatabaseUrl::parse("postgres://boss:canary-4711@db.example/answers");
        assert_eq!(url.engine(), Engine::Postgres);
        assert_eq!(url.public(), "postgres://db.example:5432/answers");
        for (text, shown) in [
            (
                "postgres://boss@db.example:5433/a?password=canary-4711",
                "postgres://db.example:5433/a",
            ),
            (
                "postgres://db.example/a?password=x@canary-4711&user=b",
                "postgres://db.example:5432/a",
            ),
            ("postgres:///a?host=/run/pg&password=canary-4711", "postgres:///run/pg/a"),
            ("postgres://boss:canary-4711#@db.example/a", "the database"),
        ] {
            assert_eq!(DatabaseUrl::parse(text).public(), shown);
        }
        assert_eq!(DatabaseUrl::parse("data/a.db").public(), "sqlite://data/a.db");
        assert_eq!(DatabaseUrl::parse("a b?.db").url, "sqlite://a%20b%3F.db?mode=rwc");
    }

    #[test]
    fn what_would_be_misread_is_refused_without_being_repeated() {
        for (bad, said) in [
            ("postgres://db.example/a?pasword=canary-4711", "\"pasword\""),
            ("postgres://db.example/a?target_session_attrs=canary-4711", "target_session_attrs"),
            ("postgres://boss:1/canary-4711@db.example/a", "%2F"),
            ("postgres://boss:1?canary-4711@db.example/a", "%3F"),
            ("postgres://boss:1#canary-4711@db.example/a", "%23"),
            ("postgres://boss:canary-4711/x@db.example/a", "%2F"),
            ("postgres://db.example/a?sslmode=canary-4711", "sslmode"),
            ("postgres://db.example:canary-4711/a", "port"),
            ("mysql://boss:canary-4711@db.example/a", "scheme"),
            ("Postgres://boss:canary-4711@db.example/a", "scheme"),
            ("postgres:/boss:canary-4711@db.example/a", "scheme"),
            ("\"postgres://boss:canary-4711@db.example/a\"", "without quotes"),
            (" postgres://boss:canary-4711@db.example/a", "blanks"),
            ("\tpostgresql://boss:canary-4711@db.example/a", "blanks"),
            ("DATABASE_URL=postgres:/boss:canary-4711@db.example/a", "scheme"),
            ("host=db.example user=boss password=canary-4711", "scheme"),
            ("host=db.example PASSWORD = canary-4711", "scheme"),
            ("boss:canary-4711@db.example/a", "scheme"),
            ("boss:canary-4711@db.example:5432/a?sslmode=require", "scheme"),
            (":canary-4711@db.example/a", "scheme"),
            ("//boss:canary-4711@db.example/a", "scheme"),
            ("sqlite://boss:canary-4711@db.example/a", "scheme"),
            ("boss:x@canary-4711@db.example/a", "scheme"),
            ("boss : canary-4711 @ db.example / a", "scheme"),
            ("sqlite://postgres://boss:canary-4711@db.example/a", "scheme"),
        ] {
            let url = DatabaseUrl::parse(bad);
            let error = url.check().unwrap_err().to_string();
            assert!(error.contains(said) && !error.contains(CANARY), "{bad}: {error}");
            let is_shown = url.file.is_some() && url.public().contains(CANARY);
            assert!(!is_shown, "{bad}: {}", url.public());
        }
        for good in [
            "postgres://boss:p%40ss@db.example/a?sslmode=require&options[search_path]=x",
            "postgres://db.example/a?password=x@y",
            "answers.sqlite",
            "/srv/a:b/answers.sqlite",
            "/srv/ana@acme.example/answers.sqlite",
            "C:\\answers.sqlite",
        ] {
            assert!(DatabaseUrl::parse(good).check().is_ok(), "{good}");
        }
    }

    #[test]
    fn whoever_names_certificates_has_them_checked() {
        let mode = |query: &str| {
            let url = DatabaseUrl::parse(&format!("postgres://db.example/a?{query}"));
            PgConnectOptions::from_str(&url.for_driver()).unwrap().get_ssl_mode()
        };
        assert!(matches!(mode("sslmode=require"), PgSslMode::Require));
        assert!(matches!(mode("sslmode=require&sslrootcert=ca.pem"), PgSslMode::VerifyCa));
        assert!(matches!(mode("sslmode=verify-full&sslrootcert=ca.pem"), PgSslMode::VerifyFull));
    }
}
