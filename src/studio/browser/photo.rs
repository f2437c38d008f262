//! A picture of a card as it stands: its elements and its styles, drawn by the browser inside an
//! SVG. Some browsers let no page read such a drawing; the caller says so.

use super::{picture, simulate};
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
    // The frame around may be shrunk; the picture is not.
    let scale = card.get_bounding_client_rect().width() / f64::from(card.offset_width());
    let distance = |card: f64, host: f64| (card - host) / scale;
    let (place, around) = (card.get_bounding_client_rect(), host.get_bounding_client_rect());
    let left = distance(place.left(), around.left()) - MARGIN;
    let top = distance(place.top(), around.top()) - MARGIN;
    let width = f64::from(card.offset_width()) + 2.0 * MARGIN;
    let height = f64::from(card.offset_height()) + 2.0 * MARGIN;
    let copy = copy_of(host, &root)?;
    let markup = web_sys::XmlSerializer::new()?.serialize_to_string(&copy)?;
    // What stands for the shadow's host here is an ordinary element.
    let styles = simulate::styles_of(&root)?.replace(":host(", ".oot-host:is(");
    let styles = styles.replace(":host", ".oot-host").replace('&', "&amp;").replace('<', "&lt;");
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <foreignObject x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\">\
         <div xmlns=\"http://www.w3.org/1999/xhtml\"><style>{styles} .card {{ animation: none !important }}</style>\
         <div style=\"width: {}px\">{markup}</div></div></foreignObject></svg>",
        -left,
        -top,
        width + left.max(0.0) + MARGIN,
        height + top.max(0.0) + MARGIN,
        f64::from(host.offset_width()),
    );
    picture::save_markup(&svg, name, (width, height)).await
}

/// The host with what is in its shadow as ordinary children, and what was typed as attributes.
fn copy_of(host: &HtmlElement, root: &ShadowRoot) -> Result<Element, JsValue> {
    let copy: Element = host.clone_node_with_deep(false)?.unchecked_into();
    copy.set_attribute("class", "oot-host")?;
    copy.remove_attribute("popover")?;
    let children = root.children();
    for child in (0..children.length()).filter_map(|index| children.item(index)) {
        copy.append_child(&child.clone_node_with_deep(true)?)?;
    }
    let (from, to) =
        (root.query_selector_all("input, textarea")?, copy.query_selector_all("input, textarea")?);
    for index in 0..from.length() {
        let (Some(from), Some(to)) = (from.item(index), to.item(index)) else { continue };
        if let Some(input) = from.dyn_ref::<HtmlInputElement>() {
            let to: Element = to.unchecked_into();
            match input.checked() {
                true => to.set_attribute("checked", "")?,
                false => to.remove_attribute("checked")?,
            }
        } else if let Some(area) = from.dyn_ref::<HtmlTextAreaElement>() {
            to.set_text_content(Some(&area.value()));
        }
    }
    Ok(copy)
}
