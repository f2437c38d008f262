//! Takes the pictures of README anew, and says how long the Studio's first paint takes. Called by
//! `cargo xtask pictures`, which sets the variables and names the folder.
#![allow(missing_docs)]

#[path = "../e2e/harness/mod.rs"]
mod harness;

use std::path::{Path, PathBuf};

use harness::{Desk, Stage, Start, survey_with};
use serde_json::json;

/// How often the first paint is measured.
const PAINTS: usize = 5;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.expect("the folder for the pictures, as `cargo xtask pictures` names it");
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
    let stage = Stage::with(&survey).await;
    stage.browser.resize(720, 460).await;
    for theme in ["light", "dark"] {
        stage.browser.prefer("prefers-color-scheme", theme).await;
        stage.meet().await;
        stage.card().choose(9).await;
        stage.card().rests().await;
        save(folder, &format!("card-{theme}"), stage.browser.screenshot().await);
        stage.browser.run("localStorage.clear()").await;
    }
    stage.browser.prefer("prefers-color-scheme", "light").await;
    stage.browser.resize(1200, 760).await;
    stage.browser.goto(&format!("{}/demo/", stage.door.origin())).await;
    stage.card().stands().await;
    save(folder, "shop", stage.browser.screenshot().await);
}

/// The pages of the Studio.
async fn studio(folder: &Path) {
    let desk = Desk::at("#/design").await;
    desk.browser.resize(1440, 900).await;
    let look = [
        ("studio-design", "#/design", "light"),
        ("studio-wording", "#/wording", "light"),
        ("studio-install-dark", "#/install", "dark"),
        ("studio-results", "#/results", "light"),
    ];
    for (name, page, theme) in look {
        desk.browser.prefer("prefers-color-scheme", theme).await;
        desk.open(page).await;
        if page == "#/results" {
            desk.press("example").await;
            desk.browser.until("document.querySelector('main svg')").await;
        }
        desk.rests().await;
        save(folder, name, desk.browser.screenshot().await);
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
