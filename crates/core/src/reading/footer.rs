//! Lines below the answers that sum them up: they hold a number in the score column and are no
//! answer. Only the end of the file shows that a line is below the answers, so such lines wait.

use std::sync::OnceLock;

use super::fold::folded;
use super::record::{KeptRecord, Record};

/// Longer cells are never looked up.
const BYTES_MAX: usize = 40;

const WORDS: &[&str] = &[
    "aantal",
    "antal",
    "anzahl",
    "atlag",
    "average",
    "average nps",
    "average rating",
    "average score",
    "avg",
    "avg score",
    "celkem",
    "count",
    "durchschnitt",
    "gemiddeld",
    "gemiddelde",
    "genomsnitt",
    "gesamt",
    "gesamtanzahl",
    "gesamtergebnis",
    "gesamtsumme",
    "gjennomsnitt",
    "grand total",
    "insgesamt",
    "keskiarvo",
    "liczba",
    "max",
    "maximum",
    "mean",
    "mean score",
    "medel",
    "medelvarde",
    "media",
    "median",
    "mediana",
    "mediane",
    "min",
    "minimum",
    "mittelwert",
    "moyenne",
    "nps",
    "nps score",
    "number of responses",
    "ortalama",
    "osszesen",
    "overall",
    "pocet",
    "promedio",
    "prosek",
    "prosjek",
    "prumer",
    "razem",
    "snitt",
    "som",
    "somma",
    "somme",
    "srednia",
    "subtotal",
    "sum",
    "suma",
    "summa",
    "summe",
    "toplam",
    "totaal",
    "total",
    "total general",
    "total geral",
    "total responses",
    "totale",
    "totals",
    "ukupno",
    "yhteensa",
    "ø",
    "вкупно",
    "всего",
    "итого",
    "количество",
    "медиана",
    "общо",
    "просек",
    "разом",
    "середнє",
    "средна вредност",
    "среднее",
    "средно",
    "сумма",
    "件数",
    "合計",
    "合计",
    "平均",
    "平均值",
    "平均点",
    "总数",
    "总计",
    "중앙값",
    "평균",
    "합계",
];

/// More lines below the answers are a table of their own.
const LINES_MAX: usize = 12;

/// Whether a cell is a word for a sum or a mean and nothing else.
#[inline]
pub(super) fn is_summary(cell: &[u8]) -> bool {
    // Names with a number and days are most of what stands there in long files.
    let numbered =
        cell.first().is_some_and(u8::is_ascii_digit) || cell.last().is_some_and(u8::is_ascii_digit);
    !numbered && cell.len() <= BYTES_MAX && is_word(cell)
}

fn is_word(cell: &[u8]) -> bool {
    let Ok(text) = core::str::from_utf8(cell) else { return false };
    let text = text.trim().trim_end_matches([':', '.', '\u{ff1a}']).trim_end();
    let sorted = words();
    let mut small = [0; BYTES_MAX];
    match small.get_mut(..text.len()).filter(|_| text.is_ascii()) {
        Some(small) => {
            small.copy_from_slice(text.as_bytes());
            small.make_ascii_lowercase();
            sorted.binary_search_by(|word| word.as_bytes().cmp(small)).is_ok()
        }
        None => sorted.binary_search(&folded(text)).is_ok(),
    }
}

/// The words, folded and sorted.
fn words() -> &'static [String] {
    static SORTED: OnceLock<Vec<String>> = OnceLock::new();
    SORTED.get_or_init(|| {
        let mut words: Vec<String> = WORDS.iter().map(|word| folded(word)).collect();
        words.sort_unstable();
        words
    })
}

/// Lines that sum up, if no answer follows.
#[derive(Debug, Default)]
pub(super) struct Footer {
    lines: Vec<(Vec<u8>, KeptRecord)>,
    /// Such a word stood beside answers: it is a name there.
    is_name: bool,
}

impl Footer {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether a line with this word has to wait for what follows.
    #[inline]
    pub(super) fn may_be(&self, word: &[u8]) -> bool {
        !self.is_name && is_summary(word)
    }

    /// Keeps a line; not one with a word that is there already, nor the first of too many.
    pub(super) fn keep(&mut self, word: &[u8], record: &Record<'_>) -> bool {
        let again = self.lines.iter().any(|(other, _)| other.eq_ignore_ascii_case(word));
        if again || self.lines.len() >= LINES_MAX {
            return false;
        }
        self.lines.push((word.to_vec(), record.keep()));
        true
    }

    /// The lines that waited; an answer followed them.
    pub(super) fn names(&mut self) -> Vec<KeptRecord> {
        self.is_name = true;
        self.sums()
    }

    /// The lines that waited; nothing followed them.
    pub(super) fn sums(&mut self) -> Vec<KeptRecord> {
        core::mem::take(&mut self.lines).into_iter().map(|(_, line)| line).collect()
    }
}
