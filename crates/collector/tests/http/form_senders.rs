//! Where a form may be sent from, and what a person sees who may not: always a page.

use serde_json::json;

use crate::client;
use crate::form::filled;
use crate::server::{Database, SURVEY, Server, on_each_engine};

on_each_engine!(a_form_is_taken_from_its_own_page_and_listed_sites_only,);

/// What the test's client names as the address it uses.
const OWN: &str = "http://test";

async fn a_form_is_taken_from_its_own_page_and_listed_sites_only(database: Database) {
    let server = Server::start(&database).await;
    let path = format!("/f/{SURVEY}");
    let send = async |headers: &[(&str, &str)]| {
        let page = server.get(&path).await;
        let body = filled(&page, &[("score", "9")]);
        client::send(server.address, "POST", &path, headers, body.as_bytes()).await
    };
    let foreign = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
    assert_eq!(send(&foreign).await.status, 200, "no list: every site");
    server.admin("PUT", "/v1/surveys/acme/origins", br#"["https://shop.example"]"#).await;
    for (headers, status) in [
        (&foreign[..], 403),
        (&foreign[..1], 403),
        (&[("origin", "null"), ("sec-fetch-site", "cross-site")], 403),
        (&[("origin", "null")], 403),
        (&[("origin", OWN)], 200),
        (&[("origin", OWN), ("sec-fetch-site", "same-origin")], 200),
        (&[("origin", "https://shop.example"), ("sec-fetch-site", "cross-site")], 200),
        (&[], 200),
    ] {
        let reply = send(headers).await;
        assert_eq!(reply.status, status, "{headers:?}: {}", reply.text());
        assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(reply.header("access-control-allow-origin"), None, "{headers:?}");
    }
    let all = server.admin("GET", "/v1/surveys/acme/results?with_suspect=true", b"").await.json();
    assert_eq!(all["n"], 5, "{all}");
}

#[tokio::test]
async fn no_script_of_another_site_reads_a_form() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    server.admin("PUT", "/v1/surveys/acme/origins", br#"["https://shop.example"]"#).await;
    for (origin, status) in [("https://evil.example", 403), ("https://shop.example", 200)] {
        let page = client::send(server.address, "GET", "/f/acme", &[("origin", origin)], b"").await;
        assert_eq!(page.status, status, "{origin}");
        assert_eq!(page.header("access-control-allow-origin"), None, "{origin}");
    }
    let page = server.get("/f/acme").await;
    // Else a browser would not say where the form comes from.
    assert_eq!(page.header("referrer-policy"), Some("same-origin"));
    let asked = [("origin", "https://evil.example"), ("access-control-request-method", "POST")];
    let preflight = client::send(server.address, "OPTIONS", "/f/acme", &asked, b"").await;
    assert_eq!(preflight.header("access-control-allow-origin"), None);
    let card = client::send(server.address, "GET", "/v1/surveys/acme.json", &asked[..1], b"").await;
    assert_eq!(card.header("access-control-allow-origin"), Some("*"), "cards stand everywhere");
}

#[tokio::test]
async fn whatever_is_wrong_with_a_form_is_said_on_a_page() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let document = json!({"id": "acme", "brand": {"name": "Acme & Sons"}}).to_string();
    server.admin("PUT", "/v1/surveys/acme", document.as_bytes()).await;
    let long = format!("score=1&id=0123456789&comment={}", "x".repeat(50_000));
    for (method, path, body, status) in [
        ("GET", "/f/acme?lang=en&lang=de", "", 422),
        ("POST", "/f/acme?lang=en&lang=de", "score=9&id=0123456789", 422),
        ("GET", "/f/acme?mode=bar&mode=bar&embed=1", "", 422),
        ("GET", "/f/acme?u=%ff%fe&u=x", "", 422),
        ("PUT", "/f/acme", "", 405),
        ("DELETE", "/f/acme?lang=es", "", 405),
        ("GET", "/f/", "", 404),
        ("GET", "/f/acme/", "", 404),
        ("GET", "/f/acme/more", "", 404),
        ("GET", "/f/%ff", "", 404),
        ("POST", "/f/acme", &long, 413),
    ] {
        let reply = client::send(server.address, method, path, &[], body.as_bytes()).await;
        let html = reply.text();
        assert_eq!(reply.status, status, "{method} {path}: {html}");
        let kind = reply.header("content-type");
        assert_eq!(kind, Some("text/html; charset=utf-8"), "{method} {path}: {html}");
        assert!(html.contains("role=\"alert\"") && !html.contains("\"code\""), "{html}");
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{path}");
    }
    let page = server.get("/f/acme?lang=es&lang=de").await.text();
    assert!(page.contains("<html lang=\"es\"") && page.contains("Este enlace"), "{page}");
    assert!(page.contains("Acme &amp; Sons"), "{page}");
}
