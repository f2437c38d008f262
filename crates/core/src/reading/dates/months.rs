//! Names of months and weekdays in the project's languages.

use std::sync::OnceLock;

use crate::reading::fold::folded;

/// One language a line, see the file's own head.
const TABLE: &str = include_str!("months.tsv");

/// One word a line, sorted.
const WEEKDAYS: &str = include_str!("weekdays.txt");
/// Shorter words before a date are weekdays and articles in any language.
const SHORT: usize = 3;

/// No language is ruled out.
pub(in crate::reading) const ALL_LANGUAGES: u64 = u64::MAX;

struct Form {
    text: &'static str,
    month: u8,
    /// One bit for each language that has it.
    languages: u64,
}

/// All forms, sorted by text, then month.
fn forms() -> &'static [Form] {
    static FORMS: OnceLock<Vec<Form>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let mut forms = Vec::new();
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        for (number, line) in lines.enumerate() {
            for (month, cell) in (1..).zip(line.split('\t').skip(1)) {
                let languages = 1 << (number % 64);
                forms.extend(cell.split(' ').map(|text| Form { text, month, languages }));
            }
        }
        forms.sort_by_key(|form| (form.text, form.month));
        forms.dedup_by(|later, first| {
            let same = (later.text, later.month) == (first.text, first.month);
            if same {
                first.languages |= later.languages;
            }
            same
        });
        forms
    })
}

fn forms_of(word: &str) -> &'static [Form] {
    let forms = forms();
    let start = forms.partition_point(|form| form.text < word);
    let rest = forms.get(start..).unwrap_or_default();
    let end = rest.partition_point(|form| form.text == word);
    rest.get(..end).unwrap_or_default()
}

/// As the table spells it: Thai abbreviations without their points.
fn spelled(word: &str) -> String {
    folded(word).replace('.', "")
}

/// The month of a word. The same word may be two months in two languages (`lipa`): the one that
/// more of the given languages know is meant.
pub(super) fn month_named(word: &str, languages: u64) -> Option<i64> {
    let known = |form: &&Form| form.languages & languages;
    let fitting = forms_of(&spelled(word)).iter().filter(|form| known(form) != 0);
    fitting.max_by_key(|form| known(form).count_ones()).map(|form| i64::from(form.month))
}

/// Whether a word may stand before a date: a weekday, an article.
pub(super) fn may_introduce(word: &str) -> bool {
    static WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    let words =
        WORDS.get_or_init(|| WEEKDAYS.lines().filter(|line| !line.starts_with('#')).collect());
    let word = spelled(word);
    word.chars().count() <= SHORT || words.binary_search(&word.as_str()).is_ok()
}

/// The languages that know every month name among these words; all, where there is none.
pub(in crate::reading) fn languages_of<'a>(words: impl Iterator<Item = &'a str>) -> u64 {
    let mut languages = ALL_LANGUAGES;
    for word in words {
        let known = forms_of(&spelled(word)).iter().fold(0, |all, form| all | form.languages);
        if known & languages != 0 {
            languages &= known;
        }
    }
    languages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_found_in_many_languages() {
        for (word, month) in [
            ("November", 11),
            ("Nov", 11),
            ("décembre", 12),
            ("März", 3),
            ("ноября", 11),
            ("noiembrie", 11),
            ("Kasım", 11),
            ("มกราคม", 1),
            ("नवंबर", 11),
        ] {
            assert_eq!(month_named(word, ALL_LANGUAGES), Some(month), "{word}");
        }
        assert_eq!(month_named("great", ALL_LANGUAGES), None);
    }

    #[test]
    fn other_months_of_the_column_tell_the_language() {
        let croatian = languages_of(["listopad", "studeni"].into_iter());
        let czech = languages_of(["listopad", "srpen"].into_iter());
        assert_eq!(month_named("listopad", croatian), Some(10));
        assert_eq!(month_named("listopad", czech), Some(11));
    }
}
