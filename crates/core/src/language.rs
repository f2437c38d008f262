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

/// What the tables of the world's languages (CLDR) say of a tag: its canonical language, the script it
/// is written in, and its region. The core has no such tables; whoever calls brings them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Likely {
    /// `zh` of `zh-MO`, `he` of `iw-IL`, `de` of `deu`.
    pub language: String,
    /// `Hant` of `zh-MO`; empty where nobody knows.
    pub script: String,
    /// `MO`; empty where the tag names none.
    pub region: String,
}

/// A tag as it is written, without any table: for tags that are canonical already.
#[must_use]
pub fn plain(tag: &str) -> Likely {
    let mut likely = Likely { language: base(tag).to_ascii_lowercase(), ..Likely::default() };
    for part in tag.split(['-', '_']).skip(1) {
        match part.len() {
            4 if likely.script.is_empty() => part.clone_into(&mut likely.script),
            2 | 3 if likely.region.is_empty() => likely.region = part.to_ascii_uppercase(),
            _ => {}
        }
    }
    likely
}

/// The language that stands for this one and its nearest relatives in the same script.
fn family(likely: &Likely) -> &str {
    match likely.language.as_str() {
        "no" | "nn" => "nb",
        "sr" | "bs" if likely.script == "Latn" => "hr",
        "bs" => "sr",
        "yue" => "zh",
        own => own,
    }
}

/// The available tag nearest to `wanted`: the same one; else the same language in the same script and
/// region, in no region, in any; else a relative in the same script. Never another script.
pub fn nearest<'a>(
    available: &[&'a str],
    wanted: &str,
    likely: &dyn Fn(&str) -> Likely,
) -> Option<&'a str> {
    let meant = likely(wanted);
    let mut best = (0, None);
    for tag in available {
        let known = likely(tag);
        let nearness = if tag.eq_ignore_ascii_case(wanted) {
            5
        } else if known.script != meant.script || family(&known) != family(&meant) {
            0
        } else if known.language != meant.language {
            1
        } else if known.region == meant.region {
            4
        } else if known.region.is_empty() {
            3
        } else {
            2
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

#[cfg(test)]
mod tests {
    use super::{choose, nearest, plain};

    #[test]
    fn a_script_comes_before_a_region_and_a_relative_before_nothing() {
        let chinese = ["zh-Hans", "zh-Hant-TW", "zh-Hans-SG"];
        let norse = ["sv-Latn", "nb-Latn"];
        for (available, wanted, found) in [
            (&chinese[..], "zh-Hant-MO", Some("zh-Hant-TW")),
            (&chinese, "zh_Hans_SG", Some("zh-Hans-SG")),
            (&chinese, "ZH-HANS", Some("zh-Hans")),
            (&chinese, "zh-Hans-TW", Some("zh-Hans")),
            (&chinese, "yue-Hant-HK", Some("zh-Hant-TW")),
            (&norse, "nn-Latn-NO", Some("nb-Latn")),
            (&norse, "no-Latn", Some("nb-Latn")),
            (&["sr-Cyrl", "hr-Latn"], "sr-Latn-RS", Some("hr-Latn")),
            (&["sr-Cyrl", "en-Latn"], "sr-Latn-RS", None),
            (&["sr-Cyrl", "hr-Latn"], "bs-Cyrl", Some("sr-Cyrl")),
            (&["en-GB", "en-AU"], "en-US", Some("en-GB")),
        ] {
            assert_eq!(nearest(available, wanted, &plain), found, "{wanted}");
        }
    }

    #[test]
    fn the_first_wanted_language_that_there_is_wins_over_a_nearer_one_behind_it() {
        let available = ["en", "pt-BR", "de"];
        assert_eq!(choose(&available, &["xx", "pt-PT", "de"], "en", &plain), "pt-BR");
        assert_eq!(choose(&available, &["xx"], "fr", &plain), "en", "whatever there is");
        assert_eq!(choose(&[], &["xx"], "fr", &plain), "fr");
    }
}
