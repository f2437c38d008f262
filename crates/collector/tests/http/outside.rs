//! What others' programs say of the collector: the reference library of Standard Webhooks, a
//! tester that knows nothing but the description, and the programs that the examples are for.
//!
//! `cargo xtask test database tester` installs what these need and says where it is.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use outoften_collector::webhook::{new_secret, sign};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client;
use crate::process::Program;
use crate::server::{ADMIN, answer};
use crate::soak;

fn place(variable: &str) -> PathBuf {
    let place = std::env::var_os(variable);
    place
        .unwrap_or_else(|| panic!("{variable} is not set: run `cargo xtask test database tester`"))
        .into()
}

fn text(output: &Output) -> String {
    let bytes = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&bytes).into_owned()
}

const VERIFY: &str = r#"
const { Webhook } = require("standardwebhooks");
const { secret, headers, body } = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(new Webhook(secret).verify(body, headers)));
"#;

/// What the reference library says of a message.
fn verify(secret: &str, signatures: &str, now_s: i64, body: &str) -> Output {
    let message = json!({"secret": secret, "body": body, "headers": {
        "webhook-id": "msg_1", "webhook-timestamp": now_s.to_string(),
        "webhook-signature": signatures,
    }});
    let mut node = Command::new("node")
        .args(["-e", VERIFY])
        .env("NODE_PATH", place("OUTOFTEN_PACKAGES"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Node.js");
    node.stdin.take().unwrap().write_all(message.to_string().as_bytes()).unwrap();
    node.wait_with_output().unwrap()
}

#[test]
#[ignore = "needs Node.js and a package from npm: cargo xtask test database"]
fn signatures_verify_with_the_reference_library_also_while_secrets_change() {
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let now_s = since_1970.as_secs() as i64;
    let secrets = [new_secret().unwrap(), new_secret().unwrap()];
    let body = json!({"type": "response.received", "data": {"comment": "größer < \"10\" 🙂"}});
    let body = body.to_string();
    let both = sign(&secrets, "msg_1", now_s, &body);
    for secret in &secrets {
        let verified = verify(secret, &both, now_s, &body);
        assert!(verified.status.success(), "{}", text(&verified));
        assert_eq!(text(&verified).trim(), body);
    }
    let other = new_secret().unwrap();
    assert!(!verify(&other, &both, now_s, &body).status.success(), "another's secret");
    assert!(!verify(&secrets[0], &both, now_s, &body.replace("10", "11")).status.success());
    let old = sign(&secrets, "msg_1", now_s - 3_600, &body);
    assert!(!verify(&secrets[0], &old, now_s - 3_600, &body).status.success(), "an hour old");
}

/// The description, with names that are there for the tester to use, and one answer to begin with.
async fn description(program: &Program) -> Value {
    // Something of everything, so that no list is empty and every shape is looked at.
    let token = format!("Bearer {ADMIN}");
    let by_admin = [("authorization", token.as_str())];
    let send = async |method: &str, path: &str, body: Value| {
        let body = body.to_string();
        let sent = client::send(program.address, method, path, &by_admin, body.as_bytes());
        let reply = sent.await;
        assert!(reply.status < 300, "{method} {path}: {}", reply.text());
        reply.json()
    };
    let asks = json!({"id": "demo", "contact": {"classes": ["detractor"]}});
    send("PUT", "/v1/surveys/demo", asks).await;
    for (number, score) in [1, 8, 10].into_iter().enumerate() {
        let mut body = answer(&format!("before-{number}"), 1, score);
        body["survey"] = "demo".into();
        body["comment"] = "something".into();
        body["segment"] = ["new", "old"][number % 2].into();
        if score < 7 {
            body["contact"] = json!({"address": "ana@example.com", "agreed": true});
        }
        assert_eq!(program.try_post(&body).await, Some(202));
    }
    send("POST", "/v1/webhooks", json!({"url": "https://hooks.example/x"})).await;
    send("POST", "/v1/tokens", json!({"name": "ana", "role": "reader", "survey": "demo"})).await;
    let change = json!({"version": 1, "note": "called"});
    send("POST", "/v1/surveys/demo/cases/before-0", change).await;
    let mut document = program.get("/v1/openapi.json").await.json();
    for (path, methods) in document["paths"].as_object_mut().unwrap() {
        for operation in methods.as_object_mut().unwrap().values_mut() {
            for parameter in operation["parameters"].as_array_mut().unwrap() {
                let name = parameter["name"].as_str().unwrap();
                let known = match name {
                    "id" | "survey" if path.contains("survey") => json!(["demo", "nobody"]),
                    "group" => json!(["channel", "touchpoint", "segment", "mood"]),
                    "every" => json!(["day", "week", "month", "moon"]),
                    "from" | "to" => json!(["2026-01-01", "2027-01-01", "2099-01-01", "tomorrow"]),
                    "response" => json!(["before-0", "before-1", "nobody-0"]),
                    _ => continue,
                };
                parameter["schema"] = json!({"enum": known});
            }
        }
    }
    let mut first = answer("first", 1, 9);
    first["survey"] = "demo".into();
    let body = &mut document["paths"]["/v1/responses"]["post"]["requestBody"]["content"];
    body["text/plain"] = json!({"schema": {"type": "string"}, "example": first.to_string()});
    document
}

#[tokio::test]
#[ignore = "needs Schemathesis: cargo xtask test tester"]
async fn a_tester_that_knows_only_the_description_finds_no_fault() {
    let folder = TempDir::new().unwrap();
    let program = Program::start_with(folder.path(), |command| {
        command.env("OUTOFTEN_ADMIN_TOKEN", ADMIN);
    });
    let file = folder.path().join("openapi.json");
    std::fs::write(&file, description(&program).await.to_string()).unwrap();
    let examples = soak::of(12, 400).to_string();
    let tested = Command::new(place("OUTOFTEN_SCHEMATHESIS"))
        .arg("run")
        .arg(file)
        .args(["--base-url", &program.url()])
        .args(["--experimental", "openapi-3.1", "--hypothesis-seed", "1", "--no-color"])
        .args(["--hypothesis-deadline", "None", "--hypothesis-max-examples", &examples])
        .args(["--hypothesis-phases", "explicit,generate", "--request-timeout", "15000"])
        .args(["-H", &format!("Authorization: Bearer {ADMIN}")])
        .args(["-c", "not_a_server_error", "-c", "status_code_conformance"])
        .args(["-c", "content_type_conformance", "-c", "response_schema_conformance"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(tested.status.success(), "{}", text(&tested));
    let token = format!("Bearer {ADMIN}");
    let by_admin = [("authorization", token.as_str())];
    let export = client::send(program.address, "GET", "/v1/surveys/demo/export", &by_admin, b"");
    assert!(export.await.text().contains("000first"), "the description's answer is stored");
    assert!(program.stop(), "and it still runs");
}

#[test]
fn examples_are_read_by_the_programs_they_are_for() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let unit = include_str!("../../deploy/outoften.service")
        .replace("/usr/local/bin/outoften", env!("CARGO_BIN_EXE_outoften"));
    std::fs::write(at("outoften.service"), unit).unwrap();
    let own = rcgen::generate_simple_self_signed(vec!["ask.example.com".to_owned()]).unwrap();
    std::fs::write(at("own.pem"), own.cert.pem()).unwrap();
    std::fs::write(at("own.key"), own.signing_key.serialize_pem()).unwrap();
    let nginx = include_str!("../../deploy/nginx.conf")
        .replace("/etc/ssl/ask.example.com.pem", &at("own.pem"))
        .replace("/etc/ssl/ask.example.com.key", &at("own.key"));
    let nginx = format!("pid {};\nevents {{}}\nhttp {{\n{nginx}\n}}\n", at("pid"));
    std::fs::write(at("nginx.conf"), nginx).unwrap();
    std::fs::write(at("Caddyfile"), include_str!("../../deploy/Caddyfile")).unwrap();
    let checks = [
        ("systemd-analyze", vec!["verify".to_owned(), at("outoften.service")]),
        (
            "nginx",
            ["-t", "-e", "stderr", "-c"]
                .map(str::to_owned)
                .into_iter()
                .chain([at("nginx.conf")])
                .collect(),
        ),
        ("caddy", vec!["validate".to_owned(), "--config".to_owned(), at("Caddyfile")]),
    ];
    for (name, arguments) in checks {
        // A machine need not have them all.
        match Command::new(name).args(arguments).env("HOME", folder.path()).output() {
            Ok(output) => assert!(output.status.success(), "{name}: {}", text(&output)),
            Err(error) => println!("{name} is not here: {error}"),
        }
    }
}
