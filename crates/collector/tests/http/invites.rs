//! Ways to the hosted form, for every metric: links of a mail, a code for cameras; and what a
//! person reads who comes by a link that is no longer good.

use std::process::Command;
use std::sync::atomic::Ordering;

use serde_json::json;

use crate::client;
use crate::metrics::survey;
use crate::people::signed_for;
use crate::server::{Database, SURVEY, Server};

const METRICS: [&str; 5] = ["nps", "ces1", "ces2", "csat", "fxf"];

/// What a command prints about this database.
fn printed(database: &Database, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_outoften"))
        .args(arguments)
        .env("DATABASE_URL", database.address())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn a_mail_has_a_link_for_each_score_of_the_metric() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let url = format!("http://{}", server.address);
    for metric in METRICS {
        survey(&server, metric, json!({})).await;
        let mail = ["email", metric, "--lang", "ar", "--url", &url];
        let html = printed(&database, &mail);
        assert!(html.contains("lang=\"ar\"") && html.contains("dir=\"rtl\""), "{metric}");
        let links: Vec<String> = html
            .split("href=\"")
            .skip(1)
            .map(|link| link.split('"').next().unwrap().replace("&amp;", "&"))
            .filter(|link| link.contains("&score="))
            .collect();
        let plain = server.get(&format!("/f/{metric}")).await.text();
        assert_eq!(links.len(), plain.matches("type=\"radio\"").count(), "{metric}");
        for link in &links {
            let score = link.rsplit_once("score=").unwrap().1;
            let page = server.get(link.strip_prefix(&url).unwrap()).await;
            let html = page.text();
            assert_eq!((page.status, html.matches(" checked").count()), (200, 1), "{link}");
            let chosen = html.split("<input type=\"radio\"").find(|it| it.contains(" checked"));
            assert!(chosen.unwrap().contains(&format!("value=\"{score}\"")), "{link}");
        }
        let text = printed(&database, &[&mail[..], &["--part", "text"]].concat());
        assert_eq!(text.matches("&score=").count(), links.len(), "{metric}");
        let question = text.lines().next().unwrap();
        assert!(html.contains(question), "{metric}: the same question in both parts");
        let subjects = printed(&database, &[&mail[..], &["--part", "subjects"]].concat());
        assert!(subjects.contains(question), "{metric}");
        let report = server.admin("GET", &format!("/v1/surveys/{metric}/results"), b"").await;
        assert_eq!(report.json()["n"], 0, "opening a link is no answer");
    }
}

#[tokio::test]
async fn a_code_for_cameras_holds_the_address_of_the_form() {
    use qrcode::render::svg::Color;
    use qrcode::{EcLevel, QrCode};
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let url = format!("http://{}", server.address);
    for metric in METRICS {
        survey(&server, metric, json!({})).await;
        let path = format!("/f/{metric}?channel=qr&touchpoint=the+till");
        let code = QrCode::with_error_correction_level(format!("{url}{path}"), EcLevel::M);
        let picture = code.unwrap().render::<Color<'_>>().min_dimensions(240, 240).build();
        let shown = printed(&database, &["qr", metric, "--touchpoint", "the till", "--url", &url]);
        assert_eq!(shown.trim(), picture.trim(), "{metric}");
        let page = server.get(&path).await;
        assert!(page.status == 200 && page.text().contains("value=\"the till\""), "{metric}");
    }
}

#[tokio::test]
async fn a_link_that_is_no_longer_good_is_explained_to_a_person() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let secret = outoften_collector::store::Secret {
        id: "one".to_owned(),
        value: crate::people::SECRET.to_owned(),
    };
    server.state.store.add_identity_secret(&secret, crate::server::START_MS).await.unwrap();
    let expired = signed_for(SURVEY, "ana", "w1");
    let long_after = 400 * 86_400_000;
    server.now_ms.fetch_add(long_after, Ordering::Relaxed);
    let link = "This link is no longer valid";
    for (path, accept, status, lang, dir, sentence) in [
        (format!("/f/{SURVEY}?u={expired}"), "", 401, "en", "ltr", link),
        (format!("/f/{SURVEY}?u={expired}"), "fa-IR, en", 401, "fa", "rtl", "این پیوند"),
        (format!("/f/{SURVEY}?u={expired}"), "iw-IL, en", 401, "he", "rtl", "הקישור הזה"),
        (format!("/f/{SURVEY}?u={expired}"), "zh-Hant-MO", 401, "zh-TW", "ltr", "此連結已失效"),
        (format!("/f/{SURVEY}?u={expired}&lang=sr_Latn"), "sr", 401, "hr", "ltr", "Ova poveznica "),
        (format!("/f/{SURVEY}?u=ana&lang=ar&embed=1"), "", 401, "ar", "rtl", "هذا الرابط"),
        (format!("/f/{SURVEY}?k=forged&lang=mk"), "", 422, "mk", "ltr", "Оваа врска"),
        ("/f/nobody?lang=es".to_owned(), "", 404, "es", "ltr", "Este enlace"),
    ] {
        let headers = [("accept-language", accept)];
        let headers = if accept.is_empty() { &headers[..0] } else { &headers[..] };
        for (method, body) in [("GET", &b""[..]), ("POST", b"score=9&id=0123456789")] {
            let page = client::send(server.address, method, &path, headers, body).await;
            let html = page.text();
            assert_eq!(page.status, status, "{method} {path}: {html}");
            assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
            let root = format!("<html lang=\"{lang}\" dir=\"{dir}\">");
            assert!(html.contains(&root) && html.contains(sentence), "{method} {path}: {html}");
            assert!(!html.contains("<form") && !html.contains("\"code\""), "{html}");
            assert!(page.header("content-security-policy").unwrap().contains("default-src 'none'"));
        }
    }
    let shut = server.admin("PUT", "/v1/surveys/acme/archived", b"true").await;
    assert_eq!(shut.status, 200, "{}", shut.text());
    let page = server.get("/f/acme?lang=de").await;
    assert!(page.status == 410 && page.text().contains("keine Antworten mehr"), "{}", page.text());
    assert_eq!(server.results().await["n"], 0);
}

#[tokio::test]
async fn who_chose_nothing_is_told_so_in_the_language_of_the_form() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    for (lang, sentence) in [("es", "Elige uno de los números."), ("he", "נא לבחור אחד מהמספרים.")]
    {
        let path = format!("/f/{SURVEY}?lang={lang}");
        let page = server.get(&path).await;
        let body = crate::form::filled(&page, &[("comment", "hm")]);
        let again = crate::form::submit(&server, &path, &body).await;
        assert_eq!(again.status, 422);
        assert!(again.text().contains(sentence), "{}", again.text());
    }
}
