//! The follow-up queue: a case for everybody unhappy, a day's clock, one owner, what was done, a
//! short survey once it is solved.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use crate::client::Reply;
use crate::metrics::{answer, survey};
use crate::server::{Database, START_MS, Server, on_each_engine};
use outoften_collector::store::Role;

on_each_engine!(
    a_case_opens_with_its_answer_and_not_for_the_others,
    who_thinks_better_of_it_in_time_is_no_case,
    what_was_done_is_kept_in_order_and_only_once,
    the_promise_of_a_day_is_measured,
    a_short_survey_follows_a_solved_problem_once,
    a_case_goes_with_its_answer,
);

const DAY_MS: i64 = 86_400_000;

/// A survey that asks for an address after any score.
async fn started(database: &Database) -> Server {
    let server = Server::start(database).await;
    let contact = json!({"contact": {"classes": ["detractor", "passive", "promoter"]}});
    survey(&server, "nps", contact).await;
    server
}

async fn answered(server: &Server, metric: &str, id: &str, score: u32, address: &str) {
    let mut body = answer(metric, id, score);
    body["comment"] = format!("about {id}").into();
    if !address.is_empty() {
        body["contact"] = json!({"address": address, "agreed": true});
    }
    let reply = server.post(&body).await;
    assert_eq!(reply.status, 202, "{}", reply.text());
}

async fn get(server: &Server, rest: &str) -> Value {
    let reply = server.admin("GET", &format!("/v1/surveys/nps/cases{rest}"), b"").await;
    assert_eq!(reply.status, 200, "{rest}: {}", reply.text());
    reply.json()
}

async fn change(server: &Server, id: &str, body: Value) -> Reply {
    let path = format!("/v1/surveys/nps/cases/{id}");
    server.admin("POST", &path, body.to_string().as_bytes()).await
}

/// Changes a case as somebody who has just read it.
async fn did(server: &Server, id: &str, mut body: Value) -> Value {
    body["version"] = get(server, &format!("/{id}")).await["case"]["version"].clone();
    let reply = change(server, id, body).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()["case"].clone()
}

fn ids(page: &Value) -> Vec<String> {
    let cases = page["cases"].as_array().unwrap().iter();
    cases.map(|case| case["id"].as_str().unwrap().to_owned()).collect()
}

async fn a_case_opens_with_its_answer_and_not_for_the_others(database: Database) {
    let server = started(&database).await;
    for (number, (id, score)) in
        [("unhappy6", 6), ("between7", 7), ("0happy10", 10), ("unhappy0", 0)]
            .into_iter()
            .enumerate()
    {
        server.now_ms.store(START_MS + number as i64 * 1_000, Ordering::Relaxed);
        answered(&server, "nps", id, score, if score == 0 { "ana@example.com" } else { "" }).await;
    }
    // Five points of effort are bad, five of satisfaction are good.
    for (metric, cases) in [("ces1", 1), ("csat", 0)] {
        survey(&server, metric, json!({})).await;
        answered(&server, metric, &format!("{metric}-five"), 5, "").await;
        let page = server.admin("GET", &format!("/v1/surveys/{metric}/cases"), b"").await.json();
        assert_eq!(ids(&page).len(), cases, "{metric}");
    }
    let page = get(&server, "").await;
    assert_eq!(ids(&page), ["unhappy6", "unhappy0"], "the first due first");
    let case = &page["cases"][0];
    assert_eq!((&case["state"], &case["class"]), (&json!("new"), &json!("detractor")));
    assert_eq!(
        (&case["opened_at_ms"], &case["due_at_ms"]),
        (&json!(START_MS), &json!(START_MS + DAY_MS))
    );
    assert_eq!((&case["comment"], &case["contact"]), (&json!("about unhappy6"), &Value::Null));
    assert_eq!(ids(&get(&server, "?contact=1").await), ["unhappy0"]);
    assert_eq!(page["cases"][1]["contact"], json!({"address": "ana@example.com"}));
    assert_eq!(ids(&get(&server, "?overdue=1").await), Vec::<String>::new());
    server.now_ms.store(START_MS + DAY_MS + 1, Ordering::Relaxed);
    assert_eq!(ids(&get(&server, "?overdue=1").await), ["unhappy6"]);
    let first = get(&server, "?limit=1").await;
    let next = first["next"].as_str().unwrap();
    assert_eq!(ids(&get(&server, &format!("?limit=1&after={next}")).await), ["unhappy0"]);
}

async fn who_thinks_better_of_it_in_time_is_no_case(database: Database) {
    let server = started(&database).await;
    for id in ["slipping", "0touched"] {
        answered(&server, "nps", id, 2, "").await;
    }
    did(&server, "0touched", json!({"owner": "ana"})).await;
    for id in ["slipping", "0touched"] {
        let mut again = answer("nps", id, 9);
        again["rev"] = 2.into();
        assert_eq!(server.post(&again).await.status, 202);
    }
    assert_eq!(ids(&get(&server, "").await), ["0touched"], "what somebody works on stays");
    // An import of old answers opens none.
    let file = b"score,comment\n0,long ago\n1,also\n";
    let imported = server.admin("POST", "/v1/surveys/nps/import?undated=1", file).await;
    assert_eq!(imported.json()["stored"], 2, "{}", imported.text());
    assert_eq!(get(&server, "/summary").await["n"], 1);
}

async fn what_was_done_is_kept_in_order_and_only_once(database: Database) {
    let server = started(&database).await;
    answered(&server, "nps", "unhappy1", 1, "ana@example.com").await;
    let read = get(&server, "/unhappy1?lang=es").await;
    let parts = read["reply"]["parts"].as_array().unwrap();
    let names: Vec<_> = parts.iter().map(|part| part["part"].as_str().unwrap()).collect();
    assert_eq!(names, ["reason", "problem", "questions", "assurance"]);
    assert_eq!(read["reply"]["lang"], "es");
    assert!(parts[1]["text"].as_str().unwrap().contains("about unhappy1"));
    assert!(read["reply"]["subject"].as_str().unwrap().contains("1 de 10"));

    let mut reply = json!({"reason": "a", "problem": "b", "questions": "c", "assurance": "d"});
    let case = did(&server, "unhappy1", json!({"owner": "ana", "reply": reply})).await;
    assert_eq!((&case["state"], &case["version"]), (&json!("contacted"), &json!(2)));
    assert_eq!(case["contacted_at_ms"], START_MS);
    let stale = change(&server, "unhappy1", json!({"version": 1, "owner": "bo"})).await;
    assert_eq!((stale.status, stale.json()["code"].clone()), (409, json!("conflict")));
    let case = did(
        &server,
        "unhappy1",
        json!({"owner": "bo", "state": "solving", "remedy": "apology",
        "promise": "a new one by Friday", "note": "called"}),
    )
    .await;
    assert_eq!((&case["handovers"], &case["remedy"]), (&json!(1), &json!("apology")));
    assert_eq!(case["contacted_at_ms"], START_MS, "only the first contact counts");
    let case = did(&server, "unhappy1", json!({"owner": null})).await;
    assert_eq!((&case["owner"], &case["handovers"]), (&Value::Null, &json!(1)));
    assert_eq!(case["promise"], "a new one by Friday", "what is not named stays");
    let case = did(&server, "unhappy1", json!({"promise": null, "remedy": null})).await;
    assert_eq!((&case["promise"], &case["remedy"]), (&Value::Null, &Value::Null));
    let history = get(&server, "/unhappy1").await["history"].clone();
    let kinds: Vec<_> =
        history.as_array().unwrap().iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        [
            "reply", "state", "owner", "state", "owner", "remedy", "promise", "note", "owner",
            "remedy", "promise"
        ]
    );
    let last = history.as_array().unwrap().last().unwrap();
    assert_eq!(last["text"], "", "an empty line says that it was taken back");
    assert!(history.as_array().unwrap().iter().all(|line| line["by"] == "given"));

    reply["assurance"] = "  ".into();
    for (bad, field) in [
        (json!({"version": 5, "reply": reply}), "reply.assurance"),
        (json!({"version": 5, "reply": {"reason": "a"}}), "reply.problem"),
        (json!({"version": 5, "state": "lost"}), "state"),
        (json!({"version": 5, "remedy": "bribe"}), "remedy"),
        (json!({"version": 5, "note": "x".repeat(2001)}), "note"),
        (json!({"version": 5, "mood": "bad"}), "mood"),
        (json!({"owner": "ana"}), "version"),
    ] {
        let refused = change(&server, "unhappy1", bad.clone()).await;
        assert_eq!(
            (refused.status, refused.json()["field"].clone()),
            (422, json!(field)),
            "{bad:.60}"
        );
    }
    assert_eq!(change(&server, "nobody00", json!({"version": 1})).await.status, 404);
}

async fn the_promise_of_a_day_is_measured(database: Database) {
    let server = started(&database).await;
    let nothing = get(&server, "/summary").await;
    assert_eq!((&nothing["n"], &nothing["share_within_24h"]), (&json!(0), &Value::Null));
    for number in 0..4 {
        answered(&server, "nps", &format!("unhappy{number}"), number, "").await;
    }
    answered(&server, "nps", "0unhappy", 3, "ana@example.com").await;
    for (id, after_ms) in [("unhappy0", 3_600_000), ("unhappy1", DAY_MS), ("unhappy2", DAY_MS + 1)]
    {
        server.now_ms.store(START_MS + after_ms, Ordering::Relaxed);
        did(&server, id, json!({"state": "contacted"})).await;
    }
    did(&server, "0unhappy", json!({"state": "closed"})).await;
    did(&server, "unhappy2", json!({"state": "solved", "remedy": "refund"})).await;
    let sum = get(&server, "/summary?from=2027-01-15&to=2027-01-15").await;
    assert_eq!((&sum["n"], &sum["open"], &sum["overdue"]), (&json!(5), &json!(3), &json!(1)));
    assert_eq!((&sum["within_24h"], &sum["late"]), (&json!(2), &json!(2)), "{sum}");
    assert_eq!(
        (&sum["share_within_24h"], &sum["median_contact_ms"]),
        (&json!(0.5), &json!(DAY_MS))
    );
    assert_eq!((&sum["with_contact"], &sum["remedies"]), (&json!(1), &json!({"refund": 1})));
    assert_eq!(sum["by_state"], json!({"new": 1, "contacted": 2, "solved": 1, "closed": 1}));
    assert_eq!(get(&server, "/summary?from=2027-01-16").await["n"], 0);
    assert_eq!(ids(&get(&server, "?state=solved").await), ["unhappy2"]);
    assert_eq!(ids(&get(&server, "?state=all").await).len(), 5);
}

async fn a_short_survey_follows_a_solved_problem_once(database: Database) {
    let server = started(&database).await;
    let short = json!({"fatigue": {"group": "followup"}});
    survey(&server, "ces2", short).await;
    survey(&server, "csat", json!({})).await;
    answered(&server, "nps", "unhappy1", 1, "ana@example.com").await;
    let ask = async |mini: &str| {
        let body = json!({"survey": mini, "lang": "es"}).to_string();
        server.admin("POST", "/v1/surveys/nps/cases/unhappy1/followup", body.as_bytes()).await
    };
    let early = ask("ces2").await;
    assert_eq!((early.status, early.json()["field"].clone()), (422, json!("state")));
    did(&server, "unhappy1", json!({"state": "solved"})).await;
    for not_exempt in ["csat", "nps", "nowhere"] {
        let refused = ask(not_exempt).await;
        assert_eq!((refused.status, refused.json()["field"].clone()), (422, json!("survey")));
    }
    let made = ask("ces2").await;
    assert_eq!(made.status, 200, "{}", made.text());
    let address = made.json()["address"].as_str().unwrap().to_owned();
    assert!(address.starts_with("/f/ces2?channel=followup&lang=es&k="), "{address}");
    let page = server.get(&address).await;
    assert!(page.status == 200 && page.text().contains("lang=\"es\""), "{}", page.text());
    for score in ["2", "6"] {
        let page = server.get(&address).await;
        server.now_ms.fetch_add(5_000, Ordering::Relaxed);
        let body = crate::form::filled(&page, &[("score", score)]);
        assert_eq!(crate::form::submit(&server, &address, &body).await.status, 200);
    }
    let again = ask("ces2").await.json();
    assert_eq!(again["case"]["followup"]["score"], 6, "one answer, the last: {again}");
    assert_eq!(again["case"]["followup"]["id"], made.json()["case"]["followup"]["id"]);
    let result = server.admin("GET", "/v1/surveys/ces2/results", b"").await.json();
    assert_eq!((&result["n"], &result["mean"]), (&json!(1), &json!(6.0)));
    let forged = server.get(&address.replace("k=", "k=0")).await;
    assert_eq!(forged.status, 422);
    server.now_ms.fetch_add(31 * DAY_MS, Ordering::Relaxed);
    assert_eq!(server.get(&address).await.status, 422, "good for thirty days");
}

async fn a_case_goes_with_its_answer(database: Database) {
    let server = started(&database).await;
    for id in ["erased01", "retained", "00recent"] {
        answered(&server, "nps", id, 1, &format!("{id}@canary.example")).await;
        did(&server, id, json!({"note": format!("canary-note-{id}"), "promise": "p"})).await;
        server.now_ms.fetch_add(10 * DAY_MS, Ordering::Relaxed);
    }
    let erased = server.admin("DELETE", "/v1/surveys/nps/responses/erased01", b"").await;
    assert_eq!(erased.status, 200);
    assert_eq!(ids(&get(&server, "?state=all").await), ["retained", "00recent"]);
    let today = server.state.clock.now().day();
    assert_eq!(server.state.store.retain_from(today - 15).await.unwrap(), 1);
    assert_eq!(ids(&get(&server, "?state=all").await), ["00recent"]);
    assert!(server.state.store.recount().await.unwrap().is_empty());
    for entry in database.folder().into_iter().flat_map(|f| std::fs::read_dir(f).unwrap()) {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for gone in ["erased01", "retained"] {
            assert!(!text.contains(&format!("canary-note-{gone}")), "{gone}");
            assert!(!text.contains(&format!("{gone}@canary.example")), "{gone}");
        }
    }
}

#[tokio::test]
async fn cases_are_for_analysts_and_noted() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    answered(&server, "nps", "unhappy1", 1, "ana@example.com").await;
    let (reader, analyst) = ("a-reader-0123456789abcdef", "an-analyst-0123456789abc");
    server.add_token(reader, Role::Reader, None).await;
    server.add_token(analyst, Role::Analyst, Some("nps")).await;
    let body = br#"{"version":1,"owner":"ana"}"#;
    for (method, path) in [
        ("GET", "/v1/surveys/nps/cases"),
        ("GET", "/v1/surveys/nps/cases/summary"),
        ("GET", "/v1/surveys/nps/cases/unhappy1"),
        ("GET", "/v1/reply-templates"),
        ("POST", "/v1/surveys/nps/cases/unhappy1"),
    ] {
        let sent: &[u8] = if method == "POST" { body } else { b"" };
        let refused = server.with_token(reader, method, path, sent).await;
        assert_eq!((refused.status, refused.text().contains("ana@")), (403, false), "{path}");
        assert_eq!(server.with_token(analyst, method, path, sent).await.status, 200, "{path}");
        assert_eq!(
            server.with_token("wrong-0123456789-0123456", method, path, sent).await.status,
            401
        );
    }
    let log = server.admin("GET", "/v1/audit", b"").await.json();
    let noted = |line: &Value| {
        line["action"] == "POST /v1/surveys/{id}/cases/{response}" && line["token"] == "analyst"
    };
    assert!(log["audit"].as_array().unwrap().iter().any(noted), "{log}");
}
