//! Webhooks: at least once, always the same id, never into a private network.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use outoften_collector::serve::ConnectionLimits;
use outoften_collector::webhook::{ClientSettings, WebhookClient, deliver_due, sign};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::server::{Database, SURVEY, Server, answer, on_each_engine};

on_each_engine!(
    a_message_is_repeated_until_it_is_accepted,
    one_message_per_answer_told_when_it_is_finished,
    a_receiver_that_is_gone_is_never_told_again,
);

/// What a receiver got: its headers and its body.
pub type Received = Arc<Mutex<Vec<(String, Value)>>>;

/// A receiver that answers with these statuses, then with 200.
pub async fn receiver(statuses: &[u16]) -> (SocketAddr, Received) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let received = Received::default();
    let (log, mut statuses) = (Arc::clone(&received), VecDeque::from(statuses.to_vec()));
    tokio::spawn(async move {
        'visits: while let Ok((mut stream, _)) = listener.accept().await {
            let mut bytes = Vec::new();
            let (head, body) = loop {
                let mut chunk = [0; 4096];
                let length = stream.read(&mut chunk).await.unwrap_or_default();
                if length == 0 {
                    // Who was to tell it has died meanwhile.
                    continue 'visits;
                }
                bytes.extend_from_slice(&chunk[..length]);
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                if let Ok(body) = serde_json::from_str(body) {
                    break (head.to_owned(), body);
                }
            };
            log.lock().unwrap().push((head, body));
            let status = statuses.pop_front().unwrap_or(200);
            let reply = format!(
                "HTTP/1.1 {status} x\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\
                 connection: close\r\n\r\n"
            );
            stream.write_all(reply.as_bytes()).await.unwrap();
        }
    });
    (address, received)
}

/// Counts who connects, whatever comes then.
async fn visits(address: &str) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(address).await.unwrap();
    let (address, count) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            counted.fetch_add(1, Ordering::Relaxed);
        }
    });
    (address, count)
}

pub fn header(head: &str, name: &str) -> String {
    let found = head.lines().filter_map(|line| line.split_once(": ")).find(|(key, _)| *key == name);
    found.unwrap_or_else(|| panic!("no {name} in {head}")).1.to_owned()
}

pub async fn started(database: &Database) -> Server {
    Server::start_with(database, ConnectionLimits::default(), |app| app.private_webhooks = true)
        .await
}

pub async fn add(server: &Server, document: &Value) -> Value {
    let reply = server.admin("POST", "/v1/webhooks", document.to_string().as_bytes()).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.json()
}

pub async fn deliver(server: &Server) -> usize {
    let client = WebhookClient::new(ClientSettings::new(true)).unwrap();
    deliver_due(&server.state.store, &server.state.clock, &client).await.unwrap()
}

async fn a_message_is_repeated_until_it_is_accepted(database: Database) {
    let server = started(&database).await;
    let (address, received) = receiver(&[500, 302, 429]).await;
    let made = add(&server, &json!({"url": format!("http://{address}/hook")})).await;
    server.post(&answer("told", 1, 2)).await;
    for days in 1..8 {
        deliver(&server).await;
        server.now_ms.fetch_add(days * 3_600_000, Ordering::Relaxed);
    }
    let received = received.lock().unwrap();
    assert_eq!(received.len(), 4, "three refusals and an acceptance");
    let ids: std::collections::BTreeSet<_> =
        received.iter().map(|(head, _)| header(head, "webhook-id")).collect();
    assert_eq!(ids.len(), 1, "the same id each time");
    let secrets = [made["secret"].as_str().unwrap().to_owned()];
    for (head, body) in received.iter() {
        let (id, at) = (header(head, "webhook-id"), header(head, "webhook-timestamp"));
        let signed = sign(&secrets, &id, at.parse().unwrap(), &body.to_string());
        assert_eq!(header(head, "webhook-signature"), signed);
        assert_eq!(
            (&body["type"], &body["data"]["score"]),
            (&json!("response.received"), &json!(2))
        );
        assert_eq!(body["data"]["class"], "detractor");
    }
}

async fn one_message_per_answer_told_when_it_is_finished(database: Database) {
    let server = started(&database).await;
    let (address, received) = receiver(&[]).await;
    let url = format!("http://{address}/");
    add(&server, &json!({"url": url, "classes": ["detractor"], "format": "slack"})).await;
    let mut body = answer("slow", 1, 3);
    body["done"] = false.into();
    server.post(&body).await;
    server.post(&answer("happy", 1, 10)).await;
    assert_eq!(deliver(&server).await, 0, "not finished, and promoters are not asked for");
    body["rev"] = 2.into();
    body["done"] = true.into();
    body["comment"] = "<!channel> late & cold".into();
    server.post(&body).await;
    server.post(&body).await;
    assert_eq!(deliver(&server).await, 1);
    assert_eq!(deliver(&server).await, 0);
    body["id"] = "never-finished".into();
    body["done"] = false.into();
    server.post(&body).await;
    assert_eq!(deliver(&server).await, 0);
    server.now_ms.fetch_add(600_000, Ordering::Relaxed);
    assert_eq!(deliver(&server).await, 1, "told all the same after a while");
    let received = received.lock().unwrap();
    let text = received[0].1["text"].as_str().unwrap();
    assert!(
        text.contains("3 of 10") && text.contains("&lt;!channel&gt; late &amp; cold"),
        "{text}"
    );
}

async fn a_receiver_that_is_gone_is_never_told_again(database: Database) {
    let server = started(&database).await;
    let (address, received) = receiver(&[410]).await;
    add(&server, &json!({"url": format!("http://{address}/")})).await;
    for id in ["first", "second"] {
        server.post(&answer(id, 1, 2)).await;
        deliver(&server).await;
        server.now_ms.fetch_add(3_600_000, Ordering::Relaxed);
    }
    assert_eq!(received.lock().unwrap().len(), 1);
    let list = server.admin("GET", "/v1/webhooks", b"").await.json();
    assert_eq!(list["webhooks"], json!([]));
}

#[tokio::test]
async fn nothing_is_sent_into_a_private_network() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    let (v4, v4_visits) = visits("127.0.0.1:0").await;
    let (v6, v6_visits) = visits("[::1]:0").await;
    // Stored while it was allowed: a name that leads here, octal, hexadecimal, fewer parts.
    let hosts = ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0"];
    let spellings = ["2130706433", "0177.0.0.1", "017700000001", "0x7f.0.0.1", "127.1"];
    let places = hosts.iter().chain(&spellings).map(|host| (*host, v4));
    let places: Vec<_> = places.chain(["[::1]", "[::]", "localhost"].map(|it| (it, v6))).collect();
    for (host, at) in &places {
        add(&server, &json!({"url": format!("https://{host}:{}/", at.port())})).await;
    }
    server.post(&answer("secret", 1, 2)).await;
    let careful = WebhookClient::new(ClientSettings::new(false)).unwrap();
    let store = &server.state.store;
    let told = deliver_due(store, &server.state.clock, &careful).await.unwrap();
    assert_eq!(told, places.len());
    let met = || (v4_visits.load(Ordering::Relaxed), v6_visits.load(Ordering::Relaxed));
    assert_eq!(met(), (0, 0), "not even a connection");
    server.now_ms.fetch_add(60_000, Ordering::Relaxed);
    deliver(&server).await;
    assert!(met().0 >= hosts.len() + spellings.len() && met().1 >= 2, "{:?}", met());
    let other = Database::sqlite().await;
    let strict = Server::start(&other).await;
    for bad in
        ["http://example.com/", "https://10.0.0.1/", "https://[::1]/", "https://0177.0.0.1/", "no"]
    {
        let body = json!({"url": bad}).to_string();
        let reply = strict.admin("POST", "/v1/webhooks", body.as_bytes()).await;
        assert_eq!((reply.status, reply.json()["field"].clone()), (422, json!("url")), "{bad}");
    }
}

#[tokio::test]
async fn while_secrets_change_both_sign() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    let (address, received) = receiver(&[]).await;
    let made = add(&server, &json!({"url": format!("http://{address}/"), "survey": SURVEY})).await;
    let path = format!("/v1/webhooks/{}/secret", made["id"].as_str().unwrap());
    let newer = server.admin("POST", &path, b"").await.json();
    server.post(&answer("both", 1, 2)).await;
    deliver(&server).await;
    let received = received.lock().unwrap();
    let signatures = header(&received[0].0, "webhook-signature");
    let (id, at) =
        (header(&received[0].0, "webhook-id"), header(&received[0].0, "webhook-timestamp"));
    let text = received[0].1.to_string();
    for secret in [&newer["secret"], &made["secret"]] {
        let one = sign(&[secret.as_str().unwrap().to_owned()], &id, at.parse().unwrap(), &text);
        assert!(signatures.split(' ').any(|signature| signature == one));
    }
}

/// A comment is told, in both formats: that is what they are for. Where to write to is not, and
/// neither is who answered.
#[tokio::test]
async fn a_message_holds_neither_address_nor_name() {
    use crate::people::{SECRET, post, signed_for};
    let database = Database::sqlite().await;
    let server = started(&database).await;
    crate::metrics::survey(&server, "nps", json!({"contact": {"classes": ["detractor"]}})).await;
    let secret =
        outoften_collector::store::Secret { id: "one".to_owned(), value: SECRET.to_owned() };
    server.state.store.add_identity_secret(&secret, crate::server::START_MS).await.unwrap();
    let (address, received) = receiver(&[]).await;
    for format in ["json", "slack"] {
        add(&server, &json!({"url": format!("http://{address}/"), "format": format})).await;
    }
    let mut body = crate::metrics::answer("nps", "unhappy", 1);
    body["comment"] = "cold and late".into();
    body["contact"] = json!({"address": "canary@write.example", "agreed": true});
    let stored = post(&server, &body, &signed_for("nps", "canary-person", "w1")).await;
    assert_eq!(stored.status, 202, "{}", stored.text());
    assert_eq!(server.state.store.snapshot().await.unwrap().contact_count("nps").await.unwrap(), 1);
    assert_eq!(deliver(&server).await, 2);
    let received = received.lock().unwrap();
    assert_eq!(received.len(), 2);
    for (head, body) in received.iter() {
        let all = format!("{head}\n{body}");
        assert!(all.contains("cold and late"), "{all}");
        assert!(!all.contains("canary") && !all.contains("write.example"), "{all}");
    }
}
