//! Trend, parts, change, response rate, comments: all from the same tallies.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use crate::server::{Database, START_MS, SURVEY, Server, answer, on_each_engine};
use outoften_collector::store::Role;

on_each_engine!(
    a_trend_compares_each_period_with_the_one_before,
    parts_are_compared_with_the_rest,
    a_period_is_compared_with_the_equally_long_one_before,
    the_response_rate_counts_who_was_shown_a_card,
    comments_are_paged_searched_and_for_analysts_only,
    a_search_knows_capitals_of_every_alphabet_and_no_wildcards,
);

const DAY_MS: i64 = 86_400_000;

async fn get(server: &Server, rest: &str) -> Value {
    let reply = server.admin("GET", &format!("/v1/surveys/{SURVEY}/{rest}"), b"").await;
    assert_eq!(reply.status, 200, "{rest}: {}", reply.text());
    reply.json()
}

/// `times` answers of a score in a segment, today by the server's clock.
async fn answered(server: &Server, score: u32, times: usize, segment: &str) {
    for number in 0..times {
        let day = server.now_ms.load(Ordering::Relaxed) / DAY_MS;
        let mut body = answer(&format!("{segment}-{day}-{score}-{number}"), 1, score);
        body["segment"] = segment.into();
        assert_eq!(server.post(&body).await.status, 202);
    }
}

async fn a_trend_compares_each_period_with_the_one_before(database: Database) {
    let server = Server::start(&database).await;
    answered(&server, 0, 6, "a").await;
    server.now_ms.fetch_add(DAY_MS, Ordering::Relaxed);
    answered(&server, 10, 6, "a").await;
    let days = get(&server, "results/trend").await;
    assert_eq!((&days[0]["name"], &days[1]["name"]), (&json!("2027-01-15"), &json!("2027-01-16")));
    assert_eq!((&days[0]["nps"], &days[1]["nps"]), (&json!(-100.0), &json!(100.0)));
    assert_eq!(days[0]["difference"], Value::Null);
    assert!(days[1]["difference"]["difference"].as_f64().unwrap() > 99.0);
    let months = get(&server, "results/trend?every=month").await;
    assert_eq!((months.as_array().unwrap().len(), &months[0]["n"]), (1, &json!(12)));
    let one_day = get(&server, "results?from=2027-01-16&to=2027-01-16").await;
    assert_eq!((&one_day["n"], &one_day["detractors"]), (&json!(6), &json!(0)));
    for bad in ["results/trend?every=hour", "results?from=today"] {
        let reply = server.admin("GET", &format!("/v1/surveys/{SURVEY}/{bad}"), b"").await;
        assert_eq!((reply.status, reply.json()["code"].clone()), (422, json!("parameter")));
    }
}

async fn parts_are_compared_with_the_rest(database: Database) {
    let server = Server::start(&database).await;
    answered(&server, 10, 8, "shop").await;
    answered(&server, 3, 8, "phone").await;
    let parts = get(&server, "results/by/segment").await;
    assert_eq!((&parts[0]["name"], &parts[0]["nps"]), (&json!("phone"), &json!(-100.0)));
    assert_eq!((&parts[1]["name"], &parts[1]["nps"]), (&json!("shop"), &json!(100.0)));
    assert!(parts[0]["p_value_adjusted"].as_f64().unwrap() < 0.001);
    let whole = get(&server, "results/by/channel").await;
    assert_eq!(whole[0]["n"], 16);
    let other = server.admin("GET", &format!("/v1/surveys/{SURVEY}/results/by/mood"), b"").await;
    assert_eq!(other.status, 404);
}

async fn a_period_is_compared_with_the_equally_long_one_before(database: Database) {
    let server = Server::start(&database).await;
    answered(&server, 0, 5, "a").await;
    server.now_ms.fetch_add(2 * DAY_MS, Ordering::Relaxed);
    answered(&server, 10, 5, "a").await;
    let change = get(&server, "results/change?from=2027-01-17&to=2027-01-18").await;
    assert_eq!((&change["now"]["nps"], &change["before"]["nps"]), (&json!(100.0), &json!(-100.0)));
    let alone = get(&server, "results/change?from=2027-01-17&to=2027-01-17").await;
    assert_eq!((&alone["before"]["n"], &alone["difference"]), (&json!(0), &Value::Null));
    let path = format!("/v1/surveys/{SURVEY}/results/change?from=2027-01-17");
    assert_eq!(server.admin("GET", &path, b"").await.status, 422);
}

async fn the_response_rate_counts_who_was_shown_a_card(database: Database) {
    let server = Server::start(&database).await;
    let nothing = get(&server, "results/displays").await;
    assert_eq!(nothing["response_rate"], Value::Null);
    let event = async |document: Value| {
        let bytes = document.to_string();
        crate::client::send(server.address, "POST", "/v1/events", &[], bytes.as_bytes()).await
    };
    for name in ["shown", "shown", "shown", "shown", "dismissed", "snoozed", "opted_out"] {
        assert_eq!(event(json!({"survey": SURVEY, "event": name})).await.status, 202);
    }
    answered(&server, 9, 1, "a").await;
    let counts = get(&server, "results/displays").await;
    assert_eq!((&counts["shown"], &counts["dismissed"]), (&json!(4), &json!(1)));
    assert_eq!(counts["response_rate"], 0.25);
    assert_eq!(counts["bounds"], json!({"low": -50.0, "high": 100.0}));
    for (bad, status) in [
        (json!({"survey": SURVEY, "event": "liked"}), 422),
        (json!({"survey": SURVEY, "event": "shown", "who": "me"}), 422),
        (json!({"survey": "nobody", "event": "shown"}), 404),
        (json!("x".repeat(4000)), 413),
    ] {
        assert_eq!(event(bad.clone()).await.status, status, "{bad:.40}");
    }
}

async fn comments_are_paged_searched_and_for_analysts_only(database: Database) {
    let server = Server::start(&database).await;
    for (number, (score, comment)) in
        [(3, "Late delivery"), (9, "great, 100% great"), (8, "late but fine"), (10, "")]
            .into_iter()
            .enumerate()
    {
        let mut body = answer(&number.to_string(), 1, score);
        body["comment"] = comment.into();
        server.now_ms.store(START_MS + number as i64, Ordering::Relaxed);
        server.post(&body).await;
    }
    let scores = |page: &Value| -> Vec<u64> {
        page["comments"].as_array().unwrap().iter().map(|c| c["score"].as_u64().unwrap()).collect()
    };
    let page = get(&server, "comments").await;
    assert_eq!(scores(&page), [8, 9, 3], "the newest first, none without text");
    assert_eq!(scores(&get(&server, "comments?q=LATE").await), [8, 3]);
    assert_eq!(scores(&get(&server, "comments?class=detractor").await), [3]);
    assert_eq!(scores(&get(&server, "comments?q=0%25+g").await), [9], "% is a character");
    let first = get(&server, "comments?limit=2").await;
    let next = first["next"].as_str().unwrap();
    let second = get(&server, &format!("comments?limit=2&before={next}")).await;
    assert_eq!((scores(&first), scores(&second)), (vec![8, 9], vec![3]));
    assert_eq!(second["next"], Value::Null);
    server.add_token("a-reader-0123456789abcdef", Role::Reader, None).await;
    for path in ["comments", "export"] {
        let path = format!("/v1/surveys/{SURVEY}/{path}");
        let reply = server.with_token("a-reader-0123456789abcdef", "GET", &path, b"").await;
        assert_eq!((reply.status, reply.text().contains("Late")), (403, false));
    }
}

async fn a_search_knows_capitals_of_every_alphabet_and_no_wildcards(database: Database) {
    let server = Server::start(&database).await;
    let comments = [
        "Доцна пристигна, ЉУБЕЗНО беа",
        "L'ÉCOLE est fermée",
        "Ο Οδυσσέας ήταν ΕΔΩ",
        "Late and cold",
        "100% [sure] *really* (a.b) what? a_b \\d ^$ {2} | +1",
    ];
    for (number, comment) in comments.iter().enumerate() {
        let mut body = answer(&format!("comment-{number}"), 1, 9);
        body["comment"] = (*comment).into();
        assert_eq!(server.post(&body).await.status, 202);
    }
    let found = async |text: &str| {
        let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let page = get(&server, &format!("comments?q={encoded}")).await;
        let list = page["comments"].as_array().unwrap().clone();
        list.iter().map(|it| it["comment"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for (text, expected) in [
        ("доцна", 0),
        ("ДОЦНА ПРИСТИГНА", 0),
        ("љубезно", 0),
        ("école", 1),
        ("FERMÉE", 1),
        ("οδυσσέας", 2),
        ("εδω", 2),
        ("LATE AND", 3),
        ("100% [SURE] *Really* (A.B) WHAT? a_b \\d ^$ {2} | +1", 4),
        ("[", 4),
        ("]", 4),
        ("*", 4),
        ("?", 4),
        ("\\", 4),
    ] {
        assert_eq!(found(text).await, [comments[expected]], "{text}");
    }
    for nothing in ["доц.а", "l_te", "l%e", "l*e", "l?te", "[kl]ate", "late|cold", "^late", "\\w"]
    {
        assert!(found(nothing).await.is_empty(), "{nothing}");
    }
    let long = format!("/v1/surveys/{SURVEY}/comments?q={}", "x".repeat(201));
    let refused = server.admin("GET", &long, b"").await;
    assert_eq!((refused.status, refused.json()["field"].clone()), (422, json!("q")));
}
