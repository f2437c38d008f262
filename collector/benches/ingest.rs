//! What durability costs, in ratios from one run on one disk:
//!
//! 1. a bare loop that inserts the same rows in batches with the same settings;
//! 2. the collector over HTTP, as fast as it takes them;
//! 3. the collector at a third of that rate, open loop: latency from when an answer was due, not
//!    from when it was sent, so a stall is seen;
//! 4. results of two years from the tallies against counting the rows.
//!
//! `cargo bench -p outoften-collector`. Nothing is asserted but equality: speed is read, not
//! tested.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use outoften_collector::clock::Clock;
use outoften_collector::http::App;
use outoften_collector::serve::{Limits, serve};
use outoften_collector::store::{Answer, DatabaseUrl, Filter, Store};
use outoften_collector::writer::Writer;
use outoften_core::wire::Response;
use sqlx::{AssertSqlSafe, Connection as _, Row as _};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const CONNECTIONS: usize = 64;
const SECONDS: u64 = 5;
const ROWS_OF_TWO_YEARS: u64 = 10_000_000;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let bare = bare_loop().await;
        println!("bare batched inserts      {bare:>9.0} rows/s");
        let (address, folder) = collector().await;
        let before_kb = resident_kb();
        let full = closed_loop(address).await;
        println!(
            "collector, {CONNECTIONS} connections {full:>9.0} answers/s, {:.2} of bare",
            full / bare
        );
        let mut late = open_loop(address, full / 3.0).await;
        late.sort_unstable();
        let at = |share: f64| late[((late.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        println!(
            "at a third of that        p50 {:.1} ms, p99 {:.1} ms, worst {:.1} ms of {}",
            at(0.5),
            at(0.99),
            at(1.0),
            late.len()
        );
        println!("memory                    {} KiB before, {} KiB after", before_kb, resident_kb());
        drop(folder);
        two_years().await;
    });
}

async fn store() -> (Store, tempfile::TempDir) {
    let folder = tempfile::Builder::new().prefix("bench").tempdir_in(".").expect("a folder");
    let url = DatabaseUrl::file(&folder.path().join("answers.sqlite"));
    let store = Store::open(&url).await.expect("a database");
    store.put_survey("acme", r#"{"id":"acme"}"#, 0).await.expect("a survey");
    (store, folder)
}

fn body(number: usize) -> String {
    let score = number % 11;
    format!(
        r#"{{"v":1,"survey":"acme","id":"bench-{number:0>10}","rev":1,"metric":"nps","score":{score},"comment":"fast enough, thanks","done":true,"elapsed_ms":4200,"channel":"web"}}"#
    )
}

/// The least any server with these promises has to do: the rows, 128 to a durable commit.
async fn bare_loop() -> f64 {
    let (store, folder) = store().await;
    store.close().await;
    let url = format!("sqlite://{}/answers.sqlite", folder.path().display());
    let mut connection = sqlx::AnyConnection::connect(&url).await.expect("a connection");
    for setting in ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"] {
        sqlx::query(setting).fetch_all(&mut connection).await.expect("a setting");
    }
    let started = Instant::now();
    let mut rows = 0;
    while started.elapsed() < Duration::from_secs(SECONDS) {
        let mut transaction =
            connection.begin_with("BEGIN IMMEDIATE").await.expect("a transaction");
        for _ in 0..128 {
            sqlx::query(
                "INSERT INTO responses (survey, id, rev, metric, score, comment, done, elapsed_ms, \
                 channel, suspect, received_at_ms, updated_at_ms) \
                 VALUES ('acme', $1, 1, 'nps', $2, 'fast enough, thanks', 1, 4200, 'web', 0, 0, 0)",
            )
            .bind(format!("bench-{rows:0>10}"))
            .bind(rows % 11)
            .execute(&mut *transaction)
            .await
            .expect("a row");
            rows += 1;
        }
        transaction.commit().await.expect("a commit");
    }
    rows as f64 / started.elapsed().as_secs_f64()
}

async fn collector() -> (SocketAddr, tempfile::TempDir) {
    let (store, folder) = store().await;
    let (writer, _written) = Writer::start(store.clone());
    let app = App::new(store, writer, Clock::system());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(serve(listener, Arc::new(app), Limits::default(), std::future::pending()));
    (address, folder)
}

/// One connection that is kept open.
struct Client(TcpStream);

impl Client {
    async fn connect(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.expect("a connection"))
    }

    async fn post(&mut self, number: usize) {
        let body = body(number);
        let head = "POST /v1/responses HTTP/1.1\r\nhost: bench\r\ncontent-length: ";
        let request = format!("{head}{}\r\n\r\n{body}", body.len());
        self.0.write_all(request.as_bytes()).await.expect("sent");
        let mut reply = [0; 2048];
        let length = self.0.read(&mut reply).await.expect("a reply");
        assert!(reply[..length].starts_with(b"HTTP/1.1 202"), "an answer was refused");
    }
}

/// Answers per second when every connection sends the next as soon as the last is acknowledged.
async fn closed_loop(address: SocketAddr) -> f64 {
    let started = Instant::now();
    let clients = (0..CONNECTIONS).map(|connection| {
        tokio::spawn(async move {
            let mut client = Client::connect(address).await;
            let mut sent = 0;
            while started.elapsed() < Duration::from_secs(SECONDS) {
                client.post(connection * 10_000_000 + sent).await;
                sent += 1;
            }
            sent
        })
    });
    let mut sent = 0;
    for client in clients.collect::<Vec<_>>() {
        sent += client.await.expect("a client");
    }
    sent as f64 / started.elapsed().as_secs_f64()
}

/// Answers come at a fixed rate, whether or not the ones before were acknowledged.
async fn open_loop(address: SocketAddr, per_second: f64) -> Vec<Duration> {
    let interval = Duration::from_secs_f64(CONNECTIONS as f64 / per_second);
    let started = Instant::now() + Duration::from_millis(100);
    let clients = (0..CONNECTIONS).map(|connection| {
        tokio::spawn(async move {
            let mut client = Client::connect(address).await;
            let mut late = Vec::new();
            let offset = interval.mul_f64(connection as f64 / CONNECTIONS as f64);
            for number in 0.. {
                let due = started + offset + interval * number;
                if due > started + Duration::from_secs(SECONDS) {
                    break;
                }
                tokio::time::sleep_until(due.into()).await;
                client.post(900_000_000 + connection * 1_000_000 + number as usize).await;
                late.push(due.elapsed());
            }
            late
        })
    });
    let mut late = Vec::new();
    for client in clients.collect::<Vec<_>>() {
        late.extend(client.await.expect("a client"));
    }
    late
}

/// Resident memory of this process, load driver included.
fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}

/// Ten million answers over two years, made inside the database by the collector's own tables.
async fn two_years() {
    let (store, folder) = store().await;
    let first = Answer::new(
        Response::read(&serde_json::from_str::<serde_json::Value>(&body(1)).expect("JSON"))
            .expect("an answer"),
        0,
    );
    store.commit(&[first]).await.expect("a row");
    let url = format!("sqlite://{}/answers.sqlite", folder.path().display());
    let mut connection = sqlx::AnyConnection::connect(&url).await.expect("a connection");
    let sql = format!(
        "DELETE FROM responses; DELETE FROM tallies; PRAGMA synchronous = OFF; \
         WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {}) \
         INSERT INTO responses (survey, id, rev, metric, score, done, elapsed_ms, channel, suspect, \
           received_at_ms, updated_at_ms) \
         SELECT 'acme', printf('%012d', i), 1, 'nps', (i * 7) % 11, 1, 4200, 'web', 0, \
           (i % 730) * 86400000, 0 FROM n; \
         INSERT INTO tallies SELECT survey, received_at_ms / 86400000, channel, '', '', suspect, \
           score, COUNT(*) FROM responses GROUP BY 1, 2, 3, 4, 5, 6, 7;",
        ROWS_OF_TWO_YEARS - 1
    );
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.expect("two years");
    let filter = Filter { survey: "acme".to_owned(), ..Filter::default() };
    let started = Instant::now();
    let tally = store.tally(&filter).await.expect("a tally");
    let from_tallies = started.elapsed();
    let started = Instant::now();
    let rows =
        sqlx::query("SELECT score, COUNT(*) FROM responses WHERE survey = 'acme' GROUP BY score")
            .fetch_all(&mut connection)
            .await
            .expect("a count");
    let from_rows = started.elapsed();
    for row in rows {
        let (score, count): (i64, i64) = (row.get(0), row.get(1));
        assert_eq!(tally.counts()[score as usize], count as u64);
    }
    println!(
        "results of {} answers  {:.1} ms from tallies, {:.0} ms from rows: {:.0} times",
        tally.n(),
        from_tallies.as_secs_f64() * 1e3,
        from_rows.as_secs_f64() * 1e3,
        from_rows.as_secs_f64() / from_tallies.as_secs_f64()
    );
}
