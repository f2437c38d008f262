//! Words for the three classes, as exports write them beside or instead of a score.

use super::fold::folded;
use crate::score::Class;

/// Longer cells are texts.
const BYTES_MAX: usize = 40;

const PROMOTERS: &[&str] = &[
    "promot",
    "promoc",
    "promoter",
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
    "tavsiye eden",
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
    "ผู้สนับสนุน",
    "प्रमोटर",
];
const PASSIVES: &[&str] = &[
    "passiv",
    "passief",
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
    "недоброжел",
    "منتقد",
    "معارض",
    "מבקר",
    "משמיצ",
    "贬损",
    "貶損",
    "批评",
    "批評",
    "批判者",
    "비추천",
    "비판",
    "डिट्रैक्टर",
    "ผู้ไม่สนับสนุน",
];

/// The class that a cell names, if it is hardly more than that.
pub(super) fn class_named(cell: &str) -> Option<Class> {
    if cell.len() > BYTES_MAX || cell.split_whitespace().count() > 3 {
        return None;
    }
    let text = folded(cell);
    let begins = |stems: &[&str]| {
        let mut words = text.split(|letter: char| !letter.is_alphanumeric());
        words.any(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    // The word for detractors may hold that for promoters, as in Korean.
    if begins(DETRACTORS) {
        Some(Class::Detractor)
    } else if begins(PASSIVES) {
        Some(Class::Passive)
    } else if begins(PROMOTERS) {
        Some(Class::Promoter)
    } else {
        None
    }
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
        ] {
            assert_eq!(class_named(text), Some(class), "{text}");
        }
        for text in ["", "9", "great", "a promotion that I liked a lot"] {
            assert_eq!(class_named(text), None, "{text}");
        }
    }
}
