//! Pages with a strict content security policy: the card works, or nothing at all happens to the
//! page.

use serde_json::json;

use crate::harness::{Page, Stage, element, stays, survey_with};

/// A stage whose page has this policy; `DOOR` in it is the collector's origin.
async fn under(policy: &str) -> Stage {
    let stage = Stage::new().await;
    let policy = policy.replace("DOOR", &stage.door.origin());
    // The page's own script and styles are not what these tests are about.
    let html = Page::with_tag(&stage.tag("nonce=\"n0\""));
    stage.site.put("/", html.header("content-security-policy", policy));
    stage
}

/// What the page's policy reported.
async fn violations(stage: &Stage) -> Vec<String> {
    let troubles = stage.browser.troubles().await;
    // The plain page's own inline style and script, which have no nonce.
    troubles.into_iter().filter(|line| !line.ends_with(" inline")).collect()
}

async fn answers_under(policy: &str) {
    let stage = under(policy).await;
    stage.meet().await;
    stage.card().choose(9).await;
    stage.card().write("words").await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.delivered().await;
    assert_eq!(stage.collector.rows("acme").await[0].score, 9);
    assert_eq!(violations(&stage).await, [""; 0]);
}

#[tokio::test]
async fn scripts_by_nonce_alone() {
    answers_under("script-src 'nonce-n0' 'strict-dynamic' 'wasm-unsafe-eval'").await;
}

#[tokio::test]
async fn nothing_but_what_the_card_needs() {
    answers_under(
        "default-src 'none'; script-src DOOR 'wasm-unsafe-eval'; connect-src DOOR; \
         require-trusted-types-for 'script'; trusted-types 'none'",
    )
    .await;
}

/// The card as a picture, with the page and the shadow around it.
async fn picture(stage: &Stage) -> String {
    stage.card().rests().await;
    let at = format!(
        "const at = {}.getBoundingClientRect(); return {{x: at.x - 15, y: at.y - 15, \
         width: at.width + 30, height: at.height + 30, scale: 1}}",
        element(".card")
    );
    let clip = stage.browser.run(&at).await;
    let wanted = json!({"format": "png", "clip": clip});
    let taken = stage.browser.devtools("Page.captureScreenshot", wanted).await;
    taken["data"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn no_styles_at_all() {
    let mut pictures = Vec::new();
    for policy in ["style-src 'none'", "style-src * 'unsafe-inline'"] {
        let stage = Stage::new().await;
        // A page without styles of its own: whatever is reported would be the card's doing.
        let html = "<!doctype html><html lang=\"en\"><title>Bare</title><body><h1>Bare</h1>";
        let page = Page::new(format!("{html}{}", stage.tag("")));
        stage.site.put("/", page.header("content-security-policy", policy));
        stage.meet().await;
        let shut = picture(&stage).await;
        stage.card().choose(9).await;
        pictures.push([shut, picture(&stage).await]);
        assert_eq!(stage.browser.troubles().await, [""; 0], "{policy}");
    }
    assert!(pictures[0][0] != pictures[0][1], "a picture shows what is there");
    assert!(pictures[0] == pictures[1], "the same to the last pixel");
}

#[tokio::test]
async fn trusted_types_and_no_policy_for_them() {
    answers_under("require-trusted-types-for 'script'; trusted-types 'none'").await;
}

/// One violation for each of so many refusals, and nothing else.
async fn reports_at_most(stage: &Stage, most: usize) {
    let reported = violations(stage).await;
    assert!(reported.len() <= most, "{reported:?}");
    assert!(reported.iter().all(|line| line.starts_with("violation")), "{reported:?}");
}

#[tokio::test]
async fn no_word_about_webassembly() {
    for policy in ["script-src 'nonce-n0' 'strict-dynamic'", "script-src DOOR"] {
        let stage = under(policy).await;
        stage.visit().await;
        crate::fallback::asks_in_a_frame(&stage).await;
        reports_at_most(&stage, 1).await;
    }
}

/// Waits for lines of this project on the console.
async fn said_on_the_console(stage: &Stage) -> Vec<String> {
    let mut said = Vec::new();
    crate::harness::until("a line is on the console", async || {
        let lines = stage.browser.console().await;
        said.extend(lines.into_iter().filter(|line| line.contains("Out of Ten")));
        !said.is_empty()
    })
    .await;
    said
}

/// Neither WebAssembly nor the form's frame: nothing shows, and one line says what either needs.
#[tokio::test]
async fn no_word_about_webassembly_and_none_about_frames() {
    let stage = under("default-src 'none'; script-src DOOR; connect-src DOOR").await;
    stage.visit().await;
    let said = said_on_the_console(&stage).await;
    let needs =
        format!("needs script-src 'wasm-unsafe-eval', or frame-src {}", stage.door.origin());
    assert!(said.len() == 1 && said[0].contains(&needs), "{said:?}");
    stage.browser.until("!document.querySelector('out-of-ten')").await;
    reports_at_most(&stage, 2).await;
}

#[tokio::test]
async fn the_collector_is_not_among_those_that_may_be_called() {
    let stage = under("script-src * 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'self'").await;
    stage.visit().await;
    stage.shows_no_card().await;
    let troubles = stage.browser.troubles().await;
    assert!(troubles.iter().all(|line| line.starts_with("violation: connect-src")), "{troubles:?}");
    assert_eq!(troubles.len(), 1, "what is refused once is not asked again: {troubles:?}");
    let console = stage.browser.console().await;
    let ours: Vec<_> = console.iter().filter(|line| line.contains("Out of Ten")).collect();
    assert_eq!(ours.len(), 1, "{console:?}");
    assert!(ours[0].contains("connect-src"), "says what to change: {ours:?}");
}

/// The answer goes somewhere that the page's policy does not name: it is tried once on a page, so
/// the policy's owner gets one report, whatever the visitor does after it.
#[tokio::test]
async fn an_answer_that_the_policy_holds_back_waits_in_the_browser_at_the_price_of_one_report() {
    let stage =
        Stage::with(&survey_with(&json!({"endpoint": "http://127.0.0.1:9/v1/responses"}))).await;
    let policy = format!("connect-src 'self' {}", stage.door.origin());
    let page = Page::with_tag(&stage.tag(""));
    stage.site.put("/", page.header("content-security-policy", policy));
    stage.meet().await;
    stage.card().choose(9).await;
    let said = said_on_the_console(&stage).await;
    assert!(said[0].contains("needs connect-src http://127.0.0.1:9"), "what to change: {said:?}");
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    let kept = "(localStorage.getItem('oot:outbox') || '').includes('\"done\":true')";
    stage.browser.until(kept).await;
    stage.browser.run("dispatchEvent(new Event('online'))").await;
    // Four more tries would come within fifteen seconds, the first of them within one.
    let reports = async || stage.browser.troubles().await.len();
    stays("one report", 1, reports).await;
    stays("still one report", 1, reports).await;
    let troubles = stage.browser.troubles().await;
    assert!(troubles[0].starts_with("violation: connect-src"), "{troubles:?}");
    let lines = stage.browser.console().await;
    assert!(!lines.iter().any(|line| line.contains("Out of Ten")), "one line: {lines:?}");
    // The next page tries it again, once: its policy may be another.
    stage.visit().await;
    stage.browser.until("window.witness.troubles.length > 0").await;
    stays("one report for a page", 1, reports).await;
}

#[tokio::test]
async fn a_loader_that_is_not_the_one_the_page_names_does_not_run() {
    for tampered in [false, true] {
        let stage = Stage::new().await;
        let integrity = crate::harness::integrity("outoften.js");
        let tag = stage.tag(&format!("integrity=\"{integrity}\" crossorigin=\"anonymous\""));
        stage.site.put("/", Page::with_tag(&tag));
        if tampered {
            let change: fn(&mut Vec<u8>) = |body| body.push(b' ');
            stage.door.fault("outoften.js", crate::harness::Fault::Change(change));
            stage.visit().await;
            crate::harness::stays("nothing runs", 0, async || stage.card().visible().await).await;
            assert_eq!(stage.browser.run("return typeof window.outoften").await, "undefined");
            assert_eq!(stage.door.asked().len(), 1);
        } else {
            stage.meet().await;
        }
    }
}
