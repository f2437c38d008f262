//! The follow-up queue against a real collector.

use serde_json::{Value, json};

use crate::harness::Desk;
use crate::harness::checker::{RULES, brief, bring, check};

/// A low answer with an address, and a high one.
pub async fn answered(desk: &Desk) {
    let survey = json!({"id": "alder-coffee", "contact": {"classes": ["detractor"]}});
    desk.collector.put(&survey).await;
    for (id, score, words) in
        [("answer-0000-low", 2, "Slow delivery"), ("answer-0000-high", 10, "Fine")]
    {
        let mut answer = json!({"v": 1, "survey": "alder-coffee", "id": id, "rev": 1,
            "metric": "nps", "score": score,
            "comment": words, "done": true});
        if score < 7 {
            answer["contact"] = json!({"address": "ana@shop.example", "agreed": true});
        }
        let (status, reply) = desk.collector.post(&answer).await;
        assert_eq!(status, 202, "{reply}");
    }
}

/// The same, and the queue read.
pub async fn queue() -> Desk {
    let desk = Desk::at("#/follow-up").await;
    answered(&desk).await;
    desk.put("collector-token", &desk.collector.token()).await;
    desk.press("read-queue").await;
    desk.browser.until("document.querySelectorAll('#cases li').length === 1").await;
    desk
}

async fn opened() -> Desk {
    let desk = queue().await;
    desk.press("case-answer-0000-low").await;
    desk.browser.until("document.querySelector('#reply-reason')?.value.trim()").await;
    desk
}

#[tokio::test]
async fn a_low_answer_waits_with_a_clock_and_a_high_one_does_not() {
    let desk = opened().await;
    assert!(
        desk.text("#case-clock").await.contains("23 h left"),
        "{}",
        desk.text("#case-clock").await
    );
    assert_eq!(desk.text("#case-words").await, "Slow delivery");
    assert!(desk.text("#case-contact").await.contains("ana@shop.example"));
    assert_eq!(desk.text("#open-cases").await, "1");
    assert_eq!(desk.browser.run("return location.hash").await, "#/follow-up/answer-0000-low");
}

#[tokio::test]
async fn a_reply_has_four_parts_in_three_languages_and_moves_the_case() {
    let desk = opened().await;
    let mut words = desk.value("reply-reason").await;
    for language in ["es", "mk"] {
        desk.press(&format!("reply-language-{language}")).await;
        let other = format!("document.getElementById('reply-language-{language}').checked");
        desk.browser.until(&other).await;
        // Chosen at once, fetched after that.
        let translated =
            format!("document.getElementById('reply-reason').value !== {}", json!(words));
        desk.browser.until(&translated).await;
        words = desk.value("reply-reason").await;
        assert!(!words.trim().is_empty(), "{language}");
    }
    desk.put("reply-questions", " ").await;
    desk.press("sent-reply").await;
    desk.says("#trouble", "four parts").await;
    desk.put("reply-questions", "When did it arrive?").await;
    desk.press("sent-reply").await;
    desk.browser.until("document.querySelector('#case-state-contacted')?.checked").await;
    desk.says("#within", "100").await;
    assert!(desk.text("#case-history").await.contains("Reply"));
}

#[tokio::test]
async fn owner_state_remedy_and_note_are_kept_by_the_collector() {
    let desk = opened().await;
    desk.put("case-owner", "Ana").await;
    desk.says("#case-history", "Ana").await;
    desk.put("case-remedy", "refund").await;
    desk.says("#case-history", "refund").await;
    desk.put("case-remedy", "").await;
    desk.says("#case-history li:last-child", "withdrawn").await;
    desk.put("case-remedy", "refund").await;
    desk.says("#case-history li:last-child", "refund").await;
    desk.put("case-note", "Called back").await;
    desk.press("add-note").await;
    desk.says("#case-history", "Called back").await;
    desk.press("case-state-solved").await;
    desk.browser.until("!document.querySelector('#mini-survey').disabled").await;
    let mini = json!({"id": "mini", "metric": "ces2", "fatigue": {"group": "followup"}});
    desk.collector.put(&mini).await;
    desk.put("mini-survey", "mini").await;
    desk.press("make-link").await;
    desk.says("#mini-link", "/f/mini").await;
    desk.open("#/follow-up/answer-0000-low").await;
    desk.browser.until("document.querySelector('#case-owner')?.value === 'Ana'").await;
    assert_eq!(desk.value("case-remedy").await, "refund");
}

#[tokio::test]
async fn what_goes_wrong_leaves_the_words() {
    let mut desk = opened().await;
    desk.put("reply-problem", "My own words").await;
    desk.put("collector-token", "expired").await;
    desk.press("sent-reply").await;
    desk.says("#trouble", "does not accept").await;
    assert_eq!(desk.value("reply-problem").await, "My own words");
    desk.collector.stop().await;
    desk.press("sent-reply").await;
    desk.says("#trouble", "No answer").await;
    assert_eq!(desk.value("reply-problem").await, "My own words");
}

#[tokio::test]
async fn the_queue_breaks_no_rule_in_light_dark_and_on_a_phone() {
    let desk = opened().await;
    bring(&desk.browser).await;
    for (theme, width) in [("light", 1440), ("dark", 1440), ("light", 375), ("dark", 375)] {
        desk.browser.resize(width, 900).await;
        desk.browser.prefer("prefers-color-scheme", theme).await;
        desk.rests().await;
        let found = check(&desk.browser, &RULES.map(Value::from)).await;
        let broken = brief(&found["violations"]);
        assert!(broken.is_empty(), "{theme} {width}: {broken:#?}");
        let wider = "const page = document.scrollingElement; return Math.max(0, page.scrollWidth - page.clientWidth)";
        assert_eq!(desk.browser.run(wider).await, 0, "{theme} {width}");
    }
}

#[tokio::test]
async fn a_promise_has_words_and_a_day_and_is_kept() {
    let desk = opened().await;
    desk.put("case-promise", "A new bag").await;
    desk.says("#case-history", "A new bag").await;
    desk.put("case-promise-day", "2020-02-29").await;
    desk.says("#case-history", "2020-02-29: A new bag").await;
    // Its day is over, and the queue says so.
    desk.browser.until("document.querySelector('#cases .overdue-promise')").await;
    assert!(desk.text("#cases .overdue-promise").await.contains("29 Feb"));
    desk.open("#/follow-up/answer-0000-low").await;
    desk.browser.until("document.querySelector('#case-promise')?.value === 'A new bag'").await;
    assert_eq!(desk.value("case-promise-day").await, "2020-02-29");
    desk.press("withdraw-promise").await;
    desk.says("#case-history li:last-child", "withdrawn").await;
    desk.browser.until("!document.querySelector('#cases .overdue-promise')").await;
    assert_eq!(
        (&*desk.value("case-promise").await, &*desk.value("case-promise-day").await),
        ("", "")
    );
    assert_eq!(
        desk.browser.run("return document.querySelector('#withdraw-promise').disabled").await,
        true
    );
}

#[tokio::test]
async fn the_queue_is_narrowed_by_owner_state_and_address() {
    let desk = opened().await;
    let silent = json!({"v": 1, "survey": "alder-coffee", "id": "answer-0000-silent", "rev": 1,
        "metric": "nps", "score": 4, "done": true});
    let (status, reply) = desk.collector.post(&silent).await;
    assert_eq!(status, 202, "{reply}");
    desk.put("case-owner", "Ana").await;
    desk.browser.until("document.querySelector('#case-owner-filter option[value=Ana]')").await;
    let count = |n: usize| format!("document.querySelectorAll('#cases li').length === {n}");
    // Nothing more is asked for while something is on its way.
    desk.browser.until("!document.getElementById('read-queue').disabled").await;
    desk.press("read-queue").await;
    desk.browser.until(&count(2)).await;
    desk.put("case-owner-filter", "Ana").await;
    desk.browser.until(&count(1)).await;
    assert!(desk.text("#cases").await.contains("Slow delivery"));
    desk.put("case-owner-filter", "").await;
    desk.browser.until(&count(2)).await;
    desk.press("only-contact").await;
    desk.browser.until(&count(1)).await;
    desk.put("case-state-filter", "solved").await;
    desk.browser.until("!document.querySelector('#no-cases').hidden").await;
    desk.is_well().await;
}
