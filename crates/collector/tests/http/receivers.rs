//! Receivers of webhooks that misbehave, and a collector that dies before it has told them.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use outoften_collector::webhook::{ClientSettings, WebhookClient, deliver_due};
use serde_json::json;
use sqlx::Connection as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use crate::client;
use crate::process::Program;
use crate::server::{Database, Server, answer, on_each_engine};
use crate::soak;
use crate::webhooks::{add, deliver, header, receiver, started};

on_each_engine!(what_a_dead_node_had_taken_is_told_by_another);

/// Counts connections and treats each as `how` says.
pub async fn listener<F>(
    how: impl Fn(TcpStream) -> F + Send + 'static,
) -> (SocketAddr, Arc<AtomicUsize>)
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, hits) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&hits);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(how(stream));
        }
    });
    (address, hits)
}

/// Tells one new answer, with little patience.
pub async fn tell(server: &Server, id: &str, settings: ClientSettings) {
    server.post(&answer(id, 1, 2)).await;
    let client = WebhookClient::new(settings).unwrap();
    let (store, clock) = (&server.state.store, &server.state.clock);
    assert_eq!(deliver_due(store, clock, &client).await.unwrap(), 1);
}

fn impatient() -> ClientSettings {
    ClientSettings { timeout: Duration::from_millis(500), ..ClientSettings::new(true) }
}

/// Whether the message is still to be told.
pub async fn is_waiting(server: &Server) -> bool {
    let now_ms = server.now_ms.fetch_add(3_600_000, Ordering::Relaxed) + 3_600_000;
    !server.state.store.lease_due(now_ms, 1).await.unwrap().is_empty()
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    let (inner, hits) = listener(async |_| {}).await;
    let (outer, redirected) = listener(move |mut stream| async move {
        let mut request = [0; 8 * 1024];
        let _ = stream.read(&mut request).await;
        let reply =
            format!("HTTP/1.1 302 x\r\nlocation: http://{inner}/\r\ncontent-length: 0\r\n\r\n");
        let _ = stream.write_all(reply.as_bytes()).await;
    })
    .await;
    add(&server, &json!({"url": format!("http://{outer}/")})).await;
    tell(&server, "moved", impatient()).await;
    assert_eq!((redirected.load(Ordering::Relaxed), hits.load(Ordering::Relaxed)), (1, 0));
    assert!(is_waiting(&server).await);
}

#[tokio::test]
async fn a_name_that_changes_its_mind_gains_nothing() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    let (address, hits) = listener(async |_| {}).await;
    add(&server, &json!({"url": format!("https://rebound.example:{}/", address.port())})).await;
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let lookup: outoften_collector::webhook::Lookup = Arc::new(move |name| {
        assert_eq!(name, "rebound.example");
        counted.fetch_add(1, Ordering::Relaxed);
        Box::pin(async { Ok(vec!["127.0.0.1".parse().unwrap(), "::1".parse().unwrap()]) })
    });
    tell(&server, "rebound", ClientSettings { private_too: false, lookup, ..impatient() }).await;
    assert_eq!(asked.load(Ordering::Relaxed), 1, "the name is looked up once, then connected to");
    assert_eq!(hits.load(Ordering::Relaxed), 0);
    assert!(is_waiting(&server).await);
}

#[tokio::test]
async fn who_never_answers_is_given_up_and_tried_again() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    let (address, hits) = listener(async |stream| {
        let _open = stream;
        std::future::pending().await
    })
    .await;
    add(&server, &json!({"url": format!("http://{address}/")})).await;
    tell(&server, "hangs", impatient()).await;
    assert_eq!(hits.load(Ordering::Relaxed), 1);
    assert!(is_waiting(&server).await);
}

#[tokio::test]
async fn an_endless_reply_is_read_no_further_than_needed() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    let written = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&written);
    let (address, _) = listener(move |mut stream| {
        let counted = Arc::clone(&counted);
        async move {
            let mut request = [0; 8 * 1024];
            let _ = stream.read(&mut request).await;
            let head = b"HTTP/1.1 200 x\r\ncontent-length: 1073741824\r\n\r\n";
            let _ = stream.write_all(head).await;
            while stream.write_all(&[b'x'; 16 * 1024]).await.is_ok() {
                counted.fetch_add(16 * 1024, Ordering::Relaxed);
            }
        }
    })
    .await;
    add(&server, &json!({"url": format!("http://{address}/")})).await;
    tell(&server, "endless", ClientSettings::new(true)).await;
    assert!(!is_waiting(&server).await, "it was accepted");
    // The rest is what the system's own buffers hold.
    let written = written.load(Ordering::Relaxed);
    assert!(written < 32 * 1024 * 1024, "{written} bytes went out");
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_gets_no_answer() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    let own = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = own.signing_key.serialize_der().try_into().unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let told = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&told);
    let (address, hits) = listener(move |stream| {
        let (acceptor, counted) = (acceptor.clone(), Arc::clone(&counted));
        async move {
            if acceptor.accept(stream).await.is_ok() {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        }
    })
    .await;
    add(&server, &json!({"url": format!("https://localhost:{}/", address.port())})).await;
    tell(&server, "untrusted", ClientSettings::new(true)).await;
    assert!(hits.load(Ordering::Relaxed) > 0);
    assert_eq!(told.load(Ordering::Relaxed), 0, "the handshake must not succeed");
    assert!(is_waiting(&server).await);
}

async fn what_a_dead_node_had_taken_is_told_by_another(database: Database) {
    let server = started(&database).await;
    let (address, received) = receiver(&[]).await;
    add(&server, &json!({"url": format!("http://{address}/")})).await;
    for number in 0..5 {
        server.post(&answer(&format!("taken-{number}"), 1, 2)).await;
    }
    // A node takes them for a minute, and dies.
    let now_ms = server.now_ms.load(Ordering::Relaxed);
    assert_eq!(server.state.store.lease_due(now_ms, 60_000).await.unwrap().len(), 5);
    assert_eq!(deliver(&server).await, 0, "the other node waits");
    server.now_ms.fetch_add(60_000, Ordering::Relaxed);
    assert_eq!(deliver(&server).await, 5);
    let ids: BTreeSet<_> =
        received.lock().unwrap().iter().map(|(head, _)| header(head, "webhook-id")).collect();
    assert_eq!(ids.len(), 5);
}

#[tokio::test]
async fn a_collector_that_is_killed_before_it_tells_tells_after_its_restart() {
    let folder = tempfile::TempDir::new().unwrap();
    let (address, received) = receiver(&[]).await;
    let mut acknowledged = BTreeSet::new();
    let private = |command: &mut std::process::Command| {
        command.env("OUTOFTEN_PRIVATE_WEBHOOKS", "true").env_remove("OUTOFTEN_ADMIN_TOKEN");
    };
    for round in 0..soak::of(3, 50) {
        let program = Program::start_with(folder.path(), private);
        if let Some(token) = &program.token {
            let bearer = format!("Bearer {token}");
            let url = json!({"url": format!("http://{address}/")}).to_string();
            let headers = [("authorization", bearer.as_str())];
            let to = program.address;
            let made = client::send(to, "POST", "/v1/webhooks", &headers, url.as_bytes()).await;
            assert_eq!(made.status, 201);
        }
        for number in 0..3 {
            let mut body = answer(&format!("kill-{round}-{number}"), 1, 2);
            body["survey"] = "demo".into();
            assert_eq!(program.try_post(&body).await, Some(202));
            acknowledged.insert(body["id"].as_str().unwrap().to_owned());
        }
        program.kill();
    }
    // What was under way when it died is taken up when its minute is over: that is now.
    sqlx::any::install_default_drivers();
    let url = format!("sqlite://{}/answers.sqlite", folder.path().display());
    let mut database = sqlx::AnyConnection::connect(&url).await.unwrap();
    let over = sqlx::raw_sql("UPDATE outbox SET lease_until_ms = 0").execute(&mut database).await;
    over.unwrap();
    database.close().await.unwrap();
    let _program = Program::start_with(folder.path(), private);
    let told = || -> BTreeSet<String> {
        let received = received.lock().unwrap();
        received.iter().map(|(_, body)| body["data"]["id"].as_str().unwrap().to_owned()).collect()
    };
    while told() != acknowledged {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let received = received.lock().unwrap();
    let ids: BTreeSet<_> = received.iter().map(|(head, _)| header(head, "webhook-id")).collect();
    assert_eq!(ids.len(), acknowledged.len(), "one id per answer, however often it was told");
}
