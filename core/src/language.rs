//! Language tags: which of the available languages a visitor gets, and its direction.
//!
//! A region falls back to its base, the base to the survey's own language, and that to whatever
//! there is: a card is never hidden for want of a language. A script is kept before a region.

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

/// What the tables of the world's languages (CLDR) say of a tag: its canonical language, the script it
/// is written in, and its region. The core has no such tables; whoever calls brings them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Likely {
    /// `zh` of `zh-MO`, `he` of `iw-IL`, `de` of `deu`.
    pub language: String,
    /// `Hant` of `zh-MO`; empty where nobody knows.
    pub script: String,
    /// `MO`; `None` where the tag names none.
    pub region: Option<String>,
}

/// A tag as it is written, without any table: for tags that are canonical already.
#[must_use]
pub fn plain(tag: &str) -> Likely {
    let mut likely = Likely { language: base(tag).to_ascii_lowercase(), ..Likely::default() };
    for part in tag.split(['-', '_']).skip(1) {
        match part.len() {
            4 if likely.script.is_empty() => part.clone_into(&mut likely.script),
            2 | 3 if likely.region.is_none() => likely.region = Some(part.to_ascii_uppercase()),
            _ => {}
        }
    }
    likely
}

/// The language that stands for this one and its nearest relatives in the same script.
fn family<'a>(language: &'a str, script: &str) -> &'a str {
    match (language, script) {
        ("no" | "nn", _) => "nb",
        ("sr" | "bs", "Latn") => "hr",
        ("bs", _) => "sr",
        ("yue", _) => "zh",
        _ => language,
    }
}

/// The available tag nearest to `wanted`: the same one; else the same language in the same script and
/// region, in no region, in any; else a relative in the same script. Never another script.
pub fn nearest<'a>(
    available: &[&'a str],
    wanted: &str,
    likely: &dyn Fn(&str) -> Likely,
) -> Option<&'a str> {
    if let Some(same) = find(available.iter().copied(), wanted) {
        return Some(same);
    }
    let wanted = likely(wanted);
    let mut best = (0, None);
    for tag in available {
        let known = likely(tag);
        let kin = |of: &Likely| {
            family(&of.language, &of.script) == family(&wanted.language, &wanted.script)
        };
        let nearness = match known.script == wanted.script {
            false => 0,
            true if known.language != wanted.language => u8::from(kin(&known)),
            true if known.region == wanted.region => 4,
            true if known.region.is_none() => 3,
            true => 2,
        };
        if nearness > best.0 {
            best = (nearness, Some(*tag));
        }
    }
    best.1
}

/// The best available language: the nearest to the first wanted tag that has one; else to `fallback`;
/// else the first available; else `fallback`.
///
/// ```
/// use outoften_core::language::{choose, plain};
/// assert_eq!(choose(&["en", "es", "mk"], &["fr", "es-MX"], "en", &plain), "es");
/// assert_eq!(choose(&["en", "mk"], &["fr"], "mk", &plain), "mk");
/// assert_eq!(choose(&["pt", "pt-BR"], &["pt_BR"], "en", &plain), "pt-BR");
/// ```
#[must_use]
pub fn choose(
    available: &[&str],
    wanted: &[&str],
    fallback: &str,
    likely: &dyn Fn(&str) -> Likely,
) -> String {
    wanted
        .iter()
        .copied()
        .chain([fallback])
        .find_map(|tag| nearest(available, tag, likely))
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
