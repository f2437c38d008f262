//! ConnectionLimits behind a proxy: who is one network, who is believed, and what an operator is told.

use std::path::Path;
use std::process::Command;

use outoften_collector::http::peer::parse_proxy;
use outoften_collector::serve::ConnectionLimits;
use serde_json::json;
use tempfile::TempDir;

use crate::client;
use crate::process::Program;
use crate::server::{Database, Server, answer};

/// A server whose own machine is the proxy, named as a network.
async fn behind(proxy: &str) -> (Database, Server) {
    let database = Database::sqlite().await;
    let proxies = vec![parse_proxy(proxy).unwrap()];
    let server = Server::start_with(&database, ConnectionLimits::default(), |app| {
        app.trusted_proxies = proxies;
    })
    .await;
    (database, server)
}

/// How many of forty answers with these headers count. One network has thirty.
async fn counted(server: &Server, name: &'static str, from: impl Fn(usize) -> String) -> u64 {
    let before = server.results().await["n"].as_u64().unwrap();
    for number in 0..40 {
        let from = from(number);
        let id = format!("{}-{before}-{number}", name.len());
        let body = answer(&id, 1, 3).to_string();
        let headers = [(name, from.as_str())];
        let reply =
            client::send(server.address, "POST", "/v1/responses", &headers, body.as_bytes()).await;
        assert_eq!(reply.status, 202, "{from}");
    }
    server.results().await["n"].as_u64().unwrap() - before
}

#[tokio::test]
async fn one_client_is_one_network_however_the_proxy_writes_it() {
    let (_database, server) = behind("127.0.0.0/8").await;
    let old = "x-forwarded-for";
    assert_eq!(counted(&server, old, |n| format!("203.0.113.9:{}", 4_000 + n)).await, 30);
    assert_eq!(counted(&server, old, |n| format!("[2001:db8:1:2::{n:x}]:443")).await, 30);
    assert_eq!(counted(&server, old, |n| format!("2001:db8:7:{n:x}::1")).await, 40, "many /64");
    let new = "forwarded";
    assert_eq!(
        counted(&server, new, |n| format!("for=\"198.51.100.7:{n}\";proto=https")).await,
        30
    );
    assert_eq!(counted(&server, new, |n| format!("for=192.0.{n}.1")).await, 40, "many networks");
}

#[tokio::test]
async fn what_cannot_be_read_is_one_network() {
    let (_database, server) = behind("127.0.0.1").await;
    let odd = |n: usize| {
        let ways = ["unknown", "_hidden", "nonsense", "203.0.113.9;", "999.1.1.1"];
        format!("{}{}", ways[n % ways.len()], [", ", ""][n % 2])
    };
    assert_eq!(counted(&server, "x-forwarded-for", odd).await, 30);
    assert_eq!(
        counted(&server, "forwarded", |_| "for=unknown".to_owned()).await,
        0,
        "the same one"
    );
}

#[tokio::test]
async fn a_machine_of_ones_own_is_a_network_too() {
    let (_database, server) = behind("10.0.0.0/8").await;
    assert_eq!(counted(&server, "x-forwarded-for", |n| format!("203.0.{n}.9")).await, 30);
}

fn doctor(folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_outoften"))
        .arg("doctor")
        .env("DATABASE_URL", folder.join("answers.sqlite"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What the program logs from its start to its end, with these proxies and after these requests.
async fn log(folder: &Path, proxies: &'static str, headers: &[(&str, &str)]) -> String {
    let program = Program::start_with(folder, |command| {
        match proxies {
            "" => command.env_remove("OUTOFTEN_TRUSTED_PROXIES"),
            named => command.env("OUTOFTEN_TRUSTED_PROXIES", named),
        };
    });
    for _ in 0..3 {
        client::send(program.address, "GET", "/livez", headers, b"").await;
    }
    assert!(program.stop());
    std::fs::read_to_string(folder.join("log")).unwrap()
}

#[tokio::test]
async fn a_proxy_that_is_not_named_is_told_by_the_log_the_next_start_and_doctor() {
    let folder = TempDir::new().unwrap();
    let forwarded = [("x-forwarded-for", "203.0.113.77")];
    let named = log(folder.path(), "127.0.0.0/8", &forwarded).await;
    assert!(!named.contains("--trusted-proxy"), "{named}");
    assert!(!doctor(folder.path()).contains("NOT NAMED"));
    let unnamed = log(folder.path(), "10.0.0.0/8", &forwarded).await;
    assert_eq!(unnamed.matches("--trusted-proxy").count(), 1, "{unnamed}");
    assert!(!unnamed.contains("203.0.113") && !unnamed.contains("127.0.0.1"), "{unnamed}");
    let said = doctor(folder.path());
    assert!(said.contains("proxy: NOT NAMED") && said.contains("--trusted-proxy"), "{said}");
    let next = log(folder.path(), "", &[("forwarded", "for=203.0.113.77")]).await;
    assert!(next.contains("before this start, X-Forwarded-For"), "{next}");
}

#[test]
fn a_proxy_is_an_address_or_a_network() {
    let run = |proxy: &str| {
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--trusted-proxy", proxy];
        let output = Command::new(env!("CARGO_BIN_EXE_outoften"))
            .args(arguments)
            .args(["--database", "postgres://127.0.0.1:1/none"])
            .output()
            .unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    for bad in ["proxy.example", "10.0.0.0/33", "10.0.0.1:80"] {
        let said = run(bad);
        assert!(said.contains(bad) && said.contains("10.0.0.0/8 or fd00::/8"), "{said}");
    }
    for good in ["10.0.0.0/8", "fd00::/8", "10.0.0.1,::1"] {
        let said = run(good);
        assert!(said.contains("cannot be reached"), "{good}: {said}");
    }
}

/// Each file that is copied to a server says which proxy is believed.
#[test]
fn everything_that_is_deployed_names_the_flag() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in
        ["deploy/outoften.service", "deploy/Caddyfile", "deploy/nginx.conf", "../../README.md"]
    {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        assert!(text.contains("--trusted-proxy 127.0.0.1"), "{file}");
    }
    let image = std::fs::read_to_string(root.join("deploy/Dockerfile")).unwrap();
    assert!(image.contains("OUTOFTEN_TRUSTED_PROXIES"));
    let settings = std::fs::read_to_string(root.join("deploy/outoften.toml")).unwrap();
    assert!(settings.contains("trusted-proxy = [\"127.0.0.1\"]"));
    assert_eq!(json!(parse_proxy("172.16.0.0/12").unwrap().to_string()), "172.16.0.0/12");
}
