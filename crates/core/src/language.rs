//! Language tags: which of the available languages a visitor gets, and its direction.
//!
//! A region falls back to its base, the base to the survey's own language, and that to whatever
//! there is: a card is never hidden for want of a language.

/// The language of a tag without region or script: `pt` of `pt-BR`.
#[must_use]
pub fn base(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// Whether this looks like a BCP 47 tag: letters and digits in parts of 1 to 8, the first of 2 or
/// 3 letters.
#[must_use]
pub fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// What an error says of a name that is no tag.
pub(crate) const NAMED: &str = "named by a language tag such as es or pt-BR";

/// The available tag that equals `wanted`, whatever its case.
pub fn find<'a>(available: impl IntoIterator<Item = &'a str>, wanted: &str) -> Option<&'a str> {
    available.into_iter().find(|tag| tag.eq_ignore_ascii_case(wanted))
}

/// What a tag without wordings of its own reads as well: older names, close relatives, and the
/// script that a region writes.
fn relative(tag: &str) -> Option<&'static str> {
    match tag.to_ascii_lowercase().as_str() {
        "no" | "nn" | "nn-no" | "no-no" => Some("nb"),
        "zh-hant" | "zh-hk" | "zh-mo" | "zh-hant-tw" | "zh-hant-hk" => Some("zh-TW"),
        "iw" => Some("he"),
        "in" => Some("id"),
        _ => None,
    }
}

/// The best available language: the first wanted tag that is there, itself or its base; else
/// `fallback`, itself or its base; else the first available; else `fallback`.
///
/// ```
/// use outoften_core::language::choose;
/// assert_eq!(choose(&["en", "es", "mk"], &["fr", "es-MX"], "en"), "es");
/// assert_eq!(choose(&["en", "mk"], &["fr"], "mk"), "mk");
/// assert_eq!(choose(&["zh", "zh-TW"], &["zh-HK"], "en"), "zh-TW");
/// ```
#[must_use]
pub fn choose(available: &[&str], wanted: &[&str], fallback: &str) -> String {
    wanted
        .iter()
        .copied()
        .chain([fallback])
        .flat_map(|tag| [Some(tag), relative(tag), Some(base(tag))])
        .find_map(|tag| find(available.iter().copied(), tag?))
        .or(available.first().copied())
        .unwrap_or(fallback)
        .to_owned()
}

/// Whether the language is written from right to left.
#[must_use]
pub fn is_rtl(tag: &str) -> bool {
    matches!(
        base(tag).to_ascii_lowercase().as_str(),
        "ar" | "he" | "iw" | "fa" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" | "ckb"
    )
}
