//! A chart of the page as a file: SVG as it is, or drawn onto a canvas for PNG.

use super::download;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlImageElement, Url};

/// Pixels of the picture per unit of the drawing.
const SHARPNESS: f64 = 2.0;

/// The drawing as a document of its own. Colours come from the page's style sheet, so the values
/// in force are written into the copy.
///
/// # Errors
/// What the browser refused.
pub fn svg_text(svg: &Element) -> Result<String, JsValue> {
    let copy: Element = svg.clone_node_with_deep(true)?.unchecked_into();
    copy.set_attribute("xmlns", "http://www.w3.org/2000/svg")?;
    freeze(svg, &copy)?;
    web_sys::XmlSerializer::new()?.serialize_to_string(&copy)
}

fn freeze(from: &Element, to: &Element) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    if let Some(style) = window.get_computed_style(from)? {
        for name in ["fill", "stroke", "opacity", "font-family", "font-size", "font-weight"] {
            to.set_attribute(name, &style.get_property_value(name)?)?;
        }
    }
    to.remove_attribute("class")?;
    let (originals, copies) = (from.children(), to.children());
    for index in 0..originals.length() {
        if let (Some(from), Some(to)) = (originals.item(index), copies.item(index)) {
            freeze(&from, &to)?;
        }
    }
    Ok(())
}

/// Saves the drawing as a PNG of `width` by `height` units, on white.
///
/// # Errors
/// What the browser refused.
pub async fn save_png(svg: &Element, name: &str, size: (f64, f64)) -> Result<(), JsValue> {
    let blob = download::blob("image/svg+xml", svg_text(svg)?.as_bytes())?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let drawn = draw(&address, size, Some("#ffffff")).await;
    Url::revoke_object_url(&address)?;
    hand_over(&drawn?, name)
}

/// Saves an SVG given as text as a PNG, on nothing. By its text as an address, because a blob with
/// elements in it makes the canvas unreadable.
///
/// # Errors
/// What the browser refused.
pub async fn save_markup(svg: &str, name: &str, size: (f64, f64)) -> Result<(), JsValue> {
    let text: String = js_sys::encode_uri_component(svg).into();
    let drawn = draw(&format!("data:image/svg+xml;charset=utf-8,{text}"), size, None).await;
    hand_over(&drawn?, name)
}

async fn draw(
    address: &str,
    (width, height): (f64, f64),
    ground: Option<&str>,
) -> Result<HtmlCanvasElement, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await?;
    let document = super::document().ok_or("no document")?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    let (width, height) = (width * SHARPNESS, height * SHARPNESS);
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = canvas.get_context("2d")?.ok_or("no canvas")?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    if let Some(ground) = ground {
        context.set_fill_style_str(ground);
        context.fill_rect(0.0, 0.0, width, height);
    }
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    Ok(canvas)
}

fn hand_over(canvas: &HtmlCanvasElement, name: &str) -> Result<(), JsValue> {
    let name = name.to_owned();
    let done = Closure::once_into_js(move |blob: JsValue| {
        if let Ok(blob) = blob.dyn_into() {
            drop(download::save_blob(&name, &blob));
        }
    });
    canvas.to_blob(done.unchecked_ref())
}
