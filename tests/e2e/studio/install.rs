//! What the Install page hands out.

use serde_json::{Value, json};

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
    let hash = integrity(&format!("{path}/outoften.js"));
    assert!(tag.contains(&hash), "{tag}");
    // The same bytes from the site's own server, and for pages that import the loader.
    desk.press("hosting-own").await;
    let own = format!(
        "document.getElementById('pinned-tag').textContent.includes('\"/outoften/{path}/outoften.js\"')"
    );
    desk.browser.until(&own).await;
    let tag = desk.text("#pinned-tag").await;
    assert!(tag.contains(&hash) && tag.contains("data-api="), "{tag}");
    let map = desk.text("#pinned-map").await;
    let map = map.lines().filter(|line| !line.contains("script")).collect::<String>();
    let map: Value = serde_json::from_str(&map).unwrap();
    assert_eq!(map["integrity"][format!("/outoften/{path}/outoften.js")], json!(hash));
    let rows = "return [...document.querySelectorAll('#hashes tr')].map(row => row.textContent)";
    let rows = desk.browser.run(rows).await;
    let rows: Vec<&str> = rows.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(rows.iter().any(|row| row.contains("card.wasm")), "{rows:?}");
    assert!(rows.iter().all(|row| row.contains("sha384-")), "{rows:?}");
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
    // A page's source: its own policy, and whether the tag is in it.
    let page = "<!doctype html><html><meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\"></html>";
    desk.put("page-check", page).await;
    desk.browser.until("document.querySelectorAll('#obstacles li').length === 3").await;
    assert!(desk.text("#obstacles").await.contains("The tag is not in this page."));
    // What is right for the collector is not for a server of one's own.
    desk.put("page-check", &format!("Content-Security-Policy: {}", policy.replace('\n', " ")))
        .await;
    desk.browser.until("document.querySelector('.install .good-news')").await;
    desk.press("hosting-own").await;
    desk.browser
        .until("document.querySelector('#obstacles')?.textContent.includes(\"'self'\")")
        .await;
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
    let readme = files.iter().find(|(name, _)| name == "outoften/README.txt").unwrap();
    let readme = String::from_utf8(readme.1.clone()).unwrap();
    assert!(readme.contains("integrity=\"sha384-"), "{readme}");

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
