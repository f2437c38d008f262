//! The files a site loads, and health.

use std::fs;

use tempfile::TempDir;

use crate::client;
use crate::server::{Database, Server};
use outoften_collector::serve::ConnectionLimits;

async fn with_dist(database: &Database, dist: &TempDir) -> Server {
    let root = dist.path().to_owned();
    for (name, content) in [
        ("outoften.js", "plain"),
        ("outoften.js.br", "as br"),
        ("outoften.js.gz", "as gz"),
        ("v0.1.0/card.wasm", "wasm"),
        ("studio/index.html", "<p>studio"),
        (".secret", "no"),
    ] {
        fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        fs::write(root.join(name), content).unwrap();
    }
    Server::start_with(database, ConnectionLimits::default(), |app| {
        app.dist = Some(root);
        app.demo = true;
    })
    .await
}

#[tokio::test]
async fn compressed_forms_are_negotiated() {
    let (database, dist) = (Database::sqlite().await, TempDir::new().unwrap());
    let server = with_dist(&database, &dist).await;
    for (accepted, encoding, body) in [
        ("gzip, deflate, br", Some("br"), "as br"),
        ("gzip", Some("gzip"), "as gz"),
        ("br;q=0, gzip", Some("gzip"), "as gz"),
        ("identity", None, "plain"),
    ] {
        let headers = [("accept-encoding", accepted)];
        let reply = client::send(server.address, "GET", "/outoften.js", &headers, b"").await;
        assert_eq!((reply.status, reply.text().as_str()), (200, body));
        assert_eq!(reply.header("content-encoding"), encoding);
        assert_eq!(reply.header("vary"), Some("accept-encoding"));
        assert_eq!(reply.header("content-type"), Some("text/javascript; charset=utf-8"));
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
        assert_eq!(reply.header("cross-origin-resource-policy"), Some("cross-origin"));
    }
}

#[tokio::test]
async fn a_version_is_for_ever_and_a_floating_name_is_checked_again() {
    let (database, dist) = (Database::sqlite().await, TempDir::new().unwrap());
    let server = with_dist(&database, &dist).await;
    let wasm = server.get("/v0.1.0/card.wasm").await;
    assert_eq!(wasm.header("content-type"), Some("application/wasm"));
    assert_eq!(wasm.header("cache-control"), Some("public, max-age=31536000, immutable"));
    let loader = server.get("/outoften.js").await;
    assert_eq!(loader.header("cache-control"), Some("public, max-age=300"));
    let headers = [("if-none-match", loader.header("etag").unwrap())];
    let again = client::send(server.address, "GET", "/outoften.js", &headers, b"").await;
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let (database, dist) = (Database::sqlite().await, TempDir::new().unwrap());
    let server = with_dist(&database, &dist).await;
    for path in ["/../Cargo.toml", "/v0.1.0/../.secret", "/.secret", "/%2e%2e/x", "/nothing.js"] {
        assert_eq!(server.get(path).await.status, 404, "{path}");
    }
    let shop = server.get("/demo/").await;
    assert!(shop.text().contains("data-survey=\"demo\""));
    assert_eq!(server.get("/demo/shop.css").await.status, 200);
    let folder = server.get("/studio").await;
    assert_eq!((folder.status, folder.header("location")), (308, Some("/studio/")));
    assert_eq!(server.get("/studio/").await.text(), "<p>studio");
    assert_eq!(client::send(server.address, "POST", "/outoften.js", &[], b"").await.status, 405);
}

#[tokio::test]
async fn health_says_whether_answers_can_be_stored() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    assert_eq!(server.get("/livez").await.status, 200);
    assert_eq!(server.get("/readyz").await.status, 200);
    server.state.drain();
    assert_eq!(server.get("/livez").await.status, 200);
    assert_eq!(server.get("/readyz").await.status, 503);
}
