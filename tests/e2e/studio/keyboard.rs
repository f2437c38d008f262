//! The Studio by keyboard alone.

use fantoccini::key::Key;
use serde_json::Value;

use super::pages::PAGES;
use crate::harness::Desk;

/// What Tab should come to: everything that takes focus and is to be seen; of a group of radios
/// one.
const TABBABLE: &str = "const groups = new Set(); let count = 0;\
    for (const element of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex=\"0\"]')) {\
      if (element.disabled || !element.checkVisibility({visibilityProperty: true})) continue;\
      if (element.type === 'radio') { if (groups.has(element.name)) continue; groups.add(element.name); }\
      count += 1; } return count";

/// What has the focus, inside of cards too: a name, and whether it shows.
const FOCUSED: &str = "let at = document.activeElement; if (!at || at === document.body) return null;\
    const inner = (at) => at.shadowRoot?.activeElement ?? at.contentDocument?.activeElement;\
    while (inner(at)) at = inner(at);\
    const drawn = [at, at.parentElement, at.nextElementSibling].filter(Boolean);\
    const shows = (style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none';\
    return [at.id || at.textContent.trim().slice(0, 40) || at.localName, at.name || '',\
    drawn.some((element) => shows(getComputedStyle(element)))]";

async fn walk(desk: &Desk) -> Vec<(String, bool)> {
    let mut seen = Vec::new();
    desk.browser
        .run("document.activeElement?.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
        .await;
    for _ in 0..400 {
        desk.browser.press(&[Key::Tab]).await;
        let Value::Array(parts) = desk.browser.run(FOCUSED).await else { break };
        let name = format!("{}{}", parts[0].as_str().unwrap(), parts[1].as_str().unwrap());
        seen.push((name, parts[2] == true));
    }
    seen
}

#[tokio::test]
async fn tab_comes_to_everything_and_shows_where_it_is() {
    let desk = Desk::at("#/design").await;
    for page in PAGES {
        desk.open(page).await;
        desk.unfold().await;
        let wanted = desk.browser.run(TABBABLE).await.as_u64().unwrap();
        let seen = walk(&desk).await;
        let hidden: Vec<_> = seen.iter().filter(|(_, shows)| !shows).collect();
        assert!(hidden.is_empty(), "{page}: the focus does not show at {hidden:?}");
        assert!(seen.len() as u64 >= wanted, "{page}: {} of {wanted}: {seen:?}", seen.len());
    }
}

#[tokio::test]
async fn a_design_is_made_without_a_pointer() {
    let desk = Desk::at("#/design").await;
    let focus = async |id: &str| {
        for _ in 0..200 {
            desk.browser.press(&[Key::Tab]).await;
            if desk.browser.run("return document.activeElement.id").await == id {
                return;
            }
        }
        panic!("Tab does not lead to {id}");
    };
    desk.browser.press(&[Key::Tab, Key::Enter]).await;
    assert_eq!(desk.browser.run("return document.activeElement.id").await, "page");
    focus("field-brand.name").await;
    desk.browser.type_text("!").await;
    desk.browser.until("document.getElementById('field-brand.name').value.includes('!')").await;
    focus("brand-theme-auto").await;
    desk.browser.press(&[Key::Right, Key::Right]).await;
    desk.browser.until("localStorage.getItem('oot:studio:draft')?.includes('\"dark\"')").await;
    // Undo by keyboard, outside of a text field; not by a key that an input method takes.
    focus("start-over").await;
    let composing = "for (const more of [{isComposing: true}, {keyCode: 229}]) window.dispatchEvent(\
                     new KeyboardEvent('keydown', {key: 'z', ctrlKey: true, ...more}))";
    desk.browser.run(composing).await;
    assert!(
        desk.browser
            .run("return localStorage.getItem('oot:studio:draft')")
            .await
            .to_string()
            .contains("dark")
    );
    desk.browser.press_with(Key::Control, 'z').await;
    desk.browser.until("!localStorage.getItem('oot:studio:draft')?.includes('\"dark\"')").await;
}
