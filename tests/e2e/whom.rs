//! Whom the card asks: people whom the site knows, traits, samples, new visitors, subdomains.

use serde_json::{Value, json};

use crate::bad_input::is_silent_with_one_line;
use crate::harness::{Fault, Page, Stage, Start, stays, survey, survey_with, until};

/// No card comes, though the document was read.
async fn is_not_asked(stage: &Stage) {
    until("the document is read", async || {
        stage.door.asked().iter().any(|asked| asked.path.ends_with(".json"))
    })
    .await;
    stage.shows_no_card().await;
}

/// The front page says who its visitor is before the tag is read.
fn know(stage: &Stage, who: &Value) {
    let stub = "window.outoften = window.outoften || function () { \
                (outoften.q = outoften.q || []).push(arguments) };";
    let call = format!("<script>{stub} outoften('identify', {who})</script>");
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(&call));
}

#[tokio::test]
async fn traits_decide_whom_a_survey_is_for() {
    let targeting =
        json!([{"trait": "plan", "is": ["pro", "team"]}, {"trait": "seats", "at_least": 5}]);
    let stage = Stage::with(&survey_with(&json!({"targeting": targeting}))).await;
    stage.visit().await;
    is_not_asked(&stage).await;
    for (traits, asked) in [
        (json!({"plan": "free", "seats": 9}), false),
        (json!({"plan": "pro", "seats": 4}), false),
        (json!({"plan": "pro"}), false),
        (json!({"plan": "pro", "seats": "12"}), true),
    ] {
        stage.door.forget();
        know(&stage, &json!({"traits": traits}));
        stage.visit().await;
        if asked {
            stage.card().stands().await;
        } else {
            is_not_asked(&stage).await;
        }
    }
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}

/// What people would not call a number is none, though a browser reads one out of it.
#[tokio::test]
async fn a_trait_that_is_no_number_is_not_compared_as_one() {
    let targeting = json!([{"trait": "age", "at_most": 5}, {"trait": "age", "at_least": -5}]);
    let stage = Stage::with(&survey_with(&json!({"targeting": targeting}))).await;
    for (age, asked) in [
        (json!(" "), false),
        (json!(""), false),
        (json!("\t\n"), false),
        (json!("0x4"), false),
        (json!("0b1"), false),
        (json!("1_0"), false),
        (json!("4px"), false),
        (json!(false), false),
        (json!(true), false),
        (json!("4.5"), true),
        (json!(" -4 "), true),
        (json!("1e-3"), true),
        (json!(0), true),
    ] {
        stage.door.forget();
        know(&stage, &json!({"traits": {"age": age}}));
        stage.visit().await;
        if asked {
            stage.card().stands().await;
            stage.browser.run("localStorage.clear()").await;
        } else {
            is_not_asked(&stage).await;
        }
    }
}

#[tokio::test]
async fn traits_can_stand_in_the_tag_or_come_late() {
    let targeting = json!([{"trait": "plan", "not": ["free"]}, {"trait": "admin", "is": ["true"]}]);
    let document = survey_with(&json!({"targeting": targeting}));
    let stage = Stage::with(&document).await;
    let tag = stage.tag("data-traits='{\"plan\": \"pro\", \"admin\": true}'");
    stage.site.put("/", Page::with_tag(&tag));
    stage.meet().await;
    let stage = Stage::with(&document).await;
    stage.visit().await;
    is_not_asked(&stage).await;
    stage.browser.run("outoften('identify', {traits: {plan: 'pro', admin: true}})").await;
    stage.card().stands().await;
}

#[tokio::test]
async fn of_two_calls_the_later_one_is_believed() {
    let targeting = json!([{"trait": "plan", "is": ["pro"]}]);
    let stage = Stage::with(&survey_with(&json!({"targeting": targeting}))).await;
    stage.visit().await;
    is_not_asked(&stage).await;
    let twice = "outoften('identify', {traits: {plan: 'pro'}}); \
                 outoften('identify', {traits: {plan: 'free'}})";
    stage.browser.run(twice).await;
    stage.shows_no_card().await;
    stage.browser.run("outoften('identify', {traits: {plan: 'pro'}})").await;
    stage.card().stands().await;
    stage.browser.run("outoften('identify', {traits: {plan: 'pro'}})").await;
    stays("one card", 1, async || stage.card().visible().await).await;
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}

#[tokio::test]
async fn traits_that_are_none_are_one_line_and_no_broken_card() {
    for (tag, what) in [
        ("data-traits='{nonsense'", "traits are"),
        ("data-traits='[1]'", "traits are"),
        ("data-traits='{\"a\": {}}'", "the trait"),
    ] {
        let stage = Stage::new().await;
        stage.site.put("/", Page::with_tag(&stage.tag(tag)));
        stage.meet().await;
        let lines = stage.browser.console().await;
        let ours: Vec<_> = lines.iter().filter(|line| line.contains("Out of Ten")).collect();
        assert!(ours.len() == 1 && ours[0].contains(what), "{lines:?}");
    }
}

#[tokio::test]
async fn somebody_who_answered_elsewhere_is_not_asked_here() {
    let stage = Stage::new().await;
    let token = stage.collector.token_of("customer 7").await;
    know(&stage, &json!({"token": token}));
    stage.meet().await;
    stage.delivers(9).await;
    assert_eq!(stage.answers(1).await[0]["person"], token);
    // Another device: nothing of the ledger is there.
    stage.browser.run("localStorage.clear()").await;
    stage.door.forget();
    stage.visit().await;
    is_not_asked(&stage).await;
    until("the collector was asked", async || {
        stage.door.asked().iter().any(|asked| asked.path.ends_with("/eligibility"))
    })
    .await;
    // From now on the loader knows.
    stage.door.forget();
    stage.visit().await;
    stays("one request", 1, async || stage.door.asked().len()).await;
    // Somebody else at the same machine may be asked.
    let other = stage.collector.token_of("customer 8").await;
    stage.browser.run("outoften('reset')").await;
    know(&stage, &json!({"token": other}));
    stage.meet().await;
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}

#[tokio::test]
async fn a_sample_draws_people_by_their_name_and_keeps_no_number() {
    let stage = Stage::with(&survey_with(&json!({"sampling": {"percent": 99}}))).await;
    let token = stage.collector.token_of("customer 7").await;
    know(&stage, &json!({"token": token}));
    stage.meet().await;
    assert_eq!(stage.kept().await.get("oot:lot"), None);
    // Nobody else is drawn by a name.
    stage.site.put("/", Page::with_tag(&stage.tag("")));
    stage.browser.run("localStorage.clear()").await;
    stage.visit().await;
    stage.browser.until("localStorage.getItem('oot:lot')").await;
}

#[tokio::test]
async fn a_collector_that_cannot_be_asked_about_a_person_means_no_question() {
    for (fault, what) in [(Fault::Refuse, "cannot be asked"), (Fault::Status(503), "503")] {
        let stage = Stage::new().await;
        let token = stage.collector.token_of("customer 7").await;
        know(&stage, &json!({"token": token}));
        stage.door.fault("/eligibility", fault);
        stage.visit().await;
        is_silent_with_one_line(&stage, what).await;
        assert_eq!(stage.kept().await, json!({}), "it was no display");
    }
}

#[tokio::test]
async fn a_name_that_is_not_signed_is_nobodys() {
    for (token, what) in [
        (json!("v1p.Zm9yZ2Vk..1999999999.AAAA"), "401"),
        (json!("ana smith"), "signed token"),
        (json!(7), "signed token"),
    ] {
        let stage = Stage::new().await;
        know(&stage, &json!({"token": token}));
        stage.visit().await;
        if what == "401" {
            is_silent_with_one_line(&stage, what).await;
            assert_eq!(stage.collector.rows("acme").await, []);
        } else {
            // As if nothing had been said.
            stage.card().stands().await;
            stage.card().choose(3).await;
            assert_eq!(stage.answers(1).await[0].get("person"), None);
            let lines = stage.browser.console().await;
            assert!(lines.iter().any(|line| line.contains(what)), "{lines:?}");
        }
    }
}

#[tokio::test]
async fn a_browser_that_asks_for_privacy_keeps_no_number_and_is_in_no_sample() {
    let stage = Stage::with(&survey_with(&json!({"sampling": {"percent": 99}}))).await;
    let ask = "Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})";
    stage.browser.before_pages(ask).await;
    stage.visit().await;
    is_not_asked(&stage).await;
    let kept = stage.kept().await;
    let names: Vec<_> = kept.as_object().unwrap().keys().collect();
    assert_eq!(names, ["oot:due:acme"], "no lot");
    // Where everybody is asked, so is this visitor.
    let stage = Stage::with(&survey()).await;
    stage.browser.before_pages(ask).await;
    stage.meet().await;
    assert_eq!(stage.kept().await.get("oot:lot"), None);
}

#[tokio::test]
async fn new_visitors_are_left_in_peace_for_as_long_as_the_survey_says() {
    let delay = json!({"fatigue": {"first_seen_delay": {"days": 14}}});
    let stage = Stage::with(&survey_with(&delay)).await;
    stage.visit().await;
    is_not_asked(&stage).await;
    let kept = stage.kept().await;
    assert!(kept["oot:ledger"].as_str().unwrap().starts_with("first_seen "), "{kept}");
    stage.browser.shift_clock(13.9).await;
    stage.door.forget();
    stage.visit().await;
    stays("one request", 1, async || stage.door.asked().len()).await;
    stage.browser.shift_clock(14.1).await;
    stage.meet().await;
}

/// A stage whose site has subdomains.
async fn with_subdomains(cookie: bool) -> Stage {
    let flags = vec!["--host-resolver-rules=MAP *.shop.test 127.0.0.1"];
    let document = survey_with(&json!({"privacy": {"cookie": cookie}}));
    Stage::started(&document, Start { flags, ..Start::default() }).await
}

async fn visit_at(stage: &Stage, host: &str) {
    let address = stage.site.at("/").replace("localhost", host);
    stage.browser.goto(&address).await;
}

#[tokio::test]
async fn what_was_asked_on_one_subdomain_is_known_on_another_if_the_survey_wants_a_cookie() {
    let stage = with_subdomains(true).await;
    visit_at(&stage, "tea.shop.test").await;
    stage.card().stands().await;
    stage.delivers(9).await;
    let cookie = stage.browser.run("return decodeURIComponent(document.cookie)").await;
    let cookie = cookie.as_str().unwrap().to_owned();
    assert!(cookie.starts_with("oot=shown ") && cookie.contains("\nanswered "), "{cookie}");
    assert!(
        !cookie.contains(stage.answers(1).await[0]["id"].as_str().unwrap()),
        "no name: {cookie}"
    );
    stage.door.forget();
    visit_at(&stage, "www.shop.test").await;
    is_not_asked(&stage).await;
    // Never sent to the collector, which is another site.
    assert!(stage.door.asked().iter().all(|asked| asked.cookie.is_none()));
    stage.door.forget();
    visit_at(&stage, "www.shop.test").await;
    stays("one request", 1, async || stage.door.asked().len()).await;
    stage.browser.run("outoften('consent', false)").await;
    stage.browser.until("document.cookie === ''").await;
}

#[tokio::test]
async fn without_being_told_there_is_no_cookie() {
    let stage = with_subdomains(false).await;
    visit_at(&stage, "tea.shop.test").await;
    stage.card().stands().await;
    assert_eq!(stage.browser.run("return document.cookie").await, "");
    visit_at(&stage, "www.shop.test").await;
    stage.card().stands().await;
}

#[tokio::test]
async fn a_cookie_that_cannot_be_read_is_no_trouble() {
    let stage = with_subdomains(true).await;
    let spoil = "document.cookie = 'oot=%E0%A4%A; path=/'; document.cookie = 'host=own; path=/'";
    stage.browser.before_pages(spoil).await;
    visit_at(&stage, "tea.shop.test").await;
    stage.card().stands().await;
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}
