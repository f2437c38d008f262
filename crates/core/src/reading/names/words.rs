//! The table of words that columns are called by, one list for each meaning.

use std::sync::OnceLock;

use crate::metric::Metric;

/// How it is written stands at its beginning.
const TABLE: &str = include_str!("words.txt");

/// What a word in a column's name says about the column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Recommend,
    Effort,
    Satisfaction,
    Missing,
    Score,
    Answer,
    Beside,
    Amount,
    Earlier,
    Comment,
    Open,
    Label,
    Numbering,
    Answered,
    Completed,
    Sent,
    Begun,
    OtherMoment,
    Stamp,
    Time,
}

/// Every list with its name in the table, in the order of the variants.
const LISTS: [(List, &str); 20] = [
    (List::Recommend, "recommend"),
    (List::Effort, "effort"),
    (List::Satisfaction, "satisfaction"),
    (List::Missing, "missing"),
    (List::Score, "score"),
    (List::Answer, "answer"),
    (List::Beside, "beside"),
    (List::Amount, "amount"),
    (List::Earlier, "earlier"),
    (List::Comment, "comment"),
    (List::Open, "open"),
    (List::Label, "label"),
    (List::Numbering, "numbering"),
    (List::Answered, "answered"),
    (List::Completed, "completed"),
    (List::Sent, "sent"),
    (List::Begun, "begun"),
    (List::OtherMoment, "other_moment"),
    (List::Stamp, "stamp"),
    (List::Time, "time"),
];

impl List {
    /// The words of a metric's question.
    pub(super) const fn of_question(metric: Metric) -> Self {
        match metric {
            Metric::Nps => Self::Recommend,
            Metric::Ces1 | Metric::Ces2 => Self::Effort,
            Metric::Csat => Self::Satisfaction,
            Metric::Fxf => Self::Missing,
        }
    }

    pub(super) fn stems(self) -> &'static [&'static str] {
        static STEMS: OnceLock<Vec<Vec<&str>>> = OnceLock::new();
        let stems = STEMS.get_or_init(|| LISTS.map(|(_, name)| section(name).collect()).to_vec());
        stems.get(self as usize).map_or(&[], Vec::as_slice)
    }
}

/// The stems below `[name]`.
fn section(name: &str) -> impl Iterator<Item = &'static str> {
    let is_heading =
        |line: &&str| line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) == Some(name);
    let below = TABLE.lines().skip_while(move |line| !is_heading(line)).skip(1);
    let lines = below.take_while(|line| !line.is_empty());
    lines.flat_map(|line| line.split(',')).map(str::trim).filter(|stem| !stem.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::fold::folded;

    #[test]
    fn every_list_has_folded_stems_and_each_once() {
        for (place, (list, name)) in LISTS.into_iter().enumerate() {
            assert_eq!(list as usize, place, "{name}");
            let stems = list.stems();
            assert!(stems.len() > 4, "{name}");
            for (at, stem) in stems.iter().enumerate() {
                assert_eq!(folded(stem), **stem);
                assert!(!stems[..at].contains(stem), "{name}: {stem} twice");
            }
        }
        let headings = TABLE.lines().filter(|line| line.starts_with('[')).count();
        assert_eq!(headings, LISTS.len());
    }
}
