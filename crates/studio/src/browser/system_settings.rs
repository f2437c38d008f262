//! How a card looks where the visitor's system asks for less motion or for its own colours. A page
//! cannot ask the browser for that, so the card's own rules for these cases are put in force.
//!
//! Of forced colours this is an approximation, and the page says so: the palettes are two of many,
//! and a browser keeps transparent grounds transparent, which no style sheet can ask for.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;
use web_sys::ShadowRoot;

/// The condition under which the card's rules for a system's own colours stand.
const FORCED: &str = "forced-colors: active";

/// What a browser does to every element in forced colours, as far as a page can: an id that no
/// element has makes it weigh more than the page's ordinary rules.
const SYSTEM_COLORS: &str = ":is(#oot-x#oot-x, *), :is(#oot-x#oot-x, *)::before, :is(#oot-x#oot-x, *)::after { \
     color: CanvasText; background-color: Canvas; border-color: CanvasText; outline-color: CanvasText; \
     box-shadow: none; text-shadow: none; fill: CanvasText; accent-color: auto } \
     :is(#oot-x#oot-x, *)::placeholder { color: CanvasText; opacity: 1 } \
     :is(#oot-x#oot-x, a), :is(#oot-x#oot-x, a) * { color: LinkText } \
     :is(#oot-x#oot-x, button), :is(#oot-x#oot-x, button) * { color: ButtonText; background-color: ButtonFace; border-color: ButtonText } \
     :is(#oot-x#oot-x, button:disabled) { color: GrayText; border-color: GrayText }";

/// Names of a system's colours, the longer before those that they begin with, in a dark palette and
/// in a light one as Windows has them. Outside forced colours the names give a browser's own greys.
const PALETTE: [(&str, &str, &str); 8] = [
    ("HighlightText", "#263b50", "#fff5e3"),
    ("Highlight", "#8ee3f0", "#903909"),
    ("CanvasText", "#ffffff", "#3d3d3d"),
    ("Canvas", "#202020", "#fffaef"),
    ("ButtonText", "#ffffff", "#202020"),
    ("ButtonFace", "#202020", "#fffaef"),
    ("LinkText", "#75e9fc", "#1c5e75"),
    ("GrayText", "#a6a6a6", "#676767"),
];

/// Colours that stand in for those of a visitor's system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// White on nearly black.
    Dark,
    /// Grey on cream.
    Light,
}

impl Palette {
    /// The rules with colours in place of their names.
    fn paint(self, rules: &str) -> String {
        PALETTE.iter().fold(rules.to_owned(), |text, (name, dark, light)| {
            text.replace(name, if self == Self::Dark { dark } else { light })
        })
    }

    /// For a page of any styles, also those that insist.
    pub fn page(self) -> String {
        let rules = SYSTEM_COLORS.replace(';', " !important;").replace(" }", " !important }");
        self.paint(&rules)
    }
}

const STILL: &str =
    "*, *::before, *::after { animation: none !important; transition: none !important }";

/// Adds the chosen rules to the card's own style sheet.
///
/// # Errors
/// What the browser refused.
pub fn apply(
    root: &ShadowRoot,
    window: &JsValue,
    still: bool,
    system_colors: Option<Palette>,
) -> Result<(), JsValue> {
    let own = sheets_of(root)?.get(0);
    let mut text = String::new();
    if still {
        text.push_str(STILL);
    }
    if let Some(palette) = system_colors {
        text.push_str(&palette.paint(SYSTEM_COLORS));
        // In lower case, as browsers write rules back, names are no longer found.
        text.push_str(&palette.paint(&named_as_written(&rules_of(&own)?)));
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

/// Rules that a browser wrote back, with the names of colours as [`PALETTE`] has them.
fn named_as_written(rules: &str) -> String {
    let names = PALETTE.iter().map(|(name, _, _)| (name.to_ascii_lowercase(), *name));
    names.fold(rules.to_owned(), |text, (lower, name)| text.replace(&lower, name))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_colour_becomes_one() {
        let rules = "a { color: highlighttext; background: highlight; border-color: canvastext }";
        let painted = Palette::Dark.paint(&named_as_written(rules));
        assert_eq!(painted, "a { color: #263b50; background: #8ee3f0; border-color: #ffffff }");
        for palette in [Palette::Dark, Palette::Light] {
            let page = palette.page();
            assert!(!page.contains("Text") && !page.contains("Canvas"), "{page}");
        }
    }
}
