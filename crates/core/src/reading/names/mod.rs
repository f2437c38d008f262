//! What columns are called: words that give away what a column holds, and words that say what it
//! is not. A name weighs in only among columns whose content fits.

mod name;
mod words;

pub(super) use name::Name;
use words::List;

use crate::metric::Metric;

/// A longer name is a sentence, usually the question itself; any word may be in it.
const SENTENCE_WORDS: usize = 5;

/// How clearly a column's name says that it holds the scores: 3 names the question, 2 a score,
/// 1 an answer, 0 nothing of the kind.
pub(super) fn score_rank(name: &str, metric: Metric) -> u8 {
    let name = Name::of(name);
    let short = name.words() <= SENTENCE_WORDS;
    let named =
        name.has(List::of_question(metric)) || (metric == Metric::Nps && name.mentions("nps"));
    match () {
        () if short && (name.has(List::Beside) || name.has(List::Earlier)) => 0,
        () if named => 3,
        () if short && name.has(List::Score) => 2,
        () if short && name.has(List::Answer) => 1,
        () => 0,
    }
}

/// Whether a short name says that the column holds something else than a score: a class, a
/// person, a number of things.
pub(super) fn is_beside(name: &str) -> bool {
    let name = Name::of(name);
    let short = name.words() <= SENTENCE_WORDS;
    let lists = [List::Beside, List::Amount, List::Earlier];
    short && lists.iter().any(|list| name.has(*list))
}

/// Whether a name says that the scores are those of an earlier survey.
pub(super) fn is_earlier_score(name: &str, metric: Metric) -> bool {
    let name = Name::of(name);
    let score = name.has(List::of_question(metric)) || name.has(List::Score);
    let short = name.words() <= SENTENCE_WORDS;
    short && name.has(List::Earlier) && !name.has(List::Beside) && (score || name.mentions("nps"))
}

/// 2 names a comment, 1 sounds like an open question, 0 neither.
pub(super) fn comment_rank(name: &str) -> u8 {
    let name = Name::of(name);
    match () {
        () if name.has(List::Comment) => 2,
        () if name.has(List::Open) => 1,
        () => 0,
    }
}

/// Whether a name says that its texts are names of something.
pub(super) fn is_label(name: &str) -> bool {
    let name = Name::of(name);
    name.words() <= SENTENCE_WORDS && name.has(List::Label)
}

/// How close to the moment of the answer the name of a column of dates is: answered before
/// noted before sent before begun; 0 is another moment of somebody's life.
pub(super) fn date_rank(name: &str) -> u8 {
    let name = Name::of(name);
    match () {
        () if name.has(List::OtherMoment) => 0,
        () if name.has(List::Answered) => 7,
        () if name.has(List::Completed) => 6,
        () if name.has(List::Begun) => 1,
        () if name.has(List::Sent) => 3,
        () if name.has(List::Stamp) => 5,
        () if name.has(List::Time) => 4,
        () => 2,
    }
}

/// Whether a name has a word for a moment or a day at all.
pub(super) fn is_time(name: &str) -> bool {
    let known = Name::of(name);
    let lists = [List::Stamp, List::Time, List::Answered, List::Begun];
    !is_numbering(name) && lists.iter().any(|list| known.has(*list))
}

/// A scale of up to seven steps at the end of a name or in brackets: `(1-7)`, `[0 to 5]`.
pub(super) fn scale_in(name: &str) -> Option<(u8, u8)> {
    let name = super::fold::plain(name);
    let mut parts = name.split(['(', ')', '[', ']']).map(str::trim);
    parts.find_map(|part| {
        let numbers: Vec<&str> = part
            .split(|sign: char| !sign.is_ascii_digit())
            .filter(|digits| !digits.is_empty())
            .collect();
        let [lowest, highest] = numbers.as_slice() else { return None };
        // Nothing but a word or a dash stands between and around the two.
        let words = part.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty());
        let bare = part.starts_with(|sign: char| sign.is_ascii_digit())
            && part.ends_with(|sign: char| sign.is_ascii_digit())
            && words.count() <= 1
            && !part.contains(['.', ',', '/', ':']);
        let (lowest, highest) = (lowest.parse().ok()?, highest.parse().ok()?);
        (bare && lowest <= 1 && (3..=7).contains(&highest)).then_some((lowest, highest))
    })
}

/// Whether a column numbers the rows or the people.
pub(super) fn is_numbering(name: &str) -> bool {
    name.trim() == "#"
        || name.trim() == "\u{2116}"
        || Name::of(name).ends_with(List::Numbering.stems())
}

/// Whether a short name is one that columns usually have.
pub(super) fn is_known(name: &str) -> bool {
    let known = Name::of(name);
    known.words() <= SENTENCE_WORDS
        && (score_rank(name, Metric::Nps) > 0
            || comment_rank(name) == 2
            || is_beside(name)
            || is_label(name)
            || is_time(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_scores() {
        for (name, rank) in [
            ("How likely are you to recommend Acme to a friend?", 3),
            ("¿Qué tan probable es que nos recomiendes a tus amigos?", 3),
            ("Колку е веројатно да нѐ препорачате?", 3),
            ("nps_score", 3),
            ("npsScore", 3),
            ("ValorNPS", 3),
            ("eNPS", 3),
            ("NPS", 3),
            ("NPS2026", 3),
            ("Weiterempfehlung", 3),
            ("Score", 2),
            ("Nota", 2),
            ("CalificaciÓn", 2),
            ("Kundenbewertung", 2),
            ("評価", 2),
            ("properties.$survey_response", 1),
            ("answer", 1),
            ("Q1_NPS_GROUP", 0),
            ("npsCategory", 0),
            ("Response ID", 0),
            ("Score label", 0),
            ("Country", 0),
            ("snpsx", 0),
            ("Previous NPS", 0),
            ("last_score", 0),
            ("Letzte Bewertung", 0),
            ("Önceki puan", 0),
            ("How likely are you to recommend us after your last visit?", 3),
        ] {
            assert_eq!(score_rank(name, Metric::Nps), rank, "{name}");
        }
        assert!(is_earlier_score("Previous NPS", Metric::Nps));
        assert!(is_earlier_score("last score", Metric::Nps));
        assert!(!is_earlier_score("Last visit", Metric::Nps));
        assert!(!is_earlier_score("Last score date", Metric::Nps));
        assert_eq!(score_rank("CSAT", Metric::Csat), 3);
        assert_eq!(score_rank("CSAT", Metric::Nps), 0);
    }

    #[test]
    fn names_of_comments_and_dates() {
        assert_eq!(comment_rank("Comentarios"), 2);
        assert_eq!(comment_rank("Begründung"), 2);
        assert_eq!(comment_rank("What do you value most?"), 1);
        assert_eq!(comment_rank("Country"), 0);
        assert!(is_numbering("#") && is_numbering("Response ID") && !is_numbering("Idea"));
    }

    #[test]
    fn answered_comes_before_sent_before_created() {
        for (earlier, later) in [
            ("RecordedDate", "EndDate"),
            ("EndDate", "StartDate"),
            ("surveyed_at", "created_at"),
            ("survey_date", "signup_date"),
            ("Completion time", "Start time"),
            ("Fertigstellungszeit", "Startzeit"),
            ("Hora de finalización", "Hora de inicio"),
            ("Fuldførelsestidspunkt", "Starttidspunkt"),
            ("Færdiggørelsestidspunkt", "Tidspunkt for seneste ændring"),
            ("Godzina ukończenia", "Godzina rozpoczęcia"),
            ("Godzina ukończenia", "Godzina ostatniej modyfikacji"),
            ("Tamamlama zamanı", "Başlangıç zamanı"),
            ("Tamamlama saati", "Son değiştirme zamanı"),
            ("respondedAt", "sentAt"),
            ("sent_at", "createdAt"),
            ("Date", "createdAt"),
            ("Datum", "Geburtsdatum"),
            ("完了時刻", "開始時刻"),
        ] {
            assert!(date_rank(earlier) > date_rank(later), "{earlier} {later}");
        }
        for other in
            ["Date of your last purchase", "Last modified time", "date_of_birth", "Renewal date"]
        {
            assert_eq!(date_rank(other), 0, "{other}");
        }
        assert!(is_time("Marca temporal") && is_time("createdAt") && !is_time("Country"));
    }
}
