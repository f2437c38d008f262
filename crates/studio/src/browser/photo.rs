//! A picture of a card: its elements and its styles, drawn by the browser inside an
//! SVG. Some browsers let no page read such a drawing; the caller says so.

use super::{picture, system_settings};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement, ShadowRoot};

/// Room around the card for its shadow, in pixels.
const MARGIN: f64 = 28.0;

/// Saves the card of a host element as a PNG.
///
/// # Errors
/// What the browser refused: most often that a drawing with elements in it may not be read.
pub async fn save(host: &HtmlElement, name: &str) -> Result<(), JsValue> {
    let root = host.shadow_root().ok_or("no shadow root")?;
    let card = root.query_selector(".card")?.ok_or("no card")?;
    let card: HtmlElement = card.unchecked_into();
    let width = f64::from(card.offset_width());
    let height = f64::from(card.offset_height());
    let copy = copy_of(host, &root)?;
    let markup = web_sys::XmlSerializer::new()?.serialize_to_string(&copy)?;
    // What stands for the shadow's host here is an ordinary element.
    let styles = system_settings::styles_of(&root)?.replace(":host(", ".oot-host:is(");
    let styles = styles.replace(":host", ".oot-host").replace('&', "&amp;").replace('<', "&lt;");
    let (whole_width, whole_height) = (width + 2.0 * MARGIN, height + 2.0 * MARGIN);
    // Wherever it stands on the page, in the picture it stands in the middle.
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole_width}\" height=\"{whole_height}\">\
         <foreignObject x=\"{MARGIN}\" y=\"{MARGIN}\" width=\"{whole_width}\" height=\"{whole_height}\">\
         <div xmlns=\"http://www.w3.org/1999/xhtml\"><style>{styles} .card.card {{ animation: none !important; \
         position: relative; display: block; width: auto; height: auto; max-height: none; margin: 0; \
         transform: none }}</style><div style=\"width: {width}px\">{markup}</div></div></foreignObject></svg>",
    );
    picture::save_markup(&svg, name, (whole_width, whole_height)).await
}

/// The host with what is in its shadow as ordinary children, and what was typed as attributes.
fn copy_of(host: &HtmlElement, root: &ShadowRoot) -> Result<Element, JsValue> {
    let copy: Element = host.clone_node_with_deep(false)?.unchecked_into();
    copy.set_attribute("class", "oot-host")?;
    copy.remove_attribute("popover")?;
    copy.set_attribute("data-at", "inline")?;
    copy.set_attribute("style", "max-width: none !important")?;
    let children = root.children();
    for child in (0..children.length()).filter_map(|index| children.item(index)) {
        copy.append_child(&child.clone_node_with_deep(true)?)?;
    }
    let (from, to) =
        (root.query_selector_all("input, textarea")?, copy.query_selector_all("input, textarea")?);
    for index in 0..from.length() {
        let (Some(from), Some(to)) = (from.item(index), to.item(index)) else { continue };
        let to: Element = to.unchecked_into();
        // Elements of a frame's page are no instances of this window's classes.
        if from.node_name().eq_ignore_ascii_case("textarea") {
            to.set_text_content(Some(&from.unchecked_into::<HtmlTextAreaElement>().value()));
            continue;
        }
        match from.unchecked_into::<HtmlInputElement>().checked() {
            true => to.set_attribute("checked", "")?,
            false => to.remove_attribute("checked")?,
        }
    }
    Ok(copy)
}
