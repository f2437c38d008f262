//! How the form is left, what the page hears of it, and what is written down: as with the card.

use serde_json::json;

use super::{HOST, heard, inside, kinds, leaves, marked_days, meet, stage, stands};
use crate::harness::{Fault, Page, Stage, stays, until};

/// Visits again; nobody is asked.
async fn is_left_alone(stage: &Stage) {
    stage.visit().await;
    let hosts = "return document.querySelectorAll('out-of-ten').length";
    stays("no form shows", json!(0), async || stage.browser.run(hosts).await).await;
}

#[tokio::test]
async fn later_waits_seven_days_and_the_third_in_a_row_as_long_as_a_dismissal() {
    let stage = stage(&json!({})).await;
    for (turn, days) in [(0, 7.0..7.1), (1, 7.0..7.1), (2, 181.0..184.1)] {
        stage.browser.shift_clock(f64::from(turn) * 7.5).await;
        meet(&stage).await;
        inside(&stage, "document.querySelector('[data-tell=later]').click()").await;
        leaves(&stage).await;
        let marked = marked_days(&stage).await;
        assert!(days.contains(&marked), "turn {turn}: {marked} days");
        assert_eq!(heard(&stage).await, ["shown", "later", "closed"]);
        is_left_alone(&stage).await;
    }
    assert_eq!(kinds(&stage).await, ["shown", "snoozed"].repeat(3));
    until("the collector counts them", async || {
        stage.door.counted() == ["shown", "snoozed"].repeat(3)
    })
    .await;
    assert_eq!(stage.collector.rows("acme").await, []);
}

#[tokio::test]
async fn never_is_never() {
    let stage = stage(&json!({})).await;
    meet(&stage).await;
    inside(&stage, "document.querySelector('[data-tell=never]').click()").await;
    leaves(&stage).await;
    assert_eq!(kinds(&stage).await, ["shown", "opted_out"]);
    assert_eq!(heard(&stage).await, ["shown", "optedout", "closed"]);
    stage.browser.shift_clock(3_650.0).await;
    is_left_alone(&stage).await;
    // Not only by the mark, which a page may reset for another person.
    stage.browser.run("localStorage.removeItem('oot:due:acme')").await;
    is_left_alone(&stage).await;
}

#[tokio::test]
async fn the_cross_without_a_score_is_a_dismissal() {
    let stage = stage(&json!({})).await;
    meet(&stage).await;
    inside(&stage, "document.querySelector('.close').click()").await;
    leaves(&stage).await;
    assert_eq!(heard(&stage).await, ["shown", "dismissed", "closed"]);
    assert_eq!(kinds(&stage).await, ["shown", "dismissed"]);
}

#[tokio::test]
async fn sending_tells_the_page_of_score_and_answer_and_closing_only_closes() {
    let stage = stage(&json!({})).await;
    meet(&stage).await;
    inside(
        &stage,
        "document.querySelector('[value=\"9\"]').click(); document.querySelector('.send').click()",
    )
    .await;
    stage.browser.until("window.heard.includes('answered')").await;
    stage.browser.enter(super::FRAME).await;
    stage.browser.until("document.querySelector('[role=status]')").await;
    stage.browser.run("document.querySelector('.close').click()").await;
    stage.browser.leave_frame().await;
    leaves(&stage).await;
    assert_eq!(heard(&stage).await, ["shown", "scored", "answered", "closed"]);
    assert_eq!(kinds(&stage).await, ["shown", "answered"]);
}

/// Whoever has chosen a score has answered; words that were not sent do not leave.
#[tokio::test]
async fn closing_with_a_score_keeps_the_score_and_not_the_words() {
    for close in ["document.querySelector('.close').click()", ""] {
        let stage = stage(&json!({})).await;
        meet(&stage).await;
        let script = format!(
            "document.querySelector('[value=\"3\"]').click(); \
             document.querySelector('textarea').value = 'not sent'; {close}"
        );
        inside(&stage, &script).await;
        if close.is_empty() {
            stage.browser.run("outoften('close')").await;
        }
        leaves(&stage).await;
        until("the score is stored", async || stage.collector.rows("acme").await.len() == 1).await;
        let row = stage.collector.rows("acme").await.remove(0);
        assert_eq!((row.score, row.comment), (3, None), "{close}");
        assert_eq!(heard(&stage).await, ["shown", "scored", "answered", "closed"], "{close}");
        assert_eq!(kinds(&stage).await, ["shown", "answered"], "{close}");
    }
}

/// A click that was meant for what lay beneath chooses nothing. The page's own clock holds the
/// moment still.
/// What the browser shows in the frame instead has no cross.
#[tokio::test]
async fn an_answer_that_cannot_be_sent_takes_the_form_away_with_one_line() {
    for fault in [Fault::Refuse, Fault::Status(502)] {
        let stage = stage(&json!({})).await;
        meet(&stage).await;
        stage.door.fault("/f/acme", fault);
        inside(&stage, "document.querySelector('[value=\"9\"]').click()").await;
        inside(&stage, "document.querySelector('.send').click()").await;
        leaves(&stage).await;
        assert_eq!(heard(&stage).await, ["shown", "failed", "closed"]);
        let console = stage.browser.console().await;
        let ours = console.iter().filter(|line| line.contains("took no answer")).count();
        assert_eq!(ours, 1, "{console:?}");
        assert_eq!(kinds(&stage).await, ["shown"]);
    }
}

#[tokio::test]
async fn the_form_takes_no_click_in_the_moment_it_appears() {
    let stage = stage(&json!({})).await;
    let held = "<script>const own = setTimeout; window.setTimeout = (act, ms, ...more) => \
                ms === 400 ? void (window.settle = act) : own(act, ms, ...more)</script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(held));
    stage.visit().await;
    let appears = format!(
        "{HOST} && !{HOST}.hidden && {}.getBoundingClientRect().height > 100 && \
         !{HOST}.shadowRoot.getAnimations().some((motion) => motion.playState === 'running')",
        super::FRAME
    );
    stage.browser.until(&appears).await;
    let place = "const at = document.querySelector('.score span').getBoundingClientRect(); \
                 return [at.x + at.width / 2, at.y + at.height / 2]";
    let place = inside(&stage, place).await;
    let corner =
        format!("const at = {}.getBoundingClientRect(); return [at.x, at.y]", super::FRAME);
    let corner = stage.browser.run(&corner).await;
    let at = |axis: usize| place[axis].as_f64().unwrap() + corner[axis].as_f64().unwrap();
    let chosen = "return document.querySelectorAll('[name=score]:checked').length";
    stage.browser.click_at(at(0), at(1)).await;
    stays("nothing is chosen", json!(0), async || inside(&stage, chosen).await).await;
    stage.browser.run("window.settle()").await;
    stands(&stage).await;
    stage.browser.click_at(at(0), at(1)).await;
    until("the score is chosen", async || inside(&stage, chosen).await == 1).await;
}

/// How often somebody was asked in a period only the core can tell: nobody is asked twice there.
#[tokio::test]
async fn where_asks_are_counted_nobody_is_asked_twice() {
    let fatigue = json!({"fatigue": {"profile": "lenient"}});
    let stage = stage(&fatigue).await;
    meet(&stage).await;
    inside(&stage, "document.querySelector('.close').click()").await;
    leaves(&stage).await;
    stage.browser.shift_clock(60.0).await;
    is_left_alone(&stage).await;
}

/// As docs/privacy.md says.
#[tokio::test]
async fn the_forms_address_and_what_is_kept_name_nobody() {
    let stage = stage(&json!({})).await;
    meet(&stage).await;
    let asked = stage.door.asked();
    let form: Vec<_> = asked.iter().filter(|asked| asked.path == "/f/acme").collect();
    assert_eq!(form.len(), 1, "asked for once");
    let mut names: Vec<_> =
        form[0].query.split('&').filter_map(|part| part.split('=').next()).collect();
    names.sort_unstable();
    assert_eq!(names, ["embed", "lang", "mode"], "{}", form[0].query);
    inside(
        &stage,
        "document.querySelector('[value=\"9\"]').click(); document.querySelector('.send').click()",
    )
    .await;
    stage.browser.until("window.heard.includes('answered')").await;
    let kept = stage.kept().await;
    let names: Vec<_> = kept.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["oot:due:acme", "oot:ledger"]);
    let own = "return [{...localStorage}, {...sessionStorage}, document.cookie]";
    assert_eq!(inside(&stage, own).await, json!([{}, {}, ""]), "nothing in the frame's origin");
    assert!(stage.door.asked().iter().all(|asked| asked.cookie.is_none()));
}
