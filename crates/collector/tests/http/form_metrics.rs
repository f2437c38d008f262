//! The hosted form for every metric, language and direction: reasons, contact, the end with its
//! link, and the same limits as the card.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use crate::client::{self, Reply};
use crate::form::{filled, submit};
use crate::metrics::survey;
use crate::server::{Database, Server, on_each_engine};

on_each_engine!(
    every_metric_is_asked_on_its_scale_and_stored,
    reasons_and_an_address_are_stored_and_shown_again_after_a_mistake,
);

fn complete() -> Value {
    json!({
        "drivers": {"options": [
            {"id": "price", "labels": {"en": "Price", "es": "Precio"}},
            {"id": "speed", "labels": {"en": "Speed"}},
        ], "classes": ["detractor", "passive"]},
        "contact": {"classes": ["detractor"]},
        "endings": {
            "detractor": {"link": {"address": "https://help.example/x", "labels": {"en": "Get help"}}},
            "promoter": {"link": {"address": "/share", "labels": {"en": "Share"}}},
        },
        "texts": {"en": {"thanks_detractor": "We are sorry, and we will look into it."}},
    })
}

async fn send(server: &Server, path: &str, person: &[(&str, &str)]) -> Reply {
    let page = server.get(path).await;
    assert_eq!(page.status, 200, "{}", page.text());
    server.now_ms.fetch_add(5_000, Ordering::Relaxed);
    submit(server, path, &filled(&page, person)).await
}

async fn every_metric_is_asked_on_its_scale_and_stored(database: Database) {
    let server = Server::start(&database).await;
    for (metric, lowest, highest) in
        [("nps", 0, 10), ("ces1", 1, 5), ("ces2", 1, 7), ("csat", 1, 5), ("fxf", 0, 10)]
    {
        survey(&server, metric, complete()).await;
        let path = format!("/f/{metric}?lang=en");
        let html = server.get(&format!("{path}&score={lowest}")).await.text();
        assert_eq!(html.matches("type=\"radio\"").count(), highest - lowest + 1, "{metric}");
        assert_eq!(html.matches(" checked").count(), 1, "{metric}: preselected");
        let off = server.get(&format!("{path}&score={}", highest + 1)).await.text();
        assert_eq!(off.matches(" checked").count(), 0, "{metric}: nothing off the scale");
        assert!(
            html.contains(&format!("data-score=\"{lowest}\""))
                && html.contains(&format!("data-score=\"{highest}\""))
        );
        assert!(html.contains(&format!("aria-label=\"{highest} out of {highest}, ")), "{html}");
        for score in [lowest, highest] {
            let thanks = send(&server, &path, &[("score", &score.to_string())]).await;
            assert_eq!(thanks.status, 200, "{metric} {score}: {}", thanks.text());
            let unhappy = (score == highest) == (metric == "ces1");
            assert_eq!(thanks.text().contains("We are sorry"), unhappy, "{metric} {score}");
            assert_eq!(thanks.text().contains("https://help.example/x"), unhappy);
            assert!(!thanks.text().contains("/share"), "a path of the site leads nowhere here");
        }
        let beyond = (highest + 1).to_string();
        assert_eq!(send(&server, &path, &[("score", &beyond)]).await.status, 422, "{metric}");
        let report =
            server.admin("GET", &format!("/v1/surveys/{metric}/results"), b"").await.json();
        assert_eq!((&report["n"], &report["suspect"]), (&json!(2), &json!(0)), "{metric}");
    }
}

async fn reasons_and_an_address_are_stored_and_shown_again_after_a_mistake(database: Database) {
    let server = Server::start(&database).await;
    survey(&server, "nps", complete()).await;
    let path = "/f/nps?lang=es";
    let page = server.get(path).await.text();
    assert!(page.contains("Precio") && page.contains("Speed"), "{page}");
    let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    assert!(style.contains("form:has([name=score][value=\"6\"]:checked) .detractor"));
    assert!(style.contains("form:has([name=score][value=\"7\"]:checked) .passive"));
    let common = [("score", "2"), ("driver", "price"), ("driver", "speed"), ("comment", "tarde")];
    for (address, agree) in [("ana@example.com", None), ("", Some("1")), ("ana", Some("1"))] {
        let mut person = common.to_vec();
        person.push(("address", address));
        person.extend(agree.map(|agree| ("agree", agree)));
        let again = send(&server, path, &person).await;
        assert_eq!(again.status, 422, "{address:?} {agree:?}");
        let html = again.text();
        assert!(html.contains("role=\"alert\"") && !html.contains("contact must"), "{html}");
        assert!(html.contains(&format!("value=\"{address}\"")), "{html}");
        assert_eq!(html.matches(" checked").count(), 3 + agree.iter().count(), "{html}");
    }
    let mut person = common.to_vec();
    person.extend([("address", " ana@example.com "), ("agree", "1")]);
    assert_eq!(send(&server, path, &person).await.status, 200);
    // Chosen before the score was changed: a happy person is not asked for an address here.
    let changed = [("score", "10"), ("driver", "price"), ("address", "bo@example.com")];
    assert_eq!(send(&server, path, &changed).await.status, 200);
    let lines = server.admin("GET", "/v1/surveys/nps/export?format=jsonl&contacts=1", b"").await;
    let mut rows: Vec<Value> =
        lines.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    rows.sort_by_key(|row| row["score"].as_u64());
    assert_eq!((&rows[0]["drivers"], &rows[0]["lang"]), (&json!(["price", "speed"]), &json!("es")));
    assert_eq!(
        (&rows[0]["contact"], &rows[0]["comment"]),
        (&json!("ana@example.com"), &json!("tarde"))
    );
    assert_eq!((&rows[1]["drivers"], &rows[1]["contact"]), (&json!([]), &Value::Null));
}

#[tokio::test]
async fn every_language_and_direction_of_the_cards_is_served_for_every_metric() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    for metric in ["nps", "ces1", "ces2", "csat", "fxf"] {
        survey(
            &server,
            metric,
            json!({"contact": {}, "drivers": {"options": [
            {"id": "a", "labels": {"en": "A"}}, {"id": "b", "labels": {"en": "B"}}]}}),
        )
        .await;
        let question = |html: &str| -> String {
            html.split("<legend>").nth(1).unwrap().split('<').next().unwrap().to_owned()
        };
        let english = question(&server.get(&format!("/f/{metric}?lang=en")).await.text());
        for language in outoften_collector::texts::languages() {
            let html = server.get(&format!("/f/{metric}?lang={language}")).await.text();
            let direction = if outoften_core::language::is_rtl(language) { "rtl" } else { "ltr" };
            let open = format!("<html lang=\"{language}\" dir=\"{direction}\">");
            assert!(html.contains(&open), "{metric} {language}: {html:.200}");
            let asked = question(&html);
            assert!(asked.len() > 5 && !asked.contains('{'), "{metric} {language}: {asked}");
            assert_eq!(asked == english, language == "en", "{metric} {language}: {asked}");
            let empty = ["<span></span>", "<strong></strong>", "<legend> ", "aria-label=\"\""];
            assert!(!empty.iter().any(|gap| html.contains(gap)), "{metric} {language}: a gap");
        }
    }
}

#[tokio::test]
async fn a_changed_or_old_form_begins_again_and_keeps_what_was_written() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let page = server.get("/f/acme").await;
    let old = filled(&page, &[("score", "4"), ("comment", "kept")]);
    server.now_ms.fetch_add(9 * 86_400_000, Ordering::Relaxed);
    let again = submit(&server, "/f/acme", &old).await;
    assert_eq!(again.status, 422);
    assert!(again.text().contains("kept</textarea>") && again.text().contains("value=\"4\""));
    let other = server.get("/f/acme").await;
    let swapped = filled(&other, &[("score", "4")]).replace("id=", "id=0");
    assert_eq!(
        submit(&server, "/f/acme", &swapped).await.status,
        422,
        "the ticket of another form"
    );
    assert_eq!(server.results().await["suspect"], 0, "nothing is stored");
    server.now_ms.fetch_add(5_000, Ordering::Relaxed);
    let sent = submit(&server, "/f/acme", &filled(&again, &[("score", "4")])).await;
    assert_eq!((sent.status, server.results().await["n"].clone()), (200, json!(1)));
}

#[tokio::test]
async fn a_program_that_opens_every_link_of_a_mail_is_counted_apart() {
    let database = Database::sqlite().await;
    let server = Server::start_with(&database, Default::default(), |app| {
        app.trusted_proxies = vec![std::net::IpAddr::from([127, 0, 0, 1]).into()];
    })
    .await;
    let from = async |address: &str, method: &str, path: &str, body: &str| {
        let headers = [("x-forwarded-for", address)];
        client::send(server.address, method, path, &headers, body.as_bytes()).await
    };
    let mut opened = Vec::new();
    for score in 0..=10 {
        opened.push(from("203.0.113.7", "GET", &format!("/f/acme?score={score}"), "").await);
    }
    let person = from("198.51.100.7", "GET", "/f/acme?score=9", "").await;
    assert_eq!(server.results().await["suspect"], 0, "opening is no answer");
    server.now_ms.fetch_add(20_000, Ordering::Relaxed);
    for (number, page) in opened.iter().enumerate() {
        let body = filled(page, &[("score", &number.to_string())]);
        assert_eq!(from("203.0.113.7", "POST", "/f/acme", &body).await.status, 200);
    }
    let body = filled(&person, &[("score", "9")]);
    assert_eq!(from("198.51.100.7", "POST", "/f/acme", &body).await.status, 200);
    let report = server.results().await;
    assert_eq!((&report["n"], &report["suspect"]), (&json!(1), &json!(11)), "{report}");
    assert_eq!(report["promoters"], 1);
}
