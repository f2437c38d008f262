//! `cargo xtask pictures`: takes the pictures of README, and says how long the Studio's first paint takes;
//! `cards`: those of every card.
#![allow(missing_docs)]

mod every;
#[path = "../e2e/harness/mod.rs"]
mod harness;

use std::path::{Path, PathBuf};

use harness::{Desk, Stage, Start, survey_with};
use serde_json::json;

/// How often the first paint is measured.
const PAINTS: usize = 5;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().map(PathBuf::from);
    let folder = folder.expect("the folder for the pictures, as `cargo xtask pictures` names it");
    if arguments.next().as_deref() == Some("cards") {
        return every::cards(&folder, arguments.next().as_deref()).await;
    }
    cards(&folder).await;
    studio(&folder).await;
    println!(
        "first paint of the Studio: {} ms (median of {PAINTS}, nothing cached)",
        paint().await
    );
}

/// The card by itself, light and dark, and on the demo shop.
async fn cards(folder: &Path) {
    let survey = survey_with(&json!({"brand": {"name": "Thistle & Fen", "color": "#2f6b4f"}}));
    for theme in ["light", "dark"] {
        // Each in a browser of its own, which remembers nothing.
        let stage = Stage::with(&survey).await;
        stage.browser.resize(720, 520).await;
        stage.browser.prefer("prefers-color-scheme", theme).await;
        stage.meet().await;
        stage.card().choose(9).await;
        stage.card().rests().await;
        save(folder, &format!("card-{theme}"), stage.browser.screenshot().await);
    }
    let stage = Stage::with(&survey).await;
    stage.browser.resize(1200, 760).await;
    stage.browser.goto(&format!("{}/demo/", stage.door.origin())).await;
    stage.card().stands().await;
    stage.card().rests().await;
    save(folder, "shop", stage.browser.screenshot().await);
}

/// The pages of the Studio.
async fn studio(folder: &Path) {
    let desk = Desk::at("#/design").await;
    desk.browser.resize(1440, 900).await;
    answers(&desk).await;
    let look = [
        ("studio-design", "#/design", "light"),
        ("studio-modal-dark", "#/design", "dark"),
        ("studio-wording", "#/wording", "light"),
        ("studio-install-dark", "#/install", "dark"),
        ("studio-results", "#/results", "light"),
        ("studio-follow-up", "#/follow-up", "light"),
    ];
    for (name, page, theme) in look {
        desk.browser.prefer("prefers-color-scheme", theme).await;
        desk.open(page).await;
        arrange(&desk, name).await;
        desk.rests().await;
        save(folder, name, desk.browser.screenshot().await);
    }
}

/// Brings a page to where its picture is taken.
async fn arrange(desk: &Desk, name: &str) {
    match name {
        "studio-results" => {
            desk.press("example").await;
            desk.browser.until("document.querySelector('#comments .comments li')").await;
            desk.browser.until("document.querySelector('#themes h3')").await;
        }
        "studio-follow-up" => {
            desk.put("collector-token", &desk.collector.token()).await;
            desk.press("read-queue").await;
            desk.browser.until("document.querySelector('#cases li')").await;
            desk.press("case-answer-0003").await;
            desk.browser.until("document.querySelector('#reply-reason')?.value.trim()").await;
        }
        "studio-modal-dark" => {
            desk.press("display-mode-modal").await;
            desk.press("dark-phone").await;
            desk.press("path-promoter").await;
            let chosen = "querySelector('out-of-ten')?.shadowRoot.querySelector('dialog :checked')";
            let frame = "document.querySelector('#frame-phone iframe')?.contentDocument";
            desk.browser.until(&format!("{frame}?.{chosen}")).await;
            arrived(desk).await;
        }
        "studio-design" => arrived(desk).await,
        _ => {}
    }
}

/// Waits until a card stands in each frame; it arrives from nothing, in each by itself.
async fn arrived(desk: &Desk) {
    let frames = "[...document.querySelectorAll('.stage iframe')]";
    let root = "frame.contentDocument.querySelector('out-of-ten')?.shadowRoot";
    let moves = format!("{root}.getAnimations().some(motion => motion.playState === 'running')");
    desk.browser.until(&format!("{frames}.every(frame => {root} && !{moves})")).await;
}

/// Some unhappy answers, for the queue.
async fn answers(desk: &Desk) {
    desk.collector.put(&json!({"id": "alder-coffee", "contact": {"classes": ["detractor"]}})).await;
    let said = [
        (3, "Two weeks for a delivery, and nobody answered my mail.", "ana@shop.example"),
        (6, "Good coffee, but too expensive since spring.", ""),
        (0, "The bag was open and half of the beans were gone.", "jo@mail.example"),
        (2, "I was charged twice and nobody called back.", "lee@mail.example"),
        (5, "", ""),
    ];
    for (index, (score, words, address)) in said.into_iter().enumerate() {
        let mut answer = json!({"v": 1, "survey": "alder-coffee", "id": format!("answer-{index:04}"),
            "rev": 1, "metric": "nps", "score": score, "done": true, "lang": "en"});
        if !words.is_empty() {
            answer["comment"] = words.into();
        }
        if !address.is_empty() {
            answer["contact"] = json!({"address": address, "agreed": true});
        }
        let (status, reply) = desk.collector.post(&answer).await;
        assert_eq!(status, 202, "{reply}");
    }
}

/// Milliseconds from asking for the Studio to its first content, on this machine.
async fn paint() -> u64 {
    let desk = Desk::closed(Start::default()).await;
    let mut times = Vec::new();
    for _ in 0..PAINTS {
        desk.open("#/design").await;
        let script = "const done = arguments[0]; new PerformanceObserver((list) => \
                      done(list.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0))\
                      .observe({type: 'paint', buffered: true})";
        let time = desk.browser.run_async(script).await;
        times.push(time.as_f64().expect("the browser says when it painted"));
    }
    times.sort_by(f64::total_cmp);
    times.get(PAINTS / 2).copied().unwrap_or_default().round() as u64
}

fn save(folder: &Path, name: &str, png: Vec<u8>) {
    let file = folder.join(format!("{name}.png"));
    std::fs::write(&file, png).unwrap_or_else(|error| panic!("{file:?}: {error}"));
    println!("wrote {}", file.display());
}
