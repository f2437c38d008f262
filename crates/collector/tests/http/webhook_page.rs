//! `docs/webhooks.md` and `docs/metrics.md`, held to the code: what they show is what is sent, what
//! they list is what there is, and the example that checks signatures checks them.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::atomic::Ordering;
use std::time::{SystemTime, UNIX_EPOCH};

use outoften_collector::webhook::{new_secret, sign};
use serde_json::{Value, json};

use crate::server::{Database, Server, answer};
use crate::webhooks::{add, deliver, receiver, started};

const WEBHOOKS: &str = include_str!("../../../../docs/webhooks.md");
const METRICS: &str = include_str!("../../../../docs/metrics.md");

/// What stands between the marks of `name`.
fn marked<'a>(page: &'a str, name: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("<!-- {name} -->\n")).expect(name);
    rest.split_once(&format!("<!-- /{name} -->")).expect(name).0
}

/// The JSON between the marks of `name`.
fn shown(name: &str) -> Value {
    let block = marked(WEBHOOKS, name).trim_start_matches("```json").trim_end();
    serde_json::from_str(block.trim_end_matches("```")).unwrap()
}

/// The cells of a table, without its head.
fn cells(table: &str) -> Vec<Vec<&str>> {
    let line = |line: &'static str| line.trim_matches('|').split('|').map(str::trim).collect();
    let table: &'static str = table.to_owned().leak();
    table.lines().skip(2).map(line).collect()
}

#[tokio::test]
async fn the_messages_shown_are_those_that_are_sent() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    for format in ["json", "slack"] {
        let (address, received) = receiver(&[]).await;
        let url = format!("http://{address}/");
        let made = add(&server, &json!({"url": url, "format": format})).await;
        let mut body = answer("first", 1, 3);
        let context = json!({"comment": "Late & cold", "lang": "en", "channel": "web",
            "segment": "pro"});
        body.as_object_mut().unwrap().extend(context.as_object().unwrap().clone());
        server.state.store.erase_answer("acme", "000first", 0).await.unwrap();
        assert_eq!(server.post(&body).await.status, 202);
        assert_eq!(deliver(&server).await, 1);
        assert_eq!(received.lock().unwrap()[0].1, shown(format), "{format}");
        let path = format!("/v1/webhooks/{}", made["id"].as_str().unwrap());
        assert_eq!(server.admin("DELETE", &path, b"").await.status, 200);
    }
}

/// Whether the example believes a message.
fn believes(secret: &str, signature: &str, at_s: i64, body: &str) -> bool {
    let (_, code) = WEBHOOKS.split_once("```js\n").unwrap();
    let headers = json!({"webhook-id": "msg_1", "webhook-timestamp": at_s.to_string(),
        "webhook-signature": signature});
    let code = format!(
        "{}\nconsole.log(JSON.stringify(verify({}, {headers}, {})));\n",
        code.split("```").next().unwrap(),
        json!(secret),
        json!(body)
    );
    let mut node = Command::new("node")
        .arg("--input-type=module")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Node.js");
    node.stdin.take().unwrap().write_all(code.as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    output.status.success() && String::from_utf8_lossy(&output.stdout).trim() == body
}

#[test]
#[ignore = "needs Node.js: cargo xtask test database"]
fn the_example_believes_what_is_signed_and_nothing_else() {
    let now_s = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() as i64;
    let secrets = [new_secret().unwrap(), new_secret().unwrap()];
    let body = json!({"data": {"comment": "größer \"10\" 🙂"}}).to_string();
    let both = sign(&secrets, "msg_1", now_s, &body);
    for secret in &secrets {
        assert!(believes(secret, &both, now_s, &body));
        assert!(!believes(secret, &both, now_s, &body.replace("10", "11")), "changed");
        let old = sign(&secrets, "msg_1", now_s - 3_600, &body);
        assert!(!believes(secret, &old, now_s - 3_600, &body), "an hour old");
    }
    assert!(!believes(&new_secret().unwrap(), &both, now_s, &body), "another's secret");
    assert!(!believes(&secrets[0], "", now_s, &body), "not signed");
}

fn milliseconds(text: &str) -> i64 {
    let (number, unit) = text.split_once(' ').unwrap();
    let unit_ms = match unit {
        "seconds" => 1_000,
        "minutes" => 60_000,
        "hours" => 3_600_000,
        _ => panic!("{text}"),
    };
    number.parse::<i64>().unwrap() * unit_ms
}

#[tokio::test]
async fn a_message_is_tried_again_when_the_page_says_and_then_given_up() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    let (address, received) = receiver(&[500; 20]).await;
    add(&server, &json!({"url": format!("http://{address}/")})).await;
    server.post(&answer("first", 1, 3)).await;
    assert_eq!(deliver(&server).await, 1);
    let waits = cells(marked(WEBHOOKS, "waits"));
    for (number, row) in waits.iter().enumerate() {
        assert_eq!(row[0], (number + 1).to_string());
        let wait_ms = milliseconds(row[1]);
        server.now_ms.fetch_add(wait_ms - 1, Ordering::Relaxed);
        assert_eq!(deliver(&server).await, 0, "{row:?}: too early");
        server.now_ms.fetch_add(wait_ms / 10 + 1, Ordering::Relaxed);
        assert_eq!(deliver(&server).await, 1, "{row:?}: too late");
    }
    server.now_ms.fetch_add(100 * 86_400_000, Ordering::Relaxed);
    assert_eq!(deliver(&server).await, 0, "given up");
    assert_eq!(received.lock().unwrap().len(), waits.len() + 1);
}

#[tokio::test]
async fn the_metrics_listed_are_those_that_there_are() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let text = server.admin("GET", "/metrics", b"").await.text();
    let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let there: Vec<(&str, &str)> = types.filter_map(|line| line.split_once(' ')).collect();
    let rows = cells(marked(METRICS, "names"));
    let listed: Vec<(&str, &str)> =
        rows.iter().map(|row| (row[0].trim_matches('`'), row[1])).collect();
    assert_eq!(listed, there, "docs/metrics.md lists them in the order of /metrics");
    assert_eq!(server.get("/metrics").await.status, 401, "it needs a token");
    for name in METRICS.split(['`', '(', '[', ' ']).filter(|word| word.starts_with("outoften_")) {
        assert!(there.iter().any(|(known, _)| *known == name), "{name}");
    }
}
