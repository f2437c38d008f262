//! Looking at the page and its storage.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, ShadowRoot, Storage};

/// The browser's storage.
pub fn storage() -> Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

/// A page without cards and without memory.
pub fn clean() {
    outoften::widget::exports::close(false);
    for host in hosts() {
        host.remove();
    }
    storage().clear().unwrap();
}

/// Every host element of the page.
pub fn hosts() -> Vec<Element> {
    let document = web_sys::window().unwrap().document().unwrap();
    query(&document, "out-of-ten")
}

/// The shadow root of the only card that is not on its way out.
pub fn root() -> ShadowRoot {
    let mut hosts = hosts();
    hosts.retain(|host| !host.has_attribute("hidden"));
    assert_eq!(hosts.len(), 1, "one card stands");
    hosts[0].shadow_root().unwrap()
}

/// Every element of the card that a selector fits.
pub fn all(selector: &str) -> Vec<HtmlElement> {
    query(&root(), selector)
}

/// The first element of the card that a selector fits.
pub fn one(selector: &str) -> HtmlElement {
    all(selector).into_iter().next().unwrap_or_else(|| panic!("the card has no {selector}"))
}

/// Whether the card has such an element.
pub fn has(selector: &str) -> bool {
    !all(selector).is_empty()
}

/// Waits until every card has faded.
pub async fn faded() {
    for _ in 0..50 {
        if hosts().is_empty() {
            return;
        }
        next_task().await;
    }
    panic!("a card is still there");
}

fn query<T: JsCast>(target: &JsValue, selector: &str) -> Vec<T> {
    let find: js_sys::Function =
        js_sys::Reflect::get(target, &"querySelectorAll".into()).unwrap().into();
    let found = find.call1(target, &selector.into()).unwrap();
    js_sys::Array::from(&found).iter().map(JsCast::unchecked_into).collect()
}

/// Lets the browser do what it has queued.
pub async fn next_task() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().unwrap();
        let set: js_sys::Function =
            js_sys::Reflect::get(&window, &"setTimeout".into()).unwrap().into();
        set.call2(&window, &resolve, &JsValue::from(20)).unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(promise).await.unwrap();
}
