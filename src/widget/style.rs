//! The card's style sheet and the figures of it that a brand sets.
//!
//! The sheet is constructed, not written into the page: a content security policy that forbids
//! inline styles does not touch it. Brand values go in property by property for the same reason.

use js_sys::{Array, Function, Reflect};
use outoften_core::color::{Accent, Color};
use outoften_core::decimal::decimal;
use outoften_core::survey::Brand;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, ShadowRoot};

/// The sheet of every card, without comments and needless space (see `build.rs`).
pub(super) const CARD: &str = include_str!(concat!(env!("OUT_DIR"), "/card.css"));

/// The same with the scales that few surveys want, which the shipped widget fetches when it needs them.
pub(super) const WHOLE: &str = concat!(
    include_str!(concat!(env!("OUT_DIR"), "/card.css")),
    include_str!(concat!(env!("OUT_DIR"), "/looks.css"))
);

/// Puts a sheet into a shadow root.
pub(super) fn adopt(root: &ShadowRoot, css: &str) -> Result<(), JsValue> {
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(css)?;
    Reflect::set(root, &"adoptedStyleSheets".into(), &Array::of1(&sheet)).map(drop)
}

/// The whole sheet for a root that has moved into another window's page: a sheet belongs to the page it
/// was made in.
pub(super) fn adopt_in(shadow: &ShadowRoot, window: &JsValue) -> Result<(), JsValue> {
    let make = Reflect::get(window, &"CSSStyleSheet".into())?.dyn_into::<Function>()?;
    let sheet: CssStyleSheet = Reflect::construct(&make, &Array::new())?.unchecked_into();
    sheet.replace_sync(WHOLE)?;
    Reflect::set(shadow, &"adoptedStyleSheets".into(), &Array::of1(&sheet)).map(drop)
}

/// The custom properties of a brand, in both themes. The sheet lets a page's own properties of the
/// names `--oot-…` win over them. Without a font of the brand's the sheet has its own.
pub(super) fn brand_properties(brand: &Brand, font: Option<String>) -> Vec<(&'static str, String)> {
    let color = Color::parse(&brand.color).unwrap_or(Color::BLACK);
    let light = Accent::of(color, Color::LIGHT_SURFACE);
    let dark = Accent::of(color, Color::DARK_SURFACE);
    let band = brand.band();
    let mut radius = decimal(brand.radius_px.into());
    radius.push_str("px");
    vec![
        ("--font", font.unwrap_or_else(|| "initial".to_owned())),
        ("--fill-light", light.fill.to_hex()),
        ("--on-fill-light", light.text.to_hex()),
        ("--fill-dark", dark.fill.to_hex()),
        ("--on-fill-dark", dark.text.to_hex()),
        ("--radius", radius),
        // Nothing, until a keyboard comes up (`www/display-events/keyboard.js`).
        ("--covered", "0px".to_owned()),
        ("--cover", band.to_hex()),
        ("--on-cover", band.text_on().to_hex()),
    ]
}
