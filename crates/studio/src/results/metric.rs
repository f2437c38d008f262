//! What a metric is called, how its figures are written, and how its answers are grouped. The
//! borders of the groups are the core's.

use crate::model::number::{percent_points, points};
use crate::words::tr;
use outoften_core::metric::figure::class;
use outoften_core::metric::fxf::Attachment;
use outoften_core::reading::Question;
use outoften_core::{Class, Score, Tally};

/// The figure's short name, as the field writes it.
pub const fn short_name(question: Question) -> &'static str {
    match question {
        Question::Recommend => "NPS",
        Question::Effort => "CES",
        Question::Ease => "CES 2.0",
        Question::Satisfaction => "CSAT",
        Question::Missing => "FXF",
    }
}

/// What was asked, for a menu.
pub fn asked(question: Question) -> &'static str {
    match question {
        Question::Recommend => tr("Recommend, 0 to 10 (NPS)"),
        Question::Effort => tr("Effort, 1 to 5 (CES)"),
        Question::Ease => tr("Made it easy, 1 to 7 (CES 2.0)"),
        Question::Satisfaction => tr("Satisfied, 1 to 5 (CSAT)"),
        Question::Missing => tr("Would miss it, 0 to 10 (FXF)"),
    }
}

/// What the figure is, in a sentence.
pub fn meaning(question: Question) -> &'static str {
    match question {
        Question::Recommend => {
            tr("The score is promoters minus detractors; passives count in the whole.")
        }
        Question::Effort => {
            tr("The mean of answers from 1, very little effort, to 5, very much. Lower is better.")
        }
        Question::Ease => {
            tr("The mean of answers from 1, not easy at all, to 7, very easy. Higher is better.")
        }
        Question::Satisfaction => tr("The share of answers 4 and 5 on a scale from 1 to 5."),
        Question::Missing => tr(
            "Those in love minus the indifferent and the unfaithful; the faithful count in the whole.",
        ),
    }
}

/// A figure as it is written: points with a sign, a mean with one decimal, a share in per cent.
pub fn figure_text(question: Question, value: f64) -> String {
    match question {
        Question::Recommend | Question::Missing => points(value),
        Question::Effort | Question::Ease => format!("{value:.1}"),
        Question::Satisfaction => percent_points(value),
    }
}

/// How far two figures are apart, without a sign.
pub fn distance_text(question: Question, by: f64) -> String {
    match question {
        Question::Effort | Question::Ease => format!("{:.1}", by.abs()),
        _ => points(by.abs()).trim_start_matches('+').to_owned(),
    }
}

/// Answers that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// In the interface's language.
    pub name: &'static str,
    /// The answers, as `first–last`.
    pub range: String,
    /// The class it is coloured as.
    pub class: Class,
    /// How many gave one of them.
    pub count: u64,
}

/// The groups of a question's answers, from its lowest answer up.
pub fn groups(question: Question, tally: &Tally) -> Vec<Group> {
    let (lowest, highest) = question.scale();
    let mut groups: Vec<Group> = Vec::new();
    for value in (lowest..=highest).filter_map(Score::new) {
        let Some(class) = class(question, value.get()) else { continue };
        let name = name_of(question, value, class);
        let count = tally.count(value);
        match groups.last_mut().filter(|last| last.name == name) {
            Some(last) => {
                let first = last.range.split('–').next().unwrap_or_default().to_owned();
                last.range = format!("{first}–{}", value.digits());
                last.count += count;
            }
            None => {
                groups.push(Group { name, range: value.digits().to_owned(), class, count });
            }
        }
    }
    groups
}

fn name_of(question: Question, value: Score, class: Class) -> &'static str {
    match (question, class) {
        (Question::Recommend, class) => super::shares::class_name(question, class),
        (Question::Missing, _) => match Attachment::of(value) {
            Attachment::Unfaithful => tr("Unfaithful"),
            Attachment::Indifferent => tr("Indifferent"),
            Attachment::Faithful => tr("Faithful"),
            Attachment::InLove => tr("In love"),
        },
        (Question::Effort, Class::Promoter) => tr("Little effort"),
        (Question::Effort, Class::Passive) => tr("Some effort"),
        (Question::Effort, Class::Detractor) => tr("Much effort"),
        (Question::Ease, Class::Promoter) => tr("Easy"),
        (Question::Ease, Class::Passive) => tr("Neither"),
        (Question::Ease, Class::Detractor) => tr("Hard"),
        (Question::Satisfaction, Class::Promoter) => tr("Satisfied"),
        (Question::Satisfaction, Class::Passive) => tr("Undecided"),
        (Question::Satisfaction, Class::Detractor) => tr("Not satisfied"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_cover_the_scale_once_and_count_everybody() {
        for question in Question::ALL {
            let (lowest, highest) = question.scale();
            let mut counts = [0; 11];
            for value in lowest..=highest {
                counts[usize::from(value)] = u64::from(value) + 1;
            }
            let groups = groups(question, &Tally::from_counts(counts));
            let n: u64 = groups.iter().map(|group| group.count).sum();
            assert_eq!(n, counts.iter().sum::<u64>(), "{question:?}");
            assert_eq!(groups.len(), if question == Question::Missing { 4 } else { 3 });
            assert!(groups[0].range.starts_with(&lowest.to_string()));
            assert!(groups.last().unwrap().range.ends_with(&highest.to_string()));
        }
    }

    #[test]
    fn figures_are_written_in_their_own_unit() {
        assert_eq!(figure_text(Question::Recommend, 31.4), "+31");
        assert_eq!(figure_text(Question::Effort, 2.14), "2.1");
        assert_eq!(figure_text(Question::Satisfaction, 69.2), "69\u{202f}%");
        assert_eq!(distance_text(Question::Missing, -12.0), "12");
    }
}
