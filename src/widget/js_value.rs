//! JavaScript values as documents. The only module that reads foreign objects.
//!
//! Getters of a foreign object may throw; that reads as absent.

use js_sys::{Array, Function, Object, Reflect};
use outoften_core::language::{Likely, plain};
use outoften_core::node::Node;
use wasm_bindgen::{JsCast, JsValue};

/// A JavaScript value, read by the same readers as the collector's JSON.
pub struct JsNode(
    /// The value.
    pub JsValue,
);

impl Node for JsNode {
    fn is_null(&self) -> bool {
        self.0.is_null()
    }
    fn as_text(&self) -> Option<String> {
        self.0.as_string()
    }
    fn as_number(&self) -> Option<f64> {
        self.0.as_f64()
    }
    fn as_flag(&self) -> Option<bool> {
        self.0.as_bool()
    }
    fn items(self) -> Option<Vec<Self>> {
        Array::is_array(&self.0).then(|| self.0.unchecked_ref::<Array>().iter().map(Self).collect())
    }
    fn entries(self) -> Option<Vec<(String, Self)>> {
        if !self.0.is_object() || Array::is_array(&self.0) {
            return None;
        }
        let names = Object::keys(self.0.unchecked_ref::<Object>());
        let entries = names.iter().filter_map(|name| {
            let value = Reflect::get(&self.0, &name).ok()?;
            Some((name.as_string()?, Self(value)))
        });
        Some(entries.collect())
    }
}

/// The texts of a list; what is no text is left out.
pub(super) fn texts(list: JsValue) -> Vec<String> {
    JsNode(list).items().unwrap_or_default().iter().filter_map(Node::as_text).collect()
}

/// A property of an object; `undefined` where there is none.
pub(super) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// Whether the browser says that its user does not want to be recognised (Global Privacy Control).
pub(super) fn asks_for_privacy() -> bool {
    super::global::window()
        .is_some_and(|page| get(&get(&page, "navigator"), "globalPrivacyControl").is_truthy())
}

/// What a language tag means by the browser's own tables. What it does not read means only itself.
#[must_use]
pub fn likely(tag: &str) -> Likely {
    if cfg!(not(target_arch = "wasm32")) {
        return plain(tag);
    }
    look_up(tag).unwrap_or_else(|_| Likely { language: tag.to_owned(), ..Likely::default() })
}

fn look_up(tag: &str) -> Result<Likely, JsValue> {
    let tag: String = tag.chars().map(|sign| if sign == '_' { '-' } else { sign }).collect();
    let page = super::global::window().ok_or(JsValue::NULL)?;
    let make: Function = get(&get(&page, "Intl"), "Locale").dyn_into()?;
    let locale = Reflect::construct(&make, &Array::of1(&tag.into()))?;
    let maximize: Function = get(&locale, "maximize").dyn_into()?;
    let most = maximize.call0(&locale)?;
    let text = |of: &JsValue, name| get(of, name).as_string().unwrap_or_default();
    Ok(Likely {
        language: text(&most, "language"),
        script: text(&most, "script"),
        region: text(&locale, "region"),
    })
}
