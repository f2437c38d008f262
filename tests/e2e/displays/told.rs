//! What assistive technology is told of each display, and what it hears.

use fantoccini::key::Key;
use serde_json::{Value, json};

use super::{LONG, MODES, meet, reach, site, visit};
use crate::harness::{ROOT, Stage};

/// A node of the tree of assistive technology: `role: name, state`.
fn told(node: &Value) -> Option<String> {
    let value = |name: &str| node[name]["value"].as_str().map(str::to_owned);
    let mut text = format!("{}: {}", value("role")?, value("name")?);
    for property in node["properties"].as_array().into_iter().flatten() {
        let is = &property["value"]["value"];
        let name = property["name"].as_str()?;
        if ["checked", "modal"].contains(&name) && (is == "true" || is == true) {
            text = format!("{text}, {name}");
        }
        if name == "invalid" && is == "true" {
            text = format!("{text}, invalid");
        }
    }
    Some(text)
}

async fn tree(stage: &Stage) -> Vec<String> {
    let reply = stage.browser.devtools("Accessibility.getFullAXTree", json!({})).await;
    reply["nodes"].as_array().unwrap().iter().filter_map(told).collect()
}

#[tokio::test]
async fn roles_names_and_states() {
    let stage = site().await;
    let question = "Considering your whole experience with Acme, how likely are you to recommend \
                    Acme to a friend or colleague?";
    for mode in MODES {
        meet(&stage, mode, LONG).await;
        stage.card().focus_scale().await;
        stage.browser.press(&[Key::Right, Key::Right, Key::Right]).await;
        stage.card().has(".contact").await;
        let nodes = tree(&stage).await;
        let frame = match mode {
            "modal" => format!("dialog: {question}, modal"),
            "inline" => format!("region: {question}"),
            _ => format!("dialog: {question}"),
        };
        let wanted = [
            frame,
            format!("radiogroup: {question}"),
            "radio: 0 out of 10, Not at all likely".into(),
            "radio: 3 out of 10, checked".into(),
            "radio: 10 out of 10, Extremely likely".into(),
            "group: What influenced your answer? Choose all that apply.".into(),
            "checkbox: Delivery".into(),
            "group: May we contact you about this?".into(),
            "textbox: E-mail address".into(),
            "checkbox: Acme may write to me about this answer".into(),
            "button: Send".into(),
            "button: Close".into(),
        ];
        for node in wanted {
            assert!(nodes.contains(&node), "{mode}: {node} in {nodes:#?}");
        }
        let radios: Vec<_> = nodes.iter().filter(|node| node.starts_with("radio: ")).collect();
        assert_eq!(radios.len(), 11, "{mode}");
        assert_eq!(radios.iter().filter(|radio| radio.ends_with(", checked")).count(), 1, "{mode}");
        reach(&stage, "chosen").await;
        let folded = tree(&stage).await;
        assert!(folded.contains(&"button: You chose 3 · Change".into()), "{mode}: {folded:#?}");
        assert!(!folded.iter().any(|node| node.starts_with("radio: ")), "{mode}: {folded:#?}");
        let modal = nodes.iter().any(|node| node.ends_with(", modal"));
        assert_eq!(modal, mode == "modal", "{mode}");
        reach(&stage, "error").await;
        let nodes = tree(&stage).await;
        assert!(nodes.contains(&"textbox: E-mail address, invalid".into()), "{mode}: {nodes:#?}");
        reach(&stage, "thanks").await;
        let nodes = tree(&stage).await;
        assert!(nodes.contains(&"link: Get help now".into()), "{mode}: {nodes:#?}");
    }
}

#[tokio::test]
async fn the_closed_button_says_what_it_opens() {
    let stage = site().await;
    visit(&stage, "button", LONG).await;
    let nodes = tree(&stage).await;
    assert!(nodes.contains(&"button: Your opinion".into()), "{nodes:#?}");
}

/// Writes down what the card's live regions say, and when; each of them was there before.
const LISTEN: &str = "document.addEventListener('oot:shown', () => { \
    const root = document.querySelector('out-of-ten:not([survey])').shadowRoot; \
    window.said = []; const shown = performance.now(); \
    const note = (region) => region.textContent && window.said.push([region.getAttribute('role'), \
        region.textContent, performance.now() - shown]); \
    new MutationObserver((changes) => { \
        const regions = new Set(changes.map((change) => (change.target.nodeType === 1 ? \
            change.target : change.target.parentElement)?.closest('[role=status], [role=alert]'))); \
        for (const region of regions) if (region) note(region); \
        for (const {addedNodes} of changes) for (const node of addedNodes) \
            for (const region of node.querySelectorAll?.('[role=status], [role=alert]') ?? []) note(region); \
    }).observe(root, {childList: true, characterData: true, subtree: true}); \
    for (const region of root.querySelectorAll('[role=status], [role=alert]')) note(region) })";

#[tokio::test]
async fn each_event_is_spoken_once_by_a_region_that_stood_there_before() {
    let stage = site().await;
    stage.browser.before_pages(LISTEN).await;
    for mode in MODES {
        meet(&stage, mode, LONG).await;
        // A card in the page is read in its place; a dialog that is modal says its name by itself,
        // and who pressed the button is led in.
        let announced = matches!(mode, "popup" | "bar");
        if announced {
            stage.browser.until("window.said.length === 1").await;
        }
        reach(&stage, "chosen").await;
        reach(&stage, "error").await;
        reach(&stage, "thanks").await;
        let all = stage.browser.run("return window.said").await;
        let mut said = all.as_array().unwrap().clone();
        if announced {
            let first = said.remove(0);
            let text = "A short question is waiting at the end of the page.";
            assert_eq!((&first[0], &first[1]), (&json!("status"), &json!(text)), "{mode}");
            assert!(first[2].as_f64().unwrap() > 950.0, "{mode}: the region stood a second before");
        }
        let spoken: Vec<_> = said.iter().map(|said| (said[0].clone(), said[1].clone())).collect();
        let wrong = "Enter a valid e-mail address and tick the box, or clear both.";
        let thanks = "Thank you. Your answer helps Acme get better.";
        let wanted =
            [("alert", wrong), ("status", thanks)].map(|(role, text)| (json!(role), json!(text)));
        assert_eq!(spoken, wanted, "{mode}");
        assert_eq!(stage.card().text(".said").await, thanks);
        let regions = format!("return {ROOT}.querySelectorAll('[role=status]').length");
        assert_eq!(stage.browser.run(&regions).await, 1, "{mode}");
    }
}
