//! The hosted form: works without script, records nothing on a GET, looks after itself.

use std::sync::atomic::Ordering;

use serde_json::json;

use crate::client::{self, Reply};
use crate::server::{Database, SURVEY, Server, on_each_engine};

on_each_engine!(a_post_records_and_a_get_does_not, going_back_and_choosing_again_counts_once);

/// What a browser would send: the hidden fields of the page and what a person filled in.
pub fn filled(page: &Reply, person: &[(&str, &str)]) -> String {
    let html = page.text();
    let mut body = form_urlencoded::Serializer::new(String::new());
    // As a browser does, which sends nothing of what is disabled.
    let is_sent = |field: &&str| !field.split('>').next().unwrap().ends_with(" disabled");
    for field in html.split("<input type=\"hidden\" ").skip(1).filter(is_sent) {
        let attribute = |name: &str| {
            let (_, rest) = field.split_once(&format!("{name}=\"")).unwrap();
            rest.split_once('"').unwrap().0.to_owned()
        };
        body.append_pair(&attribute("name"), &attribute("value"));
    }
    body.extend_pairs(person).finish()
}

pub async fn submit(server: &Server, path: &str, body: &str) -> Reply {
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    client::send(server.address, "POST", path, &headers, body.as_bytes()).await
}

async fn a_post_records_and_a_get_does_not(database: Database) {
    let server = Server::start(&database).await;
    let path = format!("/f/{SURVEY}?score=0&channel=email&lang=es");
    let page = server.get(&path).await;
    assert_eq!(page.status, 200);
    let html = page.text();
    assert_eq!(html.matches("type=\"radio\"").count(), 11);
    assert_eq!(html.matches(" checked").count(), 1);
    assert!(html.contains("lang=\"es\"") && html.contains("Acme"), "{html}");
    assert_eq!(server.results().await["n"], 0, "a GET is no answer");

    server.now_ms.fetch_add(20_000, Ordering::Relaxed);
    let body = filled(&page, &[("score", "0"), ("comment", "a\r\nb"), ("company", "")]);
    let thanks = submit(&server, &path, &body).await;
    assert_eq!(thanks.status, 200);
    assert!(thanks.text().contains("role=\"status\""));
    let by_channel =
        server.admin("GET", "/v1/surveys/acme/results?channel=email", b"").await.json();
    assert_eq!((&by_channel["n"], &by_channel["counts"][0]), (&json!(1), &json!(1)));
    submit(&server, &path, &body).await;
    assert_eq!(server.results().await["n"], 1, "sent twice, counted once");
}

async fn going_back_and_choosing_again_counts_once(database: Database) {
    let server = Server::start(&database).await;
    let path = format!("/f/{SURVEY}");
    let page = server.get(&path).await;
    for score in ["3", "8"] {
        server.now_ms.fetch_add(9_000, Ordering::Relaxed);
        assert_eq!(submit(&server, &path, &filled(&page, &[("score", score)])).await.status, 200);
    }
    let report = server.results().await;
    assert_eq!((&report["n"], &report["counts"][8]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn a_mistake_is_shown_and_nothing_is_lost() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let path = format!("/f/{SURVEY}");
    let page = server.get(&path).await;
    for person in [
        vec![("comment", "<b>kept</b>")],
        vec![("score", "11"), ("comment", "<b>kept</b>")],
        vec![("score", "5.5"), ("comment", "<b>kept</b>")],
    ] {
        let sentence = "Please choose one of the numbers.";
        let again = submit(&server, &path, &filled(&page, &person)).await;
        assert_eq!(again.status, 422);
        let html = again.text();
        assert!(html.contains(sentence) && html.contains("role=\"alert\""), "{html}");
        assert!(html.contains("&lt;b&gt;kept&lt;/b&gt;</textarea>"), "{html}");
        assert_eq!(filled(&again, &[]), filled(&page, &[]), "the same answer goes on");
    }
    assert_eq!(server.results().await["n"], 0);
}

#[tokio::test]
async fn programs_that_fill_in_everything_or_too_fast_are_counted_apart() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let path = format!("/f/{SURVEY}");
    let page = server.get(&path).await;
    let fast = filled(&page, &[("score", "10")]);
    assert_eq!(submit(&server, &path, &fast).await.status, 200);
    let page = server.get(&path).await;
    server.now_ms.fetch_add(60_000, Ordering::Relaxed);
    let trapped = filled(&page, &[("score", "10"), ("company", "Spam Ltd")]);
    assert_eq!(submit(&server, &path, &trapped).await.status, 200);
    assert_eq!(server.results().await["n"], 0);
    let all = server.admin("GET", "/v1/surveys/acme/results?with_suspect=true", b"").await.json();
    assert_eq!(all["n"], 2);
    assert!(server.state.store.recount().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_policy_lets_nothing_in_and_names_who_may_frame() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let set = br#"["https://shop.example","https://*.shop.example"]"#;
    let reply = server.admin("PUT", "/v1/surveys/acme/origins", set).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let page = server.get("/f/acme?embed=1").await;
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(policy.ends_with("frame-ancestors https://shop.example https://*.shop.example"));
    assert!(policy.contains("script-src 'sha256-"));
    assert!(!policy.contains("unsafe"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert!(page.text().contains("<script>"));
    // 15 January 2027 and six months: 181 days.
    let wait = 181 * 86_400_000_i64;
    // After "later" seven days, and as long as after a dismissal once it was said twice before.
    let later = 7 * 86_400_000_i64;
    let waits = format!("data-waits=\"{wait} {wait} {wait} {later} {later} {wait}\"");
    assert!(page.text().contains(&waits), "{}", page.text());
    let plain = server.get("/f/acme").await;
    assert!(!plain.text().contains("<script>"));
    assert!(plain.header("content-security-policy").unwrap().contains("script-src 'none'"));
    for bad in [&b"[\"shop.example\"]"[..], b"{}", b"[1]", b"[\"https://a;script-src *\"]"] {
        assert_eq!(server.admin("PUT", "/v1/surveys/acme/origins", bad).await.status, 422);
    }
}

#[tokio::test]
async fn answers_come_from_allowed_sites_only() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    server.admin("PUT", "/v1/surveys/acme/origins", br#"["https://shop.example"]"#).await;
    for (origin, status) in [
        (Some("https://shop.example"), 202),
        (Some("https://evil-shop.example"), 403),
        (Some("null"), 403),
        (None, 202),
    ] {
        let headers: Vec<_> = origin.map(|origin| ("origin", origin)).into_iter().collect();
        let id = format!("from-{}", origin.unwrap_or("nowhere").len());
        let body = crate::server::answer(&id, 1, 7).to_string();
        let reply =
            client::send(server.address, "POST", "/v1/responses", &headers, body.as_bytes()).await;
        assert_eq!(reply.status, status, "{origin:?}: {}", reply.text());
    }
    assert_eq!(server.results().await["n"], 2);
}

#[tokio::test]
async fn text_of_the_document_cannot_become_markup() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let nasty = "</title></style><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let document = json!({
        "id": "nasty",
        "brand": {"name": nasty, "font": "</style><script>1"},
        "texts": {"en": {"thanks": nasty, "low": nasty, "hint": nasty}},
    });
    let put = server.admin("PUT", "/v1/surveys/nasty", document.to_string().as_bytes()).await;
    assert_eq!(put.status, 201, "{}", put.text());
    let query = form_urlencoded::byte_serialize(nasty.as_bytes()).collect::<String>();
    let html = server.get(&format!("/f/nasty?segment={query}&score={query}")).await.text();
    assert!(!html.contains("<script") && !html.contains("<img src=x"), "{html}");
}

#[tokio::test]
async fn an_archived_survey_takes_no_answers_and_can_come_back() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let archive = async |value: &[u8]| {
        let reply = server.admin("PUT", "/v1/surveys/acme/archived", value).await;
        assert_eq!(reply.status, 200);
    };
    server.post(&crate::server::answer("before", 1, 9)).await;
    archive(b"true").await;
    for path in ["/f/acme", "/v1/surveys/acme.json"] {
        assert_eq!(server.get(path).await.status, 410, "{path}");
    }
    assert_eq!(server.post(&crate::server::answer("during", 1, 9)).await.status, 410);
    assert_eq!(server.results().await["n"], 1, "its results stay");
    archive(b"false").await;
    assert_eq!(server.post(&crate::server::answer("after", 1, 9)).await.status, 202);
}

#[tokio::test]
async fn in_a_frame_the_form_has_the_cards_ways_out_and_elsewhere_none() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let framed = server.get("/f/acme?embed=1&mode=bar").await;
    let plain = server.get("/f/acme").await;
    for part in ["data-tell=\"later\"", "data-tell=\"never\"", "class=\"close\"", "name=\"left\""] {
        assert!(framed.text().contains(part), "{part}");
        assert!(!plain.text().contains(part), "{part}");
    }
    assert!(framed.text().contains("data-mode=\"bar\""));
    let unknown = server.get("/f/acme?embed=1&mode=%22%3E%3Cscript%3E").await;
    assert!(unknown.text().contains("data-mode=\"popup\""));
}

#[tokio::test]
async fn a_form_in_a_frame_that_is_left_with_a_score_says_so_to_the_page_around_it() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let path = "/f/acme?embed=1";
    for (left, said) in [(false, false), (true, true)] {
        let page = server.get(path).await;
        let mut fields = vec![("score", "4")];
        fields.extend(left.then_some(("left", "1")));
        let reply = submit(&server, path, &filled(&page, &fields)).await;
        assert_eq!(reply.status, 200);
        assert!(reply.text().contains("data-answered=\"4\""), "{}", reply.text());
        assert_eq!(reply.text().contains("data-left"), said);
    }
}

#[tokio::test]
async fn of_several_languages_the_first_that_the_form_has_is_spoken() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    for (asked, spoken) in [("tlh,es-MX,en", "es"), ("xx,yy,mk", "mk"), (",,", "en"), ("de", "de")]
    {
        let page = server.get(&format!("/f/acme?lang={asked}")).await;
        assert!(page.text().contains(&format!("<html lang=\"{spoken}\"")), "{asked}");
    }
}

#[tokio::test]
async fn a_font_of_the_brand_is_only_names_and_nothing_else_gets_into_the_style() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    for (font, kept) in [("Georgia, serif", true), ("x;}body{display:none", false), ("'x", false)] {
        let document = serde_json::json!({"id": "acme", "brand": {"font": font}}).to_string();
        let reply = server.admin("PUT", "/v1/surveys/acme", document.as_bytes()).await;
        assert!(reply.status < 300, "{}", reply.text());
        let page = server.get("/f/acme?embed=1").await;
        assert_eq!(page.text().contains(&format!("--font:{font}")), kept, "{font}");
    }
}
