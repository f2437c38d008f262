//! The page inside an `<iframe>` of the Studio: a window of its own, of the same origin.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Document, Element, HtmlElement, HtmlIFrameElement};

/// A difference in scale too small to see.
const SLACK: f64 = 0.01;

/// A page in a frame.
#[derive(Clone, Debug)]
pub struct Page {
    window: JsValue,
    document: Document,
}

impl Page {
    /// The page that a frame shows now.
    pub fn of(frame: &HtmlIFrameElement) -> Option<Self> {
        let document = frame.content_document()?;
        let window = frame.content_window()?.into();
        Some(Self { window, document })
    }

    /// Its window.
    pub fn window(&self) -> &JsValue {
        &self.window
    }

    /// Its outermost element.
    pub fn root(&self) -> Option<Element> {
        self.document.document_element()
    }

    /// Its body.
    pub fn body(&self) -> Option<HtmlElement> {
        self.document.body()
    }

    /// The first element that a selector finds.
    pub fn find(&self, selector: &str) -> Option<Element> {
        self.document.query_selector(selector).ok().flatten()
    }

    /// Scrolls the page until the end of an element is in view, and nothing around the frame.
    pub fn scroll_to_end_of(&self, element: &Element) {
        let Some(root) = self.root() else { return };
        let end = element.get_bounding_client_rect().bottom() as i32 + root.scroll_top();
        root.set_scroll_top(end - root.client_height());
    }

    /// Gives the page its style sheets, the later above the earlier; it has no others.
    ///
    /// # Errors
    /// What the browser refused.
    pub fn dress(&self, styles: &[&str]) -> Result<(), JsValue> {
        let sheets = Array::new();
        for styles in styles {
            let sheet: JsValue = sheet(&self.window, styles)?.into();
            sheets.push(&sheet);
        }
        Reflect::set(&self.document, &"adoptedStyleSheets".into(), &sheets).map(drop)
    }

    /// Says in which language the page is, its direction, and its kind as a class.
    pub fn describe(&self, language: &str, is_rtl: bool, kind: &str) {
        let Some(root) = self.root() else { return };
        let direction = if is_rtl { "rtl" } else { "ltr" };
        for (name, value) in [("lang", language), ("dir", direction), ("class", kind)] {
            // Fails only for an impossible name; the names are ours.
            drop(root.set_attribute(name, value));
        }
    }
}

/// The page of the first frame that a selector finds.
pub fn first(selector: &str) -> Option<Page> {
    let frame = super::document()?.query_selector(selector).ok().flatten()?;
    Page::of(&frame.unchecked_into())
}

/// A constructed sheet that the pages of a window may adopt.
///
/// # Errors
/// What the browser refused.
pub fn sheet(window: &JsValue, styles: &str) -> Result<CssStyleSheet, JsValue> {
    let make = Reflect::get(window, &"CSSStyleSheet".into())?.dyn_into::<Function>()?;
    let sheet: CssStyleSheet = Reflect::construct(&make, &Array::new())?.unchecked_into();
    sheet.replace_sync(styles)?;
    Ok(sheet)
}

/// Does something to a frame, and leaves the focus where it is: a modal dialog takes it, and
/// somebody may be typing in the panel.
pub fn keep_focus<T>(does: impl FnOnce() -> T) -> T {
    let focused = || super::document().and_then(|document| document.active_element());
    let before = focused();
    let done = does();
    if let Some(before) = before.filter(|before| focused().as_ref() != Some(before)) {
        let before: HtmlElement = before.unchecked_into();
        drop(before.focus());
    }
    done
}

/// Scales the device frame in the element of this id to the width of its place. The style sheet
/// does this by itself; WebKitGTK 2.50 computes it wrongly, which is corrected here.
pub fn scale_to_place(id: &str) {
    let inside = |selector: &str| -> Option<HtmlElement> {
        let device: Element = super::document()?.get_element_by_id(id)?;
        device.query_selector(selector).ok().flatten()?.dyn_into().ok()
    };
    let (Some(place), Some(glass)) = (inside(".glass-place"), inside(".glass")) else { return };
    let whole = f64::from(glass.offset_width());
    if whole <= 0.0 {
        return;
    }
    let wanted = (f64::from(place.client_width()) / whole).min(1.0);
    let is = glass.get_bounding_client_rect().width() / whole;
    if (is - wanted).abs() > SLACK {
        // A length of the place's own style; a browser takes it or leaves it.
        drop(place.style().set_property("--scale", &wanted.to_string()));
    }
}
