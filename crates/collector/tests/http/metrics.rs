//! Every metric from the wire to the report, each on its own scale, none mixed with another.

use serde_json::{Value, json};

use crate::client::Reply;
use crate::server::{Database, SURVEY, Server, on_each_engine};

on_each_engine!(
    each_metric_has_its_own_scale_result_and_classes,
    parts_and_periods_of_every_metric_are_compared,
    reasons_and_comments_are_counted_and_move_with_the_answer,
    a_survey_with_answers_keeps_its_metric,
    suspect_answers_are_shown_beside_the_score,
);

/// Stores a survey of this metric under its name.
pub async fn survey(server: &Server, metric: &str, more: Value) {
    let mut document = json!({"id": metric, "metric": metric, "brand": {"name": "Acme"}});
    for (name, value) in more.as_object().unwrap() {
        document[name] = value.clone();
    }
    let path = format!("/v1/surveys/{metric}");
    let reply = server.admin("PUT", &path, document.to_string().as_bytes()).await;
    assert!(reply.status < 300, "{}", reply.text());
}

/// An answer to the survey that is called like its metric.
pub fn answer(metric: &str, id: &str, score: u32) -> Value {
    let mut answer = crate::server::answer(id, 1, score);
    (answer["survey"], answer["metric"]) = (metric.into(), metric.into());
    answer
}

async fn posted(server: &Server, body: &Value) -> Reply {
    let reply = server.post(body).await;
    assert_eq!(reply.status, 202, "{body}: {}", reply.text());
    reply
}

async fn get(server: &Server, path: &str) -> Value {
    let reply = server.admin("GET", &format!("/v1/surveys/{path}"), b"").await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    reply.json()
}

async fn each_metric_has_its_own_scale_result_and_classes(database: Database) {
    let server = Server::start(&database).await;
    for (metric, lowest, highest, value, result, unhappy) in [
        ("nps", 0, 10, "nps_rounded", json!(-45), 7),
        ("ces1", 1, 5, "mean", json!(3.0), 2),
        ("ces2", 1, 7, "mean", json!(4.0), 3),
        ("csat", 1, 5, "percent", json!(40.0), 2),
        ("fxf", 0, 10, "fxf_rounded", json!(-45), 7),
    ] {
        survey(&server, metric, json!({})).await;
        let nothing = get(&server, &format!("{metric}/results")).await;
        assert_eq!((&nothing["n"], &nothing[value]), (&json!(0), &Value::Null), "{metric}");
        for score in lowest..=highest {
            posted(&server, &answer(metric, &format!("{metric}-{score}"), score)).await;
        }
        for (off, expected) in [(highest + 1, "whole number"), (lowest.wrapping_sub(1), "whole")] {
            let refused = server.post(&answer(metric, "off-scale", off)).await;
            assert_eq!((refused.status, refused.json()["field"].clone()), (422, json!("score")));
            assert!(refused.text().contains(expected), "{}", refused.text());
        }
        let report = get(&server, &format!("{metric}/results")).await;
        let steps = highest - lowest + 1;
        assert_eq!((&report["metric"], &report["n"]), (&json!(metric), &json!(steps)));
        assert_eq!(report["scale"], format!("{lowest}-{highest}"));
        assert_eq!(report[value], result, "{report}");
        assert_eq!(report["classes"][0]["n"], unhappy, "{report}");
        assert_eq!(get(&server, &format!("{metric}/results/by/class")).await, report["classes"]);
        let export = format!("/v1/surveys/{metric}/export?format=jsonl");
        let lines = server.admin("GET", &export, b"").await.text();
        let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
        assert_eq!((&first["metric"], &first["scale"]), (&json!(metric), &report["scale"]));
    }
    let mixed = server.post(&answer("nps", "mixed-up", 3)).await;
    assert_eq!(mixed.status, 202);
    let mut wrong = answer("csat", "wrong-metric", 3);
    wrong["metric"] = "ces1".into();
    assert_eq!(server.post(&wrong).await.status, 422, "another metric than the survey's");
    assert!(server.state.store.recount().await.unwrap().is_empty());
}

async fn parts_and_periods_of_every_metric_are_compared(database: Database) {
    let server = Server::start(&database).await;
    for (metric, good, bad) in [("ces1", 1, 5), ("ces2", 7, 1), ("csat", 5, 1), ("fxf", 10, 0)] {
        survey(&server, metric, json!({})).await;
        for number in 0..8 {
            for (segment, score) in [("shop", good), ("phone", bad)] {
                let mut body = answer(metric, &format!("{metric}-{segment}-{number}"), score);
                body["segment"] = segment.into();
                posted(&server, &body).await;
            }
        }
        // No spread within a part: nothing to test with. One answer gives it some.
        let mut body = answer(metric, &format!("{metric}-other"), good);
        body["segment"] = "phone".into();
        posted(&server, &body).await;
        let parts = get(&server, &format!("{metric}/results/by/segment")).await;
        assert_eq!((&parts[0]["name"], &parts[1]["name"]), (&json!("phone"), &json!("shop")));
        let difference = parts[1]["difference"]["difference"].as_f64().unwrap();
        assert_eq!(difference < 0.0, metric == "ces1", "less effort is better: {parts}");
        assert!(parts[0]["p_value_adjusted"].as_f64().unwrap() < 0.001, "{parts}");
        let trend = get(&server, &format!("{metric}/results/trend")).await;
        assert_eq!((&trend[0]["n"], &trend[0]["difference"]), (&json!(17), &Value::Null));
        let change =
            get(&server, &format!("{metric}/results/change?from=2027-01-15&to=2027-01-15")).await;
        assert_eq!((&change["now"]["n"], &change["before"]["n"]), (&json!(17), &json!(0)));
        assert_eq!(change["difference"], Value::Null);
    }
}

const DRIVERS: [&str; 3] = ["price", "service", "speed"];

fn with_drivers() -> Value {
    let option = |id: &&str| json!({"id": id, "labels": {"en": id}});
    json!({"drivers": {"options": DRIVERS.iter().map(option).collect::<Vec<_>>()}})
}

async fn reasons_and_comments_are_counted_and_move_with_the_answer(database: Database) {
    let server = Server::start(&database).await;
    survey(&server, "nps", with_drivers()).await;
    let mut first = answer("nps", "changing", 2);
    first["drivers"] = json!(["price", "speed", "price", "not-on-the-list"]);
    first["comment"] = "slow".into();
    posted(&server, &first).await;
    let mut second = answer("nps", "staying", 9);
    second["drivers"] = json!(["service"]);
    posted(&server, &second).await;
    let names = |parts: &Value| -> Vec<(String, u64)> {
        let part = |p: &Value| (p["name"].as_str().unwrap().to_owned(), p["n"].as_u64().unwrap());
        parts.as_array().unwrap().iter().map(part).collect()
    };
    let by_driver = get(&server, "nps/results/by/driver").await;
    let of = |name: &str, n| (name.to_owned(), n);
    assert_eq!(names(&by_driver), [of("price", 1), of("service", 1), of("speed", 1)]);
    assert_eq!((&by_driver[0]["nps"], &by_driver[1]["nps"]), (&json!(-100.0), &json!(100.0)));
    let funnel = get(&server, "nps/results/displays").await;
    assert_eq!((&funnel["scored"], &funnel["commented"]), (&json!(2), &json!(1)));
    assert_eq!(funnel["comment_rate"], 0.5);

    (first["rev"], first["score"], first["drivers"]) = (2.into(), 8.into(), json!(["service"]));
    first["comment"] = "".into();
    posted(&server, &first).await;
    assert_eq!(names(&get(&server, "nps/results/by/driver").await), [of("service", 2)]);
    assert_eq!(get(&server, "nps/results/displays").await["commented"], 0);
    let lines = server.admin("GET", "/v1/surveys/nps/export?format=jsonl", b"").await.text();
    let drivers = |id: &str| -> Value {
        let line = lines.lines().find(|line| line.contains(id)).unwrap();
        serde_json::from_str::<Value>(line).unwrap()["drivers"].clone()
    };
    assert_eq!(drivers("changing"), json!(["service"]));
    assert!(server.state.store.recount().await.unwrap().is_empty());
}

async fn a_survey_with_answers_keeps_its_metric(database: Database) {
    let server = Server::start(&database).await;
    let put = async |metric: &str| {
        let document = json!({"id": SURVEY, "metric": metric}).to_string();
        server.admin("PUT", &format!("/v1/surveys/{SURVEY}"), document.as_bytes()).await
    };
    assert_eq!(put("csat").await.status, 200, "nobody has answered yet");
    assert_eq!(put("nps").await.status, 200);
    server.post(&crate::server::answer("one", 1, 9)).await;
    let refused = put("csat").await;
    assert_eq!((refused.status, refused.json()["code"].clone()), (409, json!("metric_changed")));
    let sentence = refused.json()["message"].as_str().unwrap().to_owned();
    assert!(sentence.contains("archive it") && sentence.contains("another id"), "{sentence}");
    assert_eq!(refused.json()["retry"], false);
    assert_eq!(put("nps").await.status, 200, "other changes are fine");
    assert_eq!(server.results().await["n"], 1);
}

async fn suspect_answers_are_shown_beside_the_score(database: Database) {
    let server = Server::start_with(&database, Default::default(), |app| {
        app.require_tickets = true;
    })
    .await;
    for number in 0..3 {
        posted(&server, &crate::server::answer(&format!("unshown-{number}"), 1, 0)).await;
    }
    let report = server.results().await;
    assert_eq!((&report["n"], &report["nps"]), (&json!(0), &Value::Null));
    assert_eq!(report["suspect"], 3);
    assert_eq!(
        (&report["with_suspect"]["n"], &report["with_suspect"]["nps"]),
        (&json!(3), &json!(-100.0))
    );
    let with = get(&server, &format!("{SURVEY}/results?with_suspect=true")).await;
    assert_eq!((&with["n"], &with["suspect"]), (&json!(3), &json!(3)));
}
