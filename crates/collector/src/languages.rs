//! What a language tag means, in whatever form it comes: `zh_TW`, `iw-IL`, `deu`, `sr@latin`.
//!
//! The tables are CLDR's, through `icu_locale`; which language follows from it the core decides. The
//! card asks its browser instead, which has the same tables.

use icu_locale::{Locale, LocaleCanonicalizer, LocaleExpander};
use outoften_core::language::{self, Likely};

thread_local! {
    static ALIASES: LocaleCanonicalizer = const { LocaleCanonicalizer::new_extended() };
    static SCRIPTS: LocaleExpander = const { LocaleExpander::new_extended() };
}

/// The nearest of these tags, by the same rule as for cards.
#[must_use]
pub fn nearest<'a>(available: &[&'a str], wanted: &str) -> Option<&'a str> {
    language::nearest(available, wanted, &likely)
}

/// The language, script and region of a tag. What is no tag means only itself.
#[must_use]
pub fn likely(tag: &str) -> Likely {
    // As systems write it: `zh_TW.UTF-8`, `sr_RS@latin`.
    let (name, more) = tag.split_once(['.', '@']).unwrap_or((tag, ""));
    let mut name = name.trim().replace('_', "-");
    if more.ends_with("latin") {
        name = format!("{}-Latn", language::base(&name));
    }
    let Ok(mut locale) = name.parse::<Locale>() else {
        return Likely { language: name, ..Likely::default() };
    };
    ALIASES.with(|aliases| aliases.canonicalize(&mut locale));
    let region = locale.id.region.map(|region| region.to_string()).unwrap_or_default();
    SCRIPTS.with(|scripts| scripts.maximize(&mut locale.id));
    let script = locale.id.script.map(|script| script.to_string()).unwrap_or_default();
    Likely { language: locale.id.language.to_string(), script, region }
}

#[cfg(test)]
mod tests {
    use outoften_core::survey::Survey;

    /// The language of the ready wordings that a visitor with this tag reads.
    fn read_by(tag: &str) -> String {
        crate::texts::complete(&Survey::new("acme"), &[tag]).locale
    }

    #[test]
    fn a_tag_in_any_form_is_the_language_that_it_means() {
        for (tag, language) in [
            ("zh_TW", "zh-TW"),
            ("ZH-tw", "zh-TW"),
            ("zh-Hant-MO", "zh-TW"),
            ("zh-Hant", "zh-TW"),
            ("zh_HK", "zh-TW"),
            ("zho-Hant-HK", "zh-TW"),
            ("yue-HK", "zh-TW"),
            ("zh-Hans-TW", "zh"),
            ("zh_Hans_HK", "zh"),
            ("chi", "zh"),
            ("cmn-Hans-CN", "zh"),
            ("zh-SG", "zh"),
            ("pt_BR", "pt-BR"),
            ("por-BR", "pt-BR"),
            ("pt-Latn-BR", "pt-BR"),
            ("pt_AO", "pt"),
            ("pt", "pt"),
            ("iw-IL", "he"),
            ("iw", "he"),
            ("heb", "he"),
            ("in-ID", "id"),
            ("in_ID", "id"),
            ("no_NO", "nb"),
            ("no", "nb"),
            ("nor-NO", "nb"),
            ("nn-NO", "nb"),
            ("nno", "nb"),
            ("deu", "de"),
            ("ger-AT", "de"),
            ("fra_CA", "fr"),
            ("spa-419", "es"),
            ("mo-MD", "ro"),
            ("sr-Latn", "hr"),
            ("sr_Latn_RS", "hr"),
            ("sh", "hr"),
            ("sr_RS@latin", "hr"),
            ("bs-BA", "hr"),
            ("sr", "sr"),
            ("sr-Cyrl-BA", "sr"),
            ("srp", "sr"),
            ("de_DE.UTF-8", "de"),
            ("en-Latn-US", "en"),
        ] {
            assert_eq!(read_by(tag), language, "{tag}");
        }
    }

    /// Texts in letters that the visitor did not ask for are nobody's.
    #[test]
    fn a_language_in_another_script_is_another_language() {
        for tag in ["ru-Latn", "hi-Latn", "ar-Latn", "mk-Latn-MK", "de-Cyrl", "tr-Arab"] {
            assert_eq!(read_by(tag), "en", "{tag}");
        }
    }

    #[test]
    fn what_is_no_tag_gives_way() {
        for tag in ["", "*", "-", "_", "x", "tlh", "not a tag", "en-", "en--US", "💥"] {
            assert_eq!(read_by(tag), "en", "{tag}");
            let survey = crate::texts::complete(&Survey::new("acme"), &[tag, "mk_MK"]);
            assert!(["en", "mk"].contains(&survey.locale.as_str()), "{tag}");
        }
    }
}
