//! What languages are called, in themselves. Those with ready wordings are in a table, because
//! browsers know only some of them in their own language; the browser is asked for others.

use js_sys::{Array, Function, Object, Reflect};
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static KNOWN: RefCell<HashMap<String, String>> = RefCell::new(HashMap::new());
}

/// The languages with ready wordings.
const NAMES: [(&str, &str); 47] = [
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("id", "Bahasa Indonesia"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mk", "Македонски"),
    ("ms", "Bahasa Melayu"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português (Portugal)"),
    ("pt-BR", "Português (Brasil)"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("zh", "简体中文"),
    ("zh-TW", "繁體中文"),
];

/// A language's own name with its tag, `Português (Brasil) · pt-BR`; the tag alone where the
/// browser knows no name.
pub fn name(tag: &str) -> String {
    if let Some(known) = KNOWN.with_borrow(|known| known.get(tag).cloned()) {
        return known;
    }
    let ready = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag));
    let ready = ready.map(|(_, name)| (*name).to_owned());
    let own = ready.or_else(|| own_name(tag).ok().flatten()).filter(|own| own != tag);
    let name = own.map_or(tag.to_owned(), |own| format!("{} · {tag}", with_capital(&own)));
    KNOWN.with_borrow_mut(|known| known.insert(tag.to_owned(), name.clone()));
    name
}

/// `new Intl.DisplayNames([tag], {type: 'language'}).of(tag)`
fn own_name(tag: &str) -> Result<Option<String>, JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
    let maker: Function = Reflect::get(&intl, &"DisplayNames".into())?.dyn_into()?;
    let kind = Object::new();
    Reflect::set(&kind, &"type".into(), &"language".into())?;
    let names = Reflect::construct(&maker, &Array::of2(&Array::of1(&tag.into()), &kind))?;
    let of: Function = Reflect::get(&names, &"of".into())?.dyn_into()?;
    Ok(of.call1(&names, &tag.into())?.as_string())
}

/// Most languages write their names small; a menu looks better with capitals.
fn with_capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::NAMES;

    #[test]
    fn every_language_with_ready_wordings_has_a_name_of_its_own() {
        let tags: Vec<&str> = NAMES.iter().map(|(tag, _)| *tag).collect();
        assert_eq!(tags, crate::document::ready_texts::languages());
        let mut names: Vec<&str> = NAMES.iter().map(|(_, name)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NAMES.len());
    }
}
