//! What the Install page hands out.

use serde_json::Value;

use crate::harness::{Desk, Page, integrity};

#[tokio::test]
async fn tag_policy_and_guides_follow_the_hosting() {
    let desk = Desk::at("#/install").await;
    let collector = format!("http://{}", desk.collector.address());
    assert!(desk.text("#tag").await.contains(&format!("src=\"{collector}/outoften.js\"")));
    assert!(
        desk.text("#policy").await.contains(&format!("script-src {collector} 'wasm-unsafe-eval'"))
    );
    desk.press("hosting-own").await;
    desk.browser.until("document.getElementById('tag').textContent.includes('data-api')").await;
    assert!(desk.text("#policy").await.contains("script-src 'self' 'wasm-unsafe-eval'"));
    for guide in ["npm", "manager", "wordpress", "shopify", "react", "vue"] {
        assert!(!desk.text(&format!("#guide-{guide}")).await.is_empty(), "{guide}");
    }
    assert!(desk.text("#guide-react").await.contains("dataset.api"));
    desk.press("copy-tag").await;
    assert_eq!(desk.copied().await, desk.text("#tag").await);
}

#[tokio::test]
async fn the_pinned_tag_carries_the_hash_of_the_loader() {
    let desk = Desk::at("#/install").await;
    desk.press("pin").await;
    desk.browser.until("document.getElementById('pinned-tag')").await;
    let tag = desk.text("#pinned-tag").await;
    let path = tag.split("/outoften.js").next().and_then(|start| start.rsplit('/').next()).unwrap();
    assert!(tag.contains(&integrity(&format!("{path}/outoften.js"))), "{tag}");
}

#[tokio::test]
async fn a_pasted_policy_is_told_what_it_stops() {
    let desk = Desk::at("#/install").await;
    desk.put("page-check", "Content-Security-Policy: default-src 'self'").await;
    desk.browser.until("document.querySelectorAll('#obstacles li').length >= 3").await;
    let policy = desk.text("#policy").await;
    desk.put("page-check", &format!("Content-Security-Policy: {}", policy.replace('\n', " ")))
        .await;
    desk.browser.until("document.querySelector('.install .good-news')").await;
}

/// The files of a zip that stores and does not deflate, by name.
fn unpacked(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let number = |at: usize, bytes: usize| -> usize {
        zip[at..at + bytes].iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let end = zip.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
    let mut at = number(end + 16, 4);
    let entry = |_| {
        let (size, name, extra) = (number(at + 24, 4), number(at + 28, 2), number(at + 30, 2));
        let comment = number(at + 32, 2);
        let file = number(at + 42, 4);
        let title = String::from_utf8(zip[at + 46..at + 46 + name].to_vec()).unwrap();
        at += 46 + name + extra + comment;
        let bytes = file + 30 + number(file + 26, 2) + number(file + 28, 2);
        (title, zip[bytes..bytes + size].to_vec())
    };
    (0..number(end + 10, 2)).map(entry).collect()
}

#[tokio::test]
async fn the_folder_for_an_own_server_shows_the_card() {
    let desk = Desk::at("#/install").await;
    desk.press("hosting-own").await;
    desk.browser.until("document.getElementById('bundle')").await;
    desk.put("bundle-languages", "en, es").await;
    desk.press("bundle").await;
    let (name, zip) = desk.saved().await;
    assert_eq!(name, "outoften.zip");
    let files = unpacked(&zip);
    let document = files.iter().find(|(name, _)| name == "outoften/survey.json").unwrap();
    let mut document: Value = serde_json::from_slice(&document.1).unwrap();
    assert_eq!(document["texts"]["es"]["send"], "Enviar");
    document["triggers"]["delay_ms"] = 0.into();

    // On a server of its own, with the page that comes along.
    let site = crate::harness::Site::open().await;
    for (name, bytes) in &files {
        let text = if name.ends_with("survey.json") {
            document.to_string().into_bytes()
        } else {
            bytes.clone()
        };
        site.put(&format!("/{name}"), Page::file(name, text));
    }
    desk.browser.goto(&site.at("/outoften/try.html")).await;
    desk.browser
        .until("document.querySelector('out-of-ten')?.shadowRoot.querySelector('.card')")
        .await;
    assert_eq!(desk.browser.troubles().await, [""; 0]);
}
