//! The other metrics: their scale, their words, and what is sent.

use serde_json::json;

use crate::harness::{Stage, survey_with};

/// Name, scale as it is sent, an answer, its spoken form, and how many steps there are.
const METRICS: [(&str, &str, u8, &str, usize); 5] = [
    ("nps", "0-10", 0, "0 out of 10, Not at all likely", 11),
    ("ces1", "1-5", 5, "5 out of 5, Very high effort", 5),
    ("ces2", "1-7", 7, "7 out of 7, Strongly agree", 7),
    ("csat", "1-5", 1, "1 out of 5, Very dissatisfied", 5),
    ("fxf", "0-10", 10, "10 out of 10, Very much", 11),
];

#[tokio::test]
async fn each_metric_is_asked_and_stored_with_its_own_scale() {
    for (metric, scale, score, spoken, steps) in METRICS {
        let stage = Stage::with(&survey_with(&json!({"metric": metric}))).await;
        stage.meet().await;
        let radios = format!(
            "return [...{}.querySelectorAll('input[type=radio]')].map((radio) => [radio.value, \
             radio.ariaLabel])",
            crate::harness::ROOT
        );
        let radios = stage.browser.run(&radios).await;
        assert_eq!(radios.as_array().unwrap().len(), steps, "{metric}");
        assert!(radios.to_string().contains(spoken), "{metric}: {radios}");
        stage.card().choose(score).await;
        stage.card().click(".send").await;
        stage.card().has(".thanks").await;
        let sent = stage.answers(1).await.pop().unwrap();
        assert_eq!(
            (&sent["metric"], &sent["scale"], &sent["score"]),
            (&json!(metric), &json!(scale), &json!(score))
        );
        stage.delivered().await;
        assert_eq!(stage.collector.rows("acme").await[0].score, i64::from(score));
    }
}

#[tokio::test]
async fn a_high_effort_is_asked_what_went_wrong() {
    let stage = Stage::with(&survey_with(&json!({"metric": "ces1"}))).await;
    stage.meet().await;
    stage.card().choose(5).await;
    let unhappy = stage.card().text(".why label span").await;
    assert_eq!(unhappy, "What should we put right first?");
    stage.card().choose(1).await;
    assert_eq!(stage.card().text(".why label span").await, "What do you value most?");
    stage.card().choose(3).await;
    assert_eq!(stage.card().text(".why label span").await, "What could we do better?");
}

/// On a small phone each step is 44 px wide and high, none lies on another, and nothing scrolls
/// sideways, from either side.
#[tokio::test]
async fn a_finger_hits_each_step_of_every_scale() {
    for (metric, language) in [("nps", "en"), ("nps", "ar"), ("ces2", "en"), ("csat", "he")] {
        let stage = Stage::with(&survey_with(&json!({"metric": metric}))).await;
        stage.browser.before_pages("try { localStorage.clear() } catch {}").await;
        let tag = stage.tag(&format!("data-lang=\"{language}\""));
        stage.site.put("/", crate::harness::Page::with_tag(&tag));
        for width in [320, 375] {
            let phone =
                json!({"width": width, "height": 640, "deviceScaleFactor": 2, "mobile": true});
            stage.browser.devtools("Emulation.setDeviceMetricsOverride", phone).await;
            let touch = json!({"enabled": true});
            stage.browser.devtools("Emulation.setTouchEmulationEnabled", touch).await;
            stage.meet().await;
            let flaws = format!(
                "const all = [...{}.querySelectorAll('input[type=radio]')].map((radio) => \
                 radio.getBoundingClientRect()); \
                 const small = all.filter((at) => at.width < 44 || at.height < 44); \
                 const meet = (one, other) => one.left < other.right - 0.5 && other.left < one.right - 0.5 \
                     && one.top < other.bottom - 0.5 && other.top < one.bottom - 0.5; \
                 const met = all.filter((one, at) => all.slice(at + 1).some((other) => meet(one, other))); \
                 return [small, met, all.some((at) => at.left < 0 || at.right > innerWidth), all.length > 4]",
                crate::harness::ROOT
            );
            let found = stage.browser.run(&flaws).await;
            assert_eq!(found, json!([[], [], false, true]), "{metric}, {language}, {width} px");
            stage.card().click(".close").await;
            stage.card().leaves().await;
        }
    }
}
