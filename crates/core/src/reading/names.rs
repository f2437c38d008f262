//! What columns are called: words that give a column of scores, comments or dates away, in
//! English, Spanish and Macedonian.

use crate::metric::Metric;

/// Beginnings of words that name the question.
const fn question_words(metric: Metric) -> &'static [&'static str] {
    match metric {
        Metric::Nps => &["nps", "enps", "recommend", "recomend", "recomiend", "препорач"],
        Metric::Ces1 | Metric::Ces2 => {
            &["ces", "effort", "easy", "ease", "esfuerzo", "fácil", "facil", "лесн", "напор"]
        }
        Metric::Csat => &["csat", "satisf", "задовол"],
        Metric::Fxf => &["fxf", "miss", "extrañ", "недостас", "недостиг"],
    }
}

/// Names of a score, whatever was asked.
const SCORE: [&str; 8] =
    ["score", "rating", "puntuación", "puntuacion", "puntaje", "calificación", "оцен", "резултат"];
/// Names of any answer.
const ANSWER: [&str; 6] =
    ["answer", "response", "survey_response", "value", "respuesta", "одговор"];
/// What stands beside a score: its class, its reason, somebody's number.
const BESIDE: [&str; 14] = [
    "group", "category", "segment", "class", "comment", "reason", "why", "id", "email", "type",
    "count", "label", "date", "time",
];
const COMMENT: [&str; 10] = [
    "comment",
    "comentario",
    "коментар",
    "feedback",
    "verbatim",
    "reason",
    "why",
    "motivo",
    "razón",
    "зошто",
];
const OPEN: [&str; 8] = ["open", "what", "text", "qué", "que", "what's", "што", "improve"];
/// Names of the moment of the answer, as the tools write them, the surest first.
const ANSWERED: [&str; 8] = [
    "submit date (utc)",
    "recordeddate",
    "responded",
    "responded_at",
    "response date",
    "answered_at",
    "end date",
    "enddate",
];
const DATE: [&str; 8] =
    ["timestamp", "created", "submitted", "date", "fecha", "датум", "time", "at"];
/// Names of a row's own number.
const NUMBERING: [&str; 6] = ["#", "no", "id", "index", "row", "number"];

/// The words of a name, in lower case.
fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let parts = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn begins(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| list.iter().any(|start| word.starts_with(start)))
}

fn is_one_of(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(&word.as_str()))
}

/// Whether a short name says that the column stands beside a score. A question is a sentence and
/// may hold any word.
pub(super) fn is_beside(name: &str) -> bool {
    let words = words(name);
    words.len() <= 4 && is_one_of(&words, &BESIDE)
}

/// How clearly a column's name says that it holds the scores: 3 names the question, 2 a score,
/// 1 an answer, 0 nothing of the kind.
pub(super) fn score_rank(name: &str, metric: Metric) -> u8 {
    let words = words(name);
    if is_beside(name) {
        return 0;
    }
    let abbreviation = |word: &&str| word.len() <= 4 && word.is_ascii();
    let named =
        question_words(metric).iter().any(|start| {
            words.iter().any(|word| {
                if abbreviation(start) { word == start } else { word.starts_with(start) }
            })
        });
    match () {
        () if named => 3,
        () if words.len() <= 4 && begins(&words, &SCORE) => 2,
        () if words.len() <= 4 && begins(&words, &ANSWER) => 1,
        () => 0,
    }
}

/// 2 names a comment, 1 sounds like an open question, 0 neither.
pub(super) fn comment_rank(name: &str) -> u8 {
    let words = words(name);
    match () {
        () if begins(&words, &COMMENT) => 2,
        () if is_one_of(&words, &OPEN) => 1,
        () => 0,
    }
}

/// 3 and above is the moment of the answer, 2 names a moment, 1 sounds like one, 0 does not.
pub(super) fn date_rank(name: &str) -> u8 {
    let lower = name.trim().to_lowercase();
    let words = words(name);
    if let Some((rank, _)) = (3..).zip(ANSWERED.iter().rev()).find(|(_, name)| **name == lower) {
        return rank;
    }
    match () {
        () if words.len() <= 2 && is_one_of(&words, &DATE) => 2,
        () if lower.contains("date") || is_one_of(&words, &DATE) => 1,
        () => 0,
    }
}

/// Whether a column numbers the rows or the people.
pub(super) fn is_numbering(name: &str) -> bool {
    name.trim() == "#" || words(name).last().is_some_and(|word| NUMBERING.contains(&word.as_str()))
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
            ("NPS", 3),
            ("Score", 2),
            ("properties.$survey_response", 1),
            ("answer", 1),
            ("Q1_NPS_GROUP", 0),
            ("Response ID", 0),
            ("Score label", 0),
            ("Country", 0),
            ("snpsx", 0),
        ] {
            assert_eq!(score_rank(name, Metric::Nps), rank, "{name}");
        }
        assert_eq!(score_rank("CSAT", Metric::Csat), 3);
        assert_eq!(score_rank("CSAT", Metric::Nps), 0);
    }

    #[test]
    fn names_of_comments_and_dates() {
        assert_eq!(comment_rank("Comentarios"), 2);
        assert_eq!(comment_rank("What do you value most?"), 1);
        assert_eq!(comment_rank("Country"), 0);
        assert!(date_rank("RecordedDate") > date_rank("EndDate") && date_rank("EndDate") > 2);
        assert_eq!(date_rank("created_at"), 2);
        assert_eq!(date_rank("Date of your last purchase"), 1);
        assert_eq!(date_rank("Country"), 0);
        assert!(is_numbering("#") && is_numbering("Response ID") && !is_numbering("Idea"));
    }
}
