//! Words for the three classes, as exports write them beside or instead of a score.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use super::fold::folded;
use crate::score::Class;

/// Longer cells are texts.
const BYTES_MAX: usize = 40;

const PROMOTERS: &[&str] = &[
    "promot",
    "promoc",
    "promoter",
    "foresprak",
    "tamogat",
    "destekci",
    "propag",
    "befurwort",
    "fursprech",
    "empfehler",
    "ambassad",
    "ambasad",
    "suosittelij",
    "ajanlo",
    "priporoc",
    "edendaj",
    "soovita",
    "destekle",
    "tavsiye ed",
    "προωθητ",
    "υποστηρικτ",
    "промоут",
    "промот",
    "сторонник",
    "прихильник",
    "поддръжник",
    "مروج",
    "مشجع",
    "מקדם",
    "ממליצ",
    "推荐者",
    "推薦者",
    "推奨者",
    "추천",
    "プロモーター",
    "ผู้สนับสนุน",
    "प्रमोटर",
];
const PASSIVES: &[&str] = &[
    "passiv",
    "passief",
    "passiev",
    "passif",
    "passziv",
    "passiiv",
    "obojetn",
    "unentschloss",
    "kararsiz",
    "pasiv",
    "pasyw",
    "pasif",
    "neutral",
    "neutraal",
    "neutr",
    "indiffer",
    "παθητικ",
    "ουδετερ",
    "пассив",
    "пасив",
    "неитрал",
    "неутрал",
    "محايد",
    "سلبي",
    "פסיבי",
    "ניטרלי",
    "被动",
    "被動",
    "中立",
    "중립",
    "パッシブ",
    "पैसिव",
    "เฉยๆ",
];
const DETRACTORS: &[&str] = &[
    "detract",
    "detrat",
    "detrakt",
    "kritik",
    "kritich",
    "kritisch",
    "krytyk",
    "krytyc",
    "destruktor",
    "ellenz",
    "tavsiye etme",
    "odpurc",
    "odporc",
    "tegenstand",
    "criticast",
    "belackar",
    "kotuleyen",
    "elestir",
    "arvostelij",
    "birala",
    "επικριτ",
    "δυσφημ",
    "детракт",
    "критик",
    "критичар",
    "недоброжел",
    "منتقد",
    "معارض",
    "מבקר",
    "משמיצ",
    "משמיץ",
    "贬损",
    "貶損",
    "批评",
    "批評",
    "批判者",
    "비추천",
    "비판",
    "デトラクター",
    "डिट्रैक्टर",
    "ผู้ไม่สนับสนุน",
];

/// The class that a cell names, if it is hardly more than that.
pub(super) fn class_named(cell: &str) -> Option<Class> {
    if cell.len() > BYTES_MAX || cell.split_whitespace().count() > 3 {
        return None;
    }
    let text = composed(cell);
    // Marks above letters of some scripts are no letters and must not split a word.
    let ends = |letter: char| letter.is_ascii() && !letter.is_ascii_alphanumeric();
    let ends = |letter: char| ends(letter) || letter.is_whitespace() || BETWEEN.contains(letter);
    let begins = |stems: &[String]| {
        let mut words = text.split(ends);
        let phrase = |stem: &&String| stem.contains(' ') && text.starts_with(stem.as_str());
        stems.iter().any(|stem| phrase(&stem))
            || words.any(|word| stems.iter().any(|stem| word.starts_with(stem.as_str())))
    };
    let found = stems().iter().find(|(_, stems)| begins(stems));
    found.map(|(class, _)| *class)
}

/// Signs beside words in other scripts.
const BETWEEN: &str = "\u{ff08}\u{ff09}\u{30fb}\u{300c}\u{300d}\u{3001}\u{2013}\u{2014}";

/// The beginnings of words, as they compare. The word for detractors may hold that for promoters,
/// as in Korean and Turkish.
fn stems() -> &'static [(Class, Vec<String>); 3] {
    static STEMS: OnceLock<[(Class, Vec<String>); 3]> = OnceLock::new();
    STEMS.get_or_init(|| {
        let all = [
            (Class::Detractor, DETRACTORS),
            (Class::Passive, PASSIVES),
            (Class::Promoter, PROMOTERS),
        ];
        all.map(|(class, stems)| (class, stems.iter().map(|stem| composed(stem)).collect()))
    })
}

/// Folded, with the letters of Japanese and Korean whole again.
fn composed(text: &str) -> String {
    folded(text).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_in_several_languages() {
        for (text, class) in [
            ("Promoter", Class::Promoter),
            ("promotores", Class::Promoter),
            ("Pasivo", Class::Passive),
            ("Détracteur", Class::Detractor),
            ("Kritiker", Class::Detractor),
            ("Критики", Class::Detractor),
            ("批判者", Class::Detractor),
            ("비추천", Class::Detractor),
            ("추천", Class::Promoter),
            ("9-10 Promoter", Class::Promoter),
            ("Tavsiye etmeyen", Class::Detractor),
        ] {
            assert_eq!(class_named(text), Some(class), "{text}");
        }
        for text in ["", "9", "great", "a promotion that I liked a lot"] {
            assert_eq!(class_named(text), None, "{text}");
        }
    }
}
