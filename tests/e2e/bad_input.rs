//! What can be wrong on the way to the card: then there is no card, one line on the console, and
//! nothing that the page's own error reporter would see.

use serde_json::json;

use crate::harness::{Fault, Page, Stage, survey};

/// Our lines on the console.
async fn lines(stage: &Stage) -> Vec<String> {
    let all = stage.browser.console().await;
    all.into_iter().filter(|line| line.contains("Out of Ten")).collect()
}

/// No card comes, and exactly one line that says `what` is on the console.
pub async fn is_silent_with_one_line(stage: &Stage, what: &str) {
    let mut said = Vec::new();
    crate::harness::until("a line is on the console", async || {
        said.extend(lines(stage).await);
        !said.is_empty()
    })
    .await;
    stage.shows_no_card().await;
    said.extend(lines(stage).await);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains(what), "{said:?}");
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}

#[tokio::test]
async fn an_unknown_survey() {
    let stage = Stage::new().await;
    stage.site.put("/", Page::with_tag(&stage.tag("").replace("acme", "nobody")));
    stage.visit().await;
    is_silent_with_one_line(&stage, "/v1/surveys/nobody.json").await;
}

#[tokio::test]
async fn a_tag_without_a_survey() {
    let stage = Stage::new().await;
    let tag = stage.tag("").replace("data-survey=\"acme\"", "");
    stage.site.put("/", Page::with_tag(&tag));
    stage.visit().await;
    is_silent_with_one_line(&stage, "data-survey").await;
}

#[tokio::test]
async fn a_document_with_a_field_that_nobody_knows() {
    static_document(|document| document["brand"]["colour"] = json!("#123456"), "brand.colour")
        .await;
}

#[tokio::test]
async fn a_document_with_a_value_out_of_range() {
    static_document(|document| document["brand"]["radius_px"] = json!(99), "brand.radius_px").await;
}

/// Serves a document as a static host would, with something wrong in it.
async fn static_document(spoil: impl Fn(&mut serde_json::Value), field: &str) {
    let stage = Stage::new().await;
    let mut document = survey();
    spoil(&mut document);
    stage.site.put("/card.json", Page::new(document.to_string()));
    stage.site.put("/", Page::with_tag(&stage.tag("data-src=\"/card.json\"")));
    stage.visit().await;
    is_silent_with_one_line(&stage, field).await;
}

#[tokio::test]
async fn a_document_that_is_no_json() {
    let stage = Stage::new().await;
    stage.door.fault(".json", Fault::Change(|body| body.truncate(20)));
    stage.visit().await;
    is_silent_with_one_line(&stage, "Out of Ten").await;
}

#[tokio::test]
async fn a_collector_that_cannot_be_reached() {
    let stage = Stage::new().await;
    let tag = stage.tag("data-api=\"http://127.0.0.1:9\"");
    stage.site.put("/", Page::with_tag(&tag));
    stage.visit().await;
    is_silent_with_one_line(&stage, "Out of Ten").await;
}

#[tokio::test]
async fn storage_that_is_blocked() {
    let stage = Stage::new().await;
    // As in a sandboxed frame: the page's origin is nobody's, and storage throws.
    let page = Page::with_tag(&stage.tag(""));
    let policy = "sandbox allow-scripts";
    stage.site.put("/", page.header("content-security-policy", policy));
    stage.visit().await;
    is_silent_with_one_line(&stage, "torage").await;
}

/// As with cookies and site data switched off; and calling for the card changes nothing.
#[tokio::test]
async fn storage_that_the_visitor_has_switched_off() {
    let stage = Stage::new().await;
    let off = "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, \
               {get() { throw new DOMException('denied', 'SecurityError') }}); \
               Object.defineProperty(Document.prototype, 'cookie', {get: () => '', set() {}})";
    stage
        .site
        .put("/", Page::with_tag(&stage.tag("")).before_tag(&format!("<script>{off}</script>")));
    stage.visit().await;
    is_silent_with_one_line(&stage, "storage is blocked or full").await;
    stage.browser.run("outoften('open')").await;
    is_silent_with_one_line(&stage, "storage is blocked or full").await;
}

#[tokio::test]
async fn storage_that_is_full() {
    let stage = Stage::new().await;
    let fill = "<script>try { for (let size = 1 << 20, i = 0; size >= 1; i++) { try { \
                localStorage.setItem('host' + i, 'x'.repeat(size)) } catch { size >>= 1 } } } catch {}\
                </script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(fill));
    stage.visit().await;
    is_silent_with_one_line(&stage, "storage").await;
}

#[tokio::test]
async fn a_wrong_command_is_one_line() {
    let stage = Stage::met().await;
    stage.browser.run("outoften('opne'); outoften('toString')").await;
    let said = lines(&stage).await;
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("opne") && said[0].contains("use open, close"), "{said:?}");
}

#[tokio::test]
async fn a_survey_that_the_collector_would_refuse_is_never_stored() {
    let stage = Stage::new().await;
    let document = json!({"id": "acme", "triggers": {"delay_ms": -1}});
    let (status, reply) = stage.collector.try_put(&document).await;
    assert_eq!((status, &reply["field"]), (422, &json!("triggers.delay_ms")), "{reply}");
}

#[tokio::test]
async fn an_answer_of_the_wrong_kind_is_refused_with_its_field() {
    let stage = Stage::new().await;
    for score in [json!(11), json!(-1), json!(7.5), json!("9"), json!(null)] {
        let body = json!({"v": 1, "survey": "acme", "id": "0192f0c1", "rev": 1, "metric": "nps",
                          "score": score, "done": true, "elapsed_ms": 5_000});
        let (status, reply) = stage.collector.post(&body).await;
        assert_eq!((status, &reply["field"]), (422, &json!("score")), "{score}: {reply}");
    }
    assert_eq!(stage.collector.rows("acme").await, []);
}
