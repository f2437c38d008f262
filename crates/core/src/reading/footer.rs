//! Lines below the answers that sum them up: they hold a number in the score column and are no
//! answer.

use std::sync::OnceLock;

use super::fold::folded;

/// Longer cells are never looked up.
const BYTES_MAX: usize = 40;

const WORDS: &[&str] = &[
    "anzahl",
    "atlag",
    "average",
    "average score",
    "avg",
    "celkem",
    "count",
    "durchschnitt",
    "genomsnitt",
    "gemiddelde",
    "gesamt",
    "gjennomsnitt",
    "grand total",
    "insgesamt",
    "keskiarvo",
    "mean",
    "media",
    "median",
    "mittelwert",
    "moyenne",
    "ortalama",
    "osszesen",
    "overall",
    "promedio",
    "prosek",
    "prosjek",
    "prumer",
    "razem",
    "snitt",
    "som",
    "somma",
    "somme",
    "subtotal",
    "sum",
    "suma",
    "summa",
    "summe",
    "srednia",
    "toplam",
    "totaal",
    "total",
    "totale",
    "totals",
    "ukupno",
    "yhteensa",
    "всего",
    "вкупно",
    "итого",
    "просек",
    "разом",
    "середнє",
    "среднее",
    "сумма",
    "总计",
    "合计",
    "合計",
    "平均",
    "平均值",
    "평균",
    "합계",
];

/// Whether a cell is a word for a sum or a mean and nothing else.
pub(super) fn is_summary(cell: &[u8]) -> bool {
    if cell.len() > BYTES_MAX {
        return false;
    }
    let Ok(text) = core::str::from_utf8(cell) else { return false };
    let word = folded(text.trim().trim_end_matches([':', '.', '\u{ff1a}']).trim_end());
    static SORTED: OnceLock<Vec<String>> = OnceLock::new();
    let sorted = SORTED.get_or_init(|| {
        let mut words: Vec<String> = WORDS.iter().map(|word| folded(word)).collect();
        words.sort_unstable();
        words
    });
    sorted.binary_search(&word).is_ok()
}
