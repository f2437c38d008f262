//! Several kinds of question in one score column: a column beside it says which each row answers.

use super::fold::folded;
use super::names;
use super::whole::Cell;
use crate::metric::Metric;

/// More different values are no kinds of question.
const KINDS_MAX: usize = 20;

const NPS: &[&str] = &["nps", "enps", "netpromoterscore", "npssurvey", "npsscore", "netpromoter"];

const OTHERS: &[&str] = &[
    "csat",
    "ces",
    "ces1",
    "ces2",
    "ces20",
    "fxf",
    "pmf",
    "csatsurvey",
    "cessurvey",
    "customersatisfaction",
    "customersatisfactionscore",
    "customereffort",
    "customereffortscore",
    "satisfaction",
    "smiley",
    "smileys",
    "thumbs",
    "stars",
    "stars5",
    "5star",
    "fivestar",
    "zufriedenheit",
];

/// The column that says which question a row answers, and its value for the one that is wanted.
pub(super) fn find(
    names: &[String],
    rows: &[Vec<String>],
    (score, comment): (usize, Option<usize>),
) -> Option<(usize, String)> {
    let other = |column: &usize| *column != score && comment != Some(*column);
    (0..names.len()).filter(other).find_map(|column| {
        let kinds = kinds(rows, column, score)?;
        let name = names.get(column)?;
        let wanted = wanted_kind(&kinds).or_else(|| wanted_question(name, &kinds))?;
        Some((column, wanted.to_owned()))
    })
}

/// The different values of a column in rows with a score.
fn kinds(rows: &[Vec<String>], column: usize, score: usize) -> Option<Vec<&str>> {
    let mut kinds: Vec<&str> = Vec::new();
    let mut answers = 0;
    for row in rows {
        let Some(kind) = row.get(column).map(|cell| cell.trim()) else { continue };
        let given = row.get(score).map(|cell| Cell::read(cell.as_bytes(), (0, 10)));
        if kind.is_empty() || !matches!(given, Some(Cell::Value(_))) {
            continue;
        }
        answers += 1;
        if !kinds.contains(&kind) {
            if kinds.len() == KINDS_MAX {
                return None;
            }
            kinds.push(kind);
        }
    }
    (kinds.len() > 1 && kinds.len() < answers).then_some(kinds)
}

/// `nps` beside `csat`.
fn wanted_kind<'a>(kinds: &[&'a str]) -> Option<&'a str> {
    let bare = |kind: &str| folded(kind).replace(|sign: char| !sign.is_alphanumeric(), "");
    let other = kinds.iter().any(|kind| OTHERS.contains(&bare(kind).as_str()));
    kinds.iter().find(|kind| other && NPS.contains(&bare(kind).as_str())).copied()
}

/// The question of the score beside other questions.
fn wanted_question<'a>(name: &str, kinds: &[&'a str]) -> Option<&'a str> {
    if !names::is_question(name) {
        return None;
    }
    let is_wanted = |kind: &&&str| names::score_rank(kind, Metric::Nps) == 3;
    let wanted = kinds.iter().find(is_wanted)?;
    kinds.iter().any(|kind| !is_wanted(&kind)).then_some(*wanted)
}
