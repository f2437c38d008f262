//! How a card looks where the visitor's system asks for less motion or for its own colours. A page
//! cannot ask the browser for that, so the card's own rules for these cases are put in force.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;
use web_sys::ShadowRoot;

/// The condition under which the card's rules for a system's own colours stand.
const FORCED: &str = "forced-colors: active";

/// What a browser does to every element in forced colours, as far as a page can: an id that no
/// element has makes it weigh more than the card's ordinary rules.
const SYSTEM_COLORS: &str = ":is(#oot-x#oot-x, *), :is(#oot-x#oot-x, *)::before { color: CanvasText; \
     background: Canvas; border-color: CanvasText; box-shadow: none; text-shadow: none; fill: currentColor } \
     :is(#oot-x#oot-x, button), :is(#oot-x#oot-x, button) * { color: ButtonText; background: ButtonFace }";

const STILL: &str =
    "*, *::before, *::after { animation: none !important; transition: none !important }";

/// Puts the wanted rules on top of the card's own; both `false` leaves it as it is.
///
/// # Errors
/// What the browser refused.
pub fn put_on(
    root: &ShadowRoot,
    window: &JsValue,
    still: bool,
    system_colors: bool,
) -> Result<(), JsValue> {
    let own = sheets_of(root)?.get(0);
    let mut text = String::new();
    if still {
        text.push_str(STILL);
    }
    if system_colors {
        text.push_str(SYSTEM_COLORS);
        text.push_str(&rules_of(&own)?);
    }
    let extra = super::frame::sheet(window, &text)?;
    Reflect::set(root, &"adoptedStyleSheets".into(), &Array::of2(&own, &extra)).map(drop)
}

/// The list may be another window's, so nothing asks whether it is an instance of this one's.
fn sheets_of(root: &ShadowRoot) -> Result<Array, JsValue> {
    Ok(Array::from(&Reflect::get(root, &"adoptedStyleSheets".into())?))
}

/// The rules that the card has for forced colours, each made stronger than all others.
fn rules_of(sheet: &JsValue) -> Result<String, JsValue> {
    let mut text = String::new();
    for rule in list(sheet)? {
        let condition = Reflect::get(&rule, &"conditionText".into())?.as_string();
        if condition.is_some_and(|condition| condition.contains(FORCED)) {
            for rule in list(&rule)? {
                let rule = Reflect::get(&rule, &"cssText".into())?.as_string().unwrap_or_default();
                text.push_str(&rule.replace(';', " !important;"));
            }
        }
    }
    Ok(text)
}

/// The rules of a sheet or of a group.
fn list(of: &JsValue) -> Result<Vec<JsValue>, JsValue> {
    Ok(Array::from(&Reflect::get(of, &"cssRules".into())?).to_vec())
}

/// Everything that styles a shadow root, as text.
///
/// # Errors
/// What the browser refused.
pub fn styles_of(root: &ShadowRoot) -> Result<String, JsValue> {
    let sheets = sheets_of(root)?;
    let mut text = String::new();
    for sheet in sheets.iter() {
        for rule in list(&sheet)? {
            text.push_str(&Reflect::get(&rule, &"cssText".into())?.as_string().unwrap_or_default());
        }
    }
    Ok(text)
}
