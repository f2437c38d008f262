//! A real collector with a database file of its own.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Stdio;

use hyper::Request;
use hyper::body::Bytes;
use serde_json::Value;
use sqlx::Row as _;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::{http, programs};

const TOKEN: &str = "a token that only these tests know";

/// The process, its folder, its address. Dropping it ends the process.
pub struct Collector {
    folder: TempDir,
    running: Option<Child>,
    /// Whether it doubts every answer to a card that it did not count as shown.
    doubts: bool,
    dist: PathBuf,
    address: SocketAddr,
}

/// One stored answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    pub id: String,
    pub rev: i64,
    pub score: i64,
    pub comment: Option<String>,
    pub done: bool,
    pub lang: Option<String>,
    pub segment: Option<String>,
    /// By the collector's clock.
    pub received_at_ms: i64,
}

impl Collector {
    /// Starts one with an empty database.
    pub async fn start() -> Self {
        Self::serving(programs::dist()).await
    }

    /// The same, with other files for websites.
    pub async fn serving(dist: PathBuf) -> Self {
        let folder = TempDir::new().unwrap();
        let address = "127.0.0.1:0".parse().unwrap();
        let mut collector = Self { folder, running: None, doubts: false, dist, address };
        collector.start_again().await;
        collector
    }

    /// Where it listens now; another port after each start.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The token that opens everything.
    pub fn token(&self) -> String {
        TOKEN.to_owned()
    }

    /// Starts it again on the same database.
    pub async fn start_again(&mut self) {
        let mut child = Command::new(programs::collector())
            .args(["serve", "--demo", "--listen", "127.0.0.1:0"])
            .arg("--database")
            .arg(self.database())
            .arg("--dist")
            .arg(&self.dist)
            .env("OUTOFTEN_ADMIN_TOKEN", TOKEN)
            .env("OUTOFTEN_LOG", "error")
            .env("OUTOFTEN_REQUIRE_TICKETS", self.doubts.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the collector's program starts");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        self.address = loop {
            let line = lines.next_line().await.unwrap().expect("the collector says where it is");
            if let Some(address) = line.strip_prefix("listening on http://") {
                break address.parse().unwrap();
            }
        };
        self.running = Some(child);
    }

    /// Starts it again, so that answers without the ticket of a display are kept as suspect.
    pub async fn start_doubting(&mut self) {
        self.stop().await;
        self.doubts = true;
        self.start_again().await;
    }

    /// Ends it as a power cut would.
    pub async fn stop(&mut self) {
        if let Some(mut child) = self.running.take() {
            child.kill().await.unwrap();
        }
    }

    /// The signed token of somebody whom the site calls so.
    pub async fn token_of(&self, person: &str) -> String {
        self.operate(&["secret", "add"]).await;
        let link = self.operate(&["link", "acme", "--person", person]).await;
        let token = link.split(['?', '&', '=', '/']).find(|part| part.starts_with("v1"));
        token.expect("a link has a token").trim().to_owned()
    }

    /// Runs the program beside the server, on the same database.
    async fn operate(&self, arguments: &[&str]) -> String {
        let mut program = Command::new(programs::collector());
        program.args(arguments).arg("--database").arg(self.database());
        let output = program.output().await.expect("the collector's program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn database(&self) -> PathBuf {
        self.folder.path().join("answers.sqlite")
    }

    /// Stores a survey document under its own id.
    pub async fn put(&self, document: &Value) {
        let (status, reply) = self.try_put(document).await;
        assert!((200..300).contains(&status), "{reply}");
    }

    /// The same, with the status and the reply.
    pub async fn try_put(&self, document: &Value) -> (u16, Value) {
        let id = document["id"].as_str().expect("a document has an id");
        let request = Request::put(self.at(&format!("surveys/{id}")));
        self.send(request, document.to_string()).await
    }

    /// Sends an answer past the card.
    pub async fn post(&self, answer: &Value) -> (u16, Value) {
        self.send(Request::post(self.at("responses")), answer.to_string()).await
    }

    /// Tells of something that happened to a card, past the card.
    pub async fn event(&self, event: &Value) -> (u16, Value) {
        self.send(Request::post(self.at("events")), event.to_string()).await
    }

    fn at(&self, path: &str) -> String {
        format!("http://{}/v1/{path}", self.address)
    }

    async fn send(&self, request: hyper::http::request::Builder, body: String) -> (u16, Value) {
        let request = request.header("authorization", format!("Bearer {TOKEN}"));
        let reply = http::send(request.body(Bytes::from(body)).unwrap()).await;
        let reply = reply.expect("the collector replies");
        (reply.status().as_u16(), serde_json::from_slice(reply.body()).unwrap())
    }

    /// The report of a survey.
    pub async fn results(&self, survey: &str) -> Value {
        let request = Request::get(self.at(&format!("surveys/{survey}/results")));
        self.send(request, String::new()).await.1
    }

    /// How often cards of a survey were shown and closed.
    pub async fn displays(&self, survey: &str) -> Value {
        let request = Request::get(self.at(&format!("surveys/{survey}/results/displays")));
        self.send(request, String::new()).await.1
    }

    /// Whatever was asked of people the sites know was asked so many days earlier: as if the
    /// collector's clock had gone on.
    pub async fn ages_by_days(&self, days: i64) {
        let pool = self.open(false).await;
        let older = "UPDATE asks SET at_ms = at_ms - ?";
        sqlx::query(older).bind(days * 86_400_000).execute(&pool).await.unwrap();
        pool.close().await;
    }

    /// How many things are kept of people the sites know.
    pub async fn people(&self) -> i64 {
        let pool = self.open(true).await;
        let count = sqlx::query("SELECT count(*) AS n FROM asks").fetch_one(&pool).await.unwrap();
        pool.close().await;
        count.get("n")
    }

    async fn open(&self, read_only: bool) -> sqlx::SqlitePool {
        let options = SqliteConnectOptions::new().filename(self.database()).read_only(read_only);
        SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap()
    }

    /// All answers to a survey, as they are in the database file.
    pub async fn rows(&self, survey: &str) -> Vec<Row> {
        let pool = self.open(true).await;
        let found = sqlx::query("SELECT * FROM responses WHERE survey = ? ORDER BY received_at_ms")
            .bind(survey)
            .fetch_all(&pool)
            .await
            .unwrap();
        pool.close().await;
        let read = |row: &sqlx::sqlite::SqliteRow| Row {
            id: row.get("id"),
            rev: row.get("rev"),
            score: row.get("score"),
            comment: row.get("comment"),
            done: row.get::<i64, _>("done") == 1,
            lang: row.get("lang"),
            segment: row.get("segment"),
            received_at_ms: row.get("received_at_ms"),
        };
        found.iter().map(read).collect()
    }
}
