//! The card as everybody sees it: in every display, metric, step, theme, width and direction.

use std::path::Path;

use serde_json::{Value, json};

use crate::harness::{Page, Stage, survey};
use crate::save;

const DISPLAYS: [&str; 5] = ["popup", "modal", "bar", "inline", "button"];
const METRICS: [&str; 5] = ["nps", "ces1", "ces2", "csat", "fxf"];
const WIDTHS: [(u32, u32); 3] = [(320, 640), (375, 720), (1_280, 720)];
const DIRECTIONS: [(&str, &str); 2] = [("ltr", "en"), ("rtl", "ar")];

/// What a brand may want, each as a popup.
const LOOKS: [&str; 6] = ["tinted", "banded", "filled", "colored", "stars", "faces"];

/// All of them, or those of one display.
pub async fn cards(folder: &Path, only: Option<&str>) {
    let stage = Stage::with(&survey()).await;
    stage.browser.before_pages("try { localStorage.clear() } catch {}").await;
    for display in DISPLAYS.into_iter().filter(|display| only.is_none_or(|only| only == *display)) {
        for metric in METRICS {
            let document = document(display, metric);
            in_every_look(&stage, folder, &format!("{display}-{metric}"), &document).await;
        }
    }
    if only.is_none_or(|only| only == "brands") {
        for look in LOOKS {
            let has_steps = ["stars", "faces"].contains(&look);
            let mut document = document("popup", if has_steps { "csat" } else { "nps" });
            document["brand"]["look"] = json!(look);
            in_every_look(&stage, folder, &format!("brand-{look}"), &document).await;
        }
    }
}

fn document(display: &str, metric: &str) -> Value {
    let reason = |id: &str, en: &str, ar: &str| json!({"id": id, "labels": {"en": en, "ar": ar}});
    let mut document = json!({
        "id": "picture", "metric": metric, "triggers": {"delay_ms": 0},
        "brand": {"name": "Thistle & Fen", "color": "#2f6b4f"},
        "display": {"mode": display, "target": "#place"},
    });
    if metric == "nps" {
        let options = [
            reason("price", "Price", "السعر"),
            reason("speed", "Delivery", "التوصيل"),
            reason("help", "Our help", "المساعدة"),
        ];
        document["drivers"] = json!({"options": options, "classes": ["promoter", "detractor"]});
    }
    document
}

async fn in_every_look(stage: &Stage, folder: &Path, name: &str, document: &Value) {
    for (width, height) in WIDTHS {
        stage.browser.resize(width, height).await;
        for theme in ["light", "dark"] {
            stage.browser.prefer("prefers-color-scheme", theme).await;
            for (direction, language) in DIRECTIONS {
                let name = format!("{name}-{width}-{theme}-{direction}");
                steps(stage, folder, &name, document, (direction, language)).await;
            }
        }
    }
}

/// The question, what follows the best score, the thank-you.
async fn steps(
    stage: &Stage,
    folder: &Path,
    name: &str,
    document: &Value,
    (direction, language): (&str, &str),
) {
    stage.collector.put(document).await;
    let tag = stage.tag("").replace("acme", "picture");
    let html = format!("<html lang=\"{language}\" dir=\"{direction}\">");
    let dark = "<meta name=\"color-scheme\" content=\"light dark\">";
    let page = Page::with_tag(&tag).replace("<html lang=\"en\">", &html).before_tag(dark);
    stage.site.put("/picture", page);
    stage.browser.goto(&stage.site.at("/picture")).await;
    let card = stage.card();
    if document["display"]["mode"] == "button" {
        stage.browser.until("document.querySelector('out-of-ten')").await;
        card.has(".edge").await;
        card.rests().await;
        save(folder, &format!("{name}-0-edge"), stage.browser.screenshot().await);
        stage.browser.run("outoften('open')").await;
    }
    card.stands().await;
    save(folder, &format!("{name}-1-question"), stage.browser.screenshot().await);
    let best = match document["metric"].as_str() {
        Some("ces1") => 1,
        Some("ces2") => 7,
        Some("csat") => 5,
        _ => 10,
    };
    card.choose(best).await;
    save(folder, &format!("{name}-2-follow-up"), stage.browser.screenshot().await);
    card.click(".send").await;
    card.has(".thanks").await;
    card.rests().await;
    save(folder, &format!("{name}-3-thanks"), stage.browser.screenshot().await);
    card.click(".close").await;
    card.leaves().await;
}
