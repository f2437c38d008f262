//! What a metric is called, how its figures are written, and how its answers are grouped. The
//! borders of the groups are the core's.

use crate::format::{percent_points, points};
use crate::words::tr;
use outoften_core::metric::Metric;
use outoften_core::metric::fxf::Attachment;
use outoften_core::{Class, Score, Tally};

/// The figure's short name, as the field writes it.
pub const fn short_name(metric: Metric) -> &'static str {
    match metric {
        Metric::Nps => "NPS",
        Metric::Ces1 => "CES",
        Metric::Ces2 => "CES 2.0",
        Metric::Csat => "CSAT",
        Metric::Fxf => "FXF",
    }
}

/// What was asked, for a menu.
pub fn question_name(metric: Metric) -> &'static str {
    match metric {
        Metric::Nps => tr("Recommend, 0 to 10 (NPS)"),
        Metric::Ces1 => tr("Effort, 1 to 5 (CES)"),
        Metric::Ces2 => tr("Made it easy, 1 to 7 (CES 2.0)"),
        Metric::Csat => tr("Satisfied, 1 to 5 (CSAT)"),
        Metric::Fxf => tr("Would miss it, 0 to 10 (FXF)"),
    }
}

/// What the figure is, in a sentence.
pub fn meaning(metric: Metric) -> &'static str {
    match metric {
        Metric::Nps => tr("The score is promoters minus detractors; passives count in the whole."),
        Metric::Ces1 => {
            tr("The mean of answers from 1, very little effort, to 5, very much. Lower is better.")
        }
        Metric::Ces2 => {
            tr("The mean of answers from 1, not easy at all, to 7, very easy. Higher is better.")
        }
        Metric::Csat => tr("The share of answers 4 and 5 on a scale from 1 to 5."),
        Metric::Fxf => tr(
            "Those in love minus the indifferent and the unfaithful; the faithful count in the whole.",
        ),
    }
}

/// A figure as it is written: points with a sign, a mean with one decimal, a share in per cent.
pub fn figure_text(metric: Metric, value: f64) -> String {
    match metric {
        Metric::Nps | Metric::Fxf => points(value),
        Metric::Ces1 | Metric::Ces2 => format!("{value:.1}"),
        Metric::Csat => percent_points(value),
    }
}

/// How far two figures are apart, without a sign.
pub fn distance_text(metric: Metric, by: f64) -> String {
    match metric {
        Metric::Ces1 | Metric::Ces2 => format!("{:.1}", by.abs()),
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
pub fn groups(metric: Metric, tally: &Tally) -> Vec<Group> {
    let (lowest, highest) = metric.scale();
    let mut groups: Vec<Group> = Vec::new();
    for value in (lowest..=highest).filter_map(Score::new) {
        let Some(class) = metric.class_of(value.get()) else { continue };
        let name = name_of(metric, value, class);
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

fn name_of(metric: Metric, value: Score, class: Class) -> &'static str {
    match (metric, class) {
        (Metric::Nps, class) => super::shares::class_name(metric, class),
        (Metric::Fxf, _) => match Attachment::of(value) {
            Attachment::Unfaithful => tr("Unfaithful"),
            Attachment::Indifferent => tr("Indifferent"),
            Attachment::Faithful => tr("Faithful"),
            Attachment::InLove => tr("In love"),
        },
        (Metric::Ces1, Class::Promoter) => tr("Little effort"),
        (Metric::Ces1, Class::Passive) => tr("Some effort"),
        (Metric::Ces1, Class::Detractor) => tr("Much effort"),
        (Metric::Ces2, Class::Promoter) => tr("Easy"),
        (Metric::Ces2, Class::Passive) => tr("Neither"),
        (Metric::Ces2, Class::Detractor) => tr("Hard"),
        (Metric::Csat, Class::Promoter) => tr("Satisfied"),
        (Metric::Csat, Class::Passive) => tr("Undecided"),
        (Metric::Csat, Class::Detractor) => tr("Not satisfied"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_cover_the_scale_once_and_count_everybody() {
        for metric in Metric::ALL.iter().copied() {
            let (lowest, highest) = metric.scale();
            let mut counts = [0; 11];
            for value in lowest..=highest {
                counts[usize::from(value)] = u64::from(value) + 1;
            }
            let groups = groups(metric, &Tally::from_counts(counts));
            let n: u64 = groups.iter().map(|group| group.count).sum();
            assert_eq!(n, counts.iter().sum::<u64>(), "{metric:?}");
            assert_eq!(groups.len(), if metric == Metric::Fxf { 4 } else { 3 });
            assert!(groups[0].range.starts_with(&lowest.to_string()));
            assert!(groups.last().unwrap().range.ends_with(&highest.to_string()));
        }
    }

    #[test]
    fn figures_are_written_in_their_own_unit() {
        assert_eq!(figure_text(Metric::Nps, 31.4), "+31");
        assert_eq!(figure_text(Metric::Ces1, 2.14), "2.1");
        assert_eq!(figure_text(Metric::Csat, 69.2), "69\u{202f}%");
        assert_eq!(distance_text(Metric::Fxf, -12.0), "12");
    }
}
