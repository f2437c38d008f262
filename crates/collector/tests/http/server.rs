//! A real collector on a real port with a real database that goes away with the test.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use outoften_collector::clock::Clock;
use outoften_collector::http::{App, AppState};
use outoften_collector::serve::{ConnectionLimits, first_start, listen, serve};
use outoften_collector::store::{DatabaseUrl, Role, Store, TokenLine};
use outoften_collector::writer::Writer;
use outoften_core::time::Utc;
use serde_json::{Value, json};
use sqlx::Connection as _;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::client::{self, Reply};
use crate::postgres;

/// The token of every test server.
pub const ADMIN: &str = "oot_test-admin-0123456789abcdef";
/// The survey that is there from the start.
pub const SURVEY: &str = "acme";
/// 2027-01-15T08:00:00Z.
pub const START_MS: i64 = 1_800_000_000_000;

/// Where the rows of a test are.
pub struct Database {
    pub url: DatabaseUrl,
    folder: Option<TempDir>,
    server: Option<&'static str>,
}

impl Database {
    /// The folder of the SQLite file.
    pub fn folder(&self) -> Option<&std::path::Path> {
        self.folder.as_ref().map(TempDir::path)
    }

    /// Where another program would find it.
    pub fn address(&self) -> &'static str {
        if let Some(address) = self.server {
            return address;
        }
        let folder = self.folder.as_ref().expect("a SQLite file");
        format!("sqlite://{}/answers.sqlite", folder.path().display()).leak()
    }

    /// A new file.
    pub async fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let url = DatabaseUrl::file(&folder.path().join("answers.sqlite"));
        Self { url, folder: Some(folder), server: None }
    }

    /// A new database of the private cluster.
    pub async fn postgres() -> Self {
        Self::at(&postgres::new_database())
    }

    /// One that a test has made.
    pub fn at(address: &str) -> Self {
        let server = Some(&*address.to_owned().leak());
        Self { url: DatabaseUrl::parse(address), folder: None, server }
    }

    /// A database of a cluster of one's own.
    pub fn in_cluster(cluster: &postgres::Cluster) -> Self {
        Self::at(&cluster.new_database())
    }

    /// The same, with the answers spread over four partitions by the hash of their key.
    pub async fn partitioned() -> Self {
        let address = postgres::new_database();
        let database = Self::at(&address);
        Store::open(&database.url).await.unwrap().close().await;
        let mut connection = sqlx::AnyConnection::connect(&address).await.unwrap();
        let mut sql = String::from(
            "ALTER TABLE responses RENAME TO plain; \
             CREATE TABLE responses (LIKE plain INCLUDING ALL) PARTITION BY HASH (survey, id); \
             DROP TABLE plain;",
        );
        for part in 0..4 {
            sql += &format!(
                "CREATE TABLE responses_{part} PARTITION OF responses \
                 FOR VALUES WITH (MODULUS 4, REMAINDER {part});"
            );
        }
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
        database
    }
}

/// Makes one test per engine out of each `async fn name(database: Database)`.
macro_rules! on_each_engine {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name(crate::server::Database::sqlite().await).await;
            })*
        }
        on_each_engine!(@ postgres: $($name),*);
        on_each_engine!(@ partitioned: $($name),*);
    };
    (@ $engine:ident: $($name:ident),*) => {
        mod $engine {
            $(#[tokio::test]
            #[ignore = "needs Postgres: cargo xtask test database"]
            async fn $name() {
                super::$name(crate::server::Database::$engine().await).await;
            })*
        }
    };
}
pub(crate) use on_each_engine;

/// A running collector.
pub struct Server {
    pub address: SocketAddr,
    pub state: AppState,
    /// The server's clock, in milliseconds since 1970.
    pub now_ms: Arc<AtomicI64>,
    stop: oneshot::Sender<()>,
    served: JoinHandle<usize>,
    written: JoinHandle<()>,
}

impl Server {
    pub async fn start(database: &Database) -> Self {
        Self::start_with(database, ConnectionLimits::default(), |_| {}).await
    }

    pub async fn start_with(
        database: &Database,
        limits: ConnectionLimits,
        change: impl FnOnce(&mut App),
    ) -> Self {
        let store = Store::open(&database.url).await.unwrap();
        let now_ms = Arc::new(AtomicI64::new(START_MS));
        let hand = Arc::clone(&now_ms);
        let clock = Clock::new(move || Utc::from_ms(hand.load(Ordering::Relaxed)));
        first_start(&store, &clock, Some(ADMIN)).await.unwrap();
        let survey = json!({"id": SURVEY, "brand": {"name": "Acme"}}).to_string();
        store.put_survey(SURVEY, &survey, START_MS).await.unwrap();
        // On a busy machine a commit may take long; who waits in vain is the tests of outages'
        // business, which start the program itself.
        let (writer, written) = Writer::start_with(store.clone(), Duration::from_secs(7));
        let mut app = App::new(store, writer, clock);
        // A proxy stands before it, so that tests can be many people.
        app.trusted_proxies = vec![IpAddr::from([127, 0, 0, 1]).into()];
        change(&mut app);
        let state = Arc::new(app);
        let listener = listen(([127, 0, 0, 1], 0).into()).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let limits = ConnectionLimits { drain_delay: Duration::ZERO, ..limits };
        let served = tokio::spawn(serve(listener, Arc::clone(&state), limits, async {
            drop(stopped.await);
        }));
        Self { address, state, now_ms, stop, served, written }
    }

    /// Shuts down as the program does. Returns how many connections were cut.
    pub async fn stop(self) -> usize {
        let store = self.state.store.clone();
        let _ = self.stop.send(());
        let cut = self.served.await.unwrap();
        drop(self.state);
        self.written.await.unwrap();
        store.close().await;
        cut
    }

    pub async fn post(&self, body: &Value) -> Reply {
        self.post_bytes(body.to_string().as_bytes()).await
    }

    pub async fn post_bytes(&self, body: &[u8]) -> Reply {
        let headers = [("content-type", "text/plain;charset=UTF-8")];
        client::send(self.address, "POST", "/v1/responses", &headers, body).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        client::send(self.address, "GET", path, &[], b"").await
    }

    /// With the admin token.
    pub async fn admin(&self, method: &str, path: &str, body: &[u8]) -> Reply {
        self.with_token(ADMIN, method, path, body).await
    }

    pub async fn with_token(&self, token: &str, method: &str, path: &str, body: &[u8]) -> Reply {
        let bearer = format!("Bearer {token}");
        client::send(self.address, method, path, &[("authorization", &bearer)], body).await
    }

    pub async fn results(&self) -> Value {
        let reply = self.admin("GET", &format!("/v1/surveys/{SURVEY}/results"), b"").await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    }

    /// Adds a token of this role.
    pub async fn add_token(&self, token: &str, role: Role, survey: Option<&str>) {
        let line = TokenLine {
            hash: outoften_collector::token::hash(token),
            name: role.name().to_owned(),
            role,
            survey: survey.map(str::to_owned),
        };
        self.state.store.add_token(&line, START_MS).await.unwrap();
    }
}

/// A valid answer as a card sends it; `id` is filled up to the length an id must have.
pub fn answer(id: &str, rev: u32, score: u32) -> Value {
    json!({"v": 1, "survey": SURVEY, "id": format!("{id:0>8}"), "rev": rev,
        "key": "key-0123456789abcdef", "metric": "nps", "score": score, "done": true, "elapsed_ms": 4200})
}
