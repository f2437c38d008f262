//! The columns of a table by what they hold; among those that fit, by what they are called.

use super::columns::asked;
use super::dates::DateStyle;
use super::error::ReadError;
use super::header::Header;
use super::names;
use super::profile::Profile;
use super::session::ReadOptions;
use super::spread::Spread;
use crate::metric::Metric;

/// Rows in which a scale to ten shows its upper end.
const ENOUGH_TO_TELL: usize = 20;
/// More different values make no segments that anybody reads.
const SEGMENTS_SHOWN: usize = 50;
/// Longer values are no names of segments.
const SEGMENT_CHARACTERS: usize = 60;

/// Names, profiles and rows.
pub(super) struct Table<'a> {
    names: &'a [String],
    /// A name with what the second line says.
    labels: Vec<String>,
    profiles: Vec<Profile>,
    rows: &'a [Vec<String>],
    spread: Vec<usize>,
}

/// Which column is which.
pub(super) struct Found {
    pub(super) score: usize,
    pub(super) runner_up: Option<usize>,
    pub(super) comment: Option<usize>,
    pub(super) date: Option<usize>,
    pub(super) segment: Option<usize>,
    pub(super) segments: Vec<usize>,
    pub(super) class: Option<usize>,
    /// The scale that the column's name says, where all scores fit on it.
    pub(super) named_scale: Option<(u8, u8)>,
    /// The end of the scale that many of the scores need instead.
    pub(super) other_scale: Option<u8>,
    /// Not all of the column's cells are scores.
    pub(super) unsure: bool,
}

impl<'a> Table<'a> {
    pub(super) fn new(
        header: &'a Header,
        rows: &'a [Vec<String>],
        scale: (u8, u8),
        spread: Option<&Spread>,
    ) -> Self {
        let second = |column: usize| header.second.as_ref().and_then(|second| second.get(column));
        let label = |(column, name): (usize, &String)| match second(column) {
            Some(second) if !name.ends_with(second.as_str()) => format!("{name} {second}"),
            _ => name.clone(),
        };
        Self {
            names: &header.names,
            labels: header.names.iter().enumerate().map(label).collect(),
            profiles: (0..header.names.len()).map(|i| Profile::of(rows, i, scale)).collect(),
            rows,
            spread: spread
                .map(|spread| spread.steps.iter().map(|(column, _)| *column).collect())
                .unwrap_or_default(),
        }
    }

    pub(super) const fn names(&self) -> &[String] {
        self.names
    }

    /// All columns; `spread` if one question has a column for each choice.
    pub(super) fn find(&self, options: &ReadOptions, spread: bool) -> Result<Found, ReadError> {
        let score = match options.score_column.as_deref() {
            Some(name) => self.score_named(name)?,
            None if spread && self.best_rank(options.metric) < 3 => self.first_of_spread(),
            None => self.score(options)?,
        };
        let fitting = self.profiles.get(score).cloned().unwrap_or_default();
        let checked = options.metric.scale() == (0, 10) && !self.spread.contains(&score);
        let other_scale = fitting.other_scale().filter(|_| checked);
        if let Some(highest) = other_scale.filter(|_| !options.allow_partial) {
            let column = self.names.get(score).cloned().unwrap_or_default();
            return Err(ReadError::OtherScale { column, highest });
        }
        let date = self.date(options, score)?;
        let class = self.class(score);
        let comment = self.comment(options, score, &[date, class])?;
        let taken = [Some(score), date, class, comment];
        Ok(Found {
            score,
            runner_up: self.runner_up(score, options.metric),
            comment,
            date,
            segment: options
                .segment_column
                .as_deref()
                .map(|name| asked(self.names, name))
                .transpose()?,
            segments: self
                .which(|i, profile| !taken.contains(&Some(i)) && self.is_segment(i, profile)),
            class,
            other_scale,
            named_scale: self.named_scale(score, &fitting).filter(|_| checked),
            unsure: !fitting.is_on_scale(19),
        })
    }

    /// A shorter scale in a column's name, unless its scores go beyond.
    fn named_scale(&self, score: usize, fitting: &Profile) -> Option<(u8, u8)> {
        let name = self.labels.get(score)?;
        names::scale_in(name).filter(|_| fitting.upper == 0 && fitting.other_scale().is_none())
    }

    /// A named column; any of a question's choices means the question.
    fn score_named(&self, name: &str) -> Result<usize, ReadError> {
        let wanted = format!(" {}", name.trim().to_lowercase());
        let is_choice = |i: &&usize| {
            self.labels.get(**i).is_some_and(|label| label.to_lowercase().ends_with(&wanted))
        };
        let column = asked(self.names, name);
        let column =
            column.or_else(|why| self.spread.iter().find(is_choice).copied().ok_or(why))?;
        Ok(if self.spread.contains(&column) { self.first_of_spread() } else { column })
    }

    fn first_of_spread(&self) -> usize {
        self.spread.first().copied().unwrap_or(0)
    }

    fn rank(&self, column: usize, metric: Metric) -> u8 {
        let name = self.names.get(column).map_or("", String::as_str);
        let label = self.labels.get(column).map_or("", String::as_str);
        let own = names::score_rank(name, metric);
        // Beside a score by its own name: what the second line says does not matter.
        if own == 0 && names::is_beside(name) {
            0
        } else {
            own.max(names::score_rank(label, metric))
        }
    }

    fn best_rank(&self, metric: Metric) -> u8 {
        let fitting = self.which(|i, profile| {
            profile.is_on_scale(10) && !profile.is_free_text() && !self.spread.contains(&i)
        });
        fitting.into_iter().map(|i| self.rank(i, metric)).max().unwrap_or(0)
    }

    fn score(&self, options: &ReadOptions) -> Result<usize, ReadError> {
        let rank = |i: usize| self.rank(i, options.metric);
        let of_own = |i: usize| !self.spread.contains(&i);
        // By name, if at least half of what is there are scores.
        for wanted in [3, 2, 1] {
            let found =
                self.which(|i, profile| profile.is_on_scale(10) && of_own(i) && rank(i) == wanted);
            if let Some(column) = self.only(found)? {
                return Ok(column);
            }
        }
        // A name that says so, over a column of nothing or of numbers off the scale: its rows are
        // then reported, one by one. Other numbers do not take its place.
        for wanted in [3, 2] {
            let open = |profile: &Profile| profile.filled == 0 || profile.is_numeric();
            let found = self.which(|i, profile| open(profile) && rank(i) == wanted);
            if let Some(column) = self.only(found)? {
                return Ok(column);
            }
        }
        // By content, if nearly all are scores and the column is nothing else by its name.
        let found = self.which(|i, profile| self.is_score_by_content(i, profile));
        if let Some(column) = self.only(found)? {
            return Ok(column);
        }
        // The score of an earlier survey, where there is no other.
        let found = self.which(|i, profile| {
            profile.is_on_scale(10) && of_own(i) && self.is_earlier(i, options.metric)
        });
        self.only(found)?.ok_or_else(|| ReadError::NoScoreColumn { columns: self.names.to_vec() })
    }

    fn is_earlier(&self, column: usize, metric: Metric) -> bool {
        self.names.get(column).is_some_and(|name| names::is_earlier_score(name, metric))
    }

    fn is_score_by_content(&self, column: usize, profile: &Profile) -> bool {
        let name = self.names.get(column).map_or("", String::as_str);
        let counts = profile.counts_up && (profile.filled > 3 || name.is_empty());
        let words_differ =
            profile.plain * 2 >= profile.on_scale || profile.values * 2 > profile.on_scale.min(11);
        profile.is_on_scale(19)
            && words_differ
            && !(counts || names::is_numbering(name) || names::is_beside(name))
    }

    fn which(&self, wanted: impl Fn(usize, &Profile) -> bool) -> Vec<usize> {
        let all = self.profiles.iter().enumerate();
        all.filter(|(i, profile)| wanted(*i, profile)).map(|(i, _)| i).collect()
    }

    /// The only one, or the only one that uses the upper end of the scale in enough rows to tell.
    fn only(&self, found: Vec<usize>) -> Result<Option<usize>, ReadError> {
        match found.as_slice() {
            [] => Ok(None),
            [column] => Ok(Some(*column)),
            several => match self.with_upper_end(several) {
                Some(column) => Ok(Some(column)),
                None => Err(ReadError::SeveralScoreColumns { candidates: self.named(several) }),
            },
        }
    }

    fn with_upper_end(&self, columns: &[usize]) -> Option<usize> {
        let of = |i: &usize| self.profiles.get(*i);
        if !columns.iter().filter_map(of).all(|profile| profile.filled >= ENOUGH_TO_TELL) {
            return None;
        }
        let mut upper = columns.iter().filter(|i| of(i).is_some_and(|profile| profile.upper > 0));
        upper.next().filter(|_| upper.next().is_none()).copied()
    }

    fn named(&self, columns: &[usize]) -> Vec<String> {
        columns.iter().filter_map(|i| self.names.get(*i)).cloned().collect()
    }

    fn runner_up(&self, score: usize, metric: Metric) -> Option<usize> {
        let others = self.which(|i, profile| {
            i != score
                && !self.spread.contains(&i)
                && ((profile.is_on_scale(10) && self.rank(i, metric) > 0)
                    || self.is_score_by_content(i, profile))
        });
        others.into_iter().max_by_key(|i| self.rank(*i, metric))
    }

    fn class(&self, score: usize) -> Option<usize> {
        let found = self.which(|i, profile| {
            let named = names::is_beside(self.names.get(i).map_or("", String::as_str))
                || self.names.get(i).is_some_and(|name| names::score_rank(name, Metric::Nps) == 3);
            i != score && profile.is_classes() && (named || profile.different_classes > 1)
        });
        found.into_iter().max_by_key(|i| self.profiles.get(*i).map(|profile| profile.classes))
    }

    fn comment(
        &self,
        options: &ReadOptions,
        score: usize,
        taken: &[Option<usize>],
    ) -> Result<Option<usize>, ReadError> {
        if let Some(name) = options.comment_column.as_deref() {
            return asked(self.names, name).map(Some);
        }
        let likely = self.which(|i, profile| {
            i != score
                && !taken.contains(&Some(i))
                && !self.spread.contains(&i)
                && 2 * profile.dates <= profile.filled
                && 5 * profile.plain <= profile.filled
                && (2 * profile.numbers <= profile.filled || profile.is_free_text())
        });
        // A name decides; among others the longest texts, if they are more than a word or two and
        // not the same few again and again.
        let weight = |i: &usize| {
            let profile = self.profiles.get(*i).cloned().unwrap_or_default();
            let label = self.labels.get(*i).map_or("", String::as_str);
            let rank = names::comment_rank(label);
            let named = rank == 2;
            let texts = profile.is_free_text() && !names::is_label(label);
            let average = profile.characters / profile.filled.max(1);
            (named || texts).then_some((rank, texts, average))
        };
        Ok(likely.into_iter().filter(|i| weight(i).is_some()).max_by_key(|i| weight(i)))
    }

    fn is_segment(&self, column: usize, profile: &Profile) -> bool {
        profile.filled > 1
            && profile.repeats()
            && profile.values <= SEGMENTS_SHOWN
            && profile.characters <= SEGMENT_CHARACTERS * profile.filled
            && 2 * profile.numbers < profile.filled
            && profile.dates + profile.maybe_dates == 0
            && !self.spread.contains(&column)
    }

    fn date(&self, options: &ReadOptions, score: usize) -> Result<Option<usize>, ReadError> {
        if let Some(name) = options.date_column.as_deref() {
            return asked(self.names, name).map(Some);
        }
        let dated = self.which(|i, profile| i != score && self.is_dated(i, profile));
        // A moment that few rows have is no moment of all answers.
        let rank = |i: &usize| {
            let profile = self.profiles.get(*i).cloned().unwrap_or_default();
            let rank = self.date_rank(*i);
            if 2 * profile.filled < profile.rows { rank.min(1) } else { rank }
        };
        let best = dated.iter().map(rank).max().filter(|best| *best > 0);
        let best: Vec<usize> = dated.iter().copied().filter(|i| Some(rank(i)) == best).collect();
        match best.as_slice() {
            [] if !options.dates => Ok(None),
            [] if dated.is_empty() => Err(ReadError::NoDateColumn { columns: self.names.to_vec() }),
            [] => Err(ReadError::OtherDates { candidates: self.named(&dated) }),
            [first, others @ ..] if others.iter().all(|other| self.same_days(*first, *other)) => {
                Ok(Some(*first))
            }
            _ if !options.dates => Ok(None),
            several => Err(ReadError::SeveralDateColumns { candidates: self.named(several) }),
        }
    }

    fn date_rank(&self, column: usize) -> u8 {
        let name = self.names.get(column).map_or(2, |name| names::date_rank(name));
        let label = self.labels.get(column).map_or(2, |label| names::date_rank(label));
        if name == 2 { label } else { name }
    }

    /// Digits are a date where the column's name says so, a spreadsheet's number also beside a
    /// column that does.
    fn is_dated(&self, column: usize, profile: &Profile) -> bool {
        let name = |i: usize| self.names.get(i).map_or("", String::as_str);
        if names::is_numbering(name(column)) {
            return false;
        }
        let before = column.checked_sub(1).is_some_and(|before| names::is_time(name(before)));
        let near = (before || names::is_time(name(column + 1))) && !names::is_beside(name(column));
        profile.is_dates(names::is_time(name(column)), near)
    }

    /// Whether two columns say the same day in nearly every row, so that it does not matter which
    /// is taken.
    fn same_days(&self, first: usize, second: usize) -> bool {
        let style = DateStyle { serials: true, ..DateStyle::default() };
        let day = |row: &Vec<String>, column: usize| {
            row.get(column).and_then(|cell| style.day(cell.trim().as_bytes()))
        };
        let both = self.rows.iter().filter_map(|row| day(row, first).zip(day(row, second)));
        let (mut all, mut same) = (0, 0);
        for (one, other) in both {
            all += 1;
            same += usize::from((one - other).abs() <= 1);
        }
        all > 0 && 10 * same >= 9 * all
    }

    /// Whether most of a column's cells are days as spreadsheets number them.
    pub(super) fn has_serials(&self, column: usize) -> bool {
        self.profiles.get(column).is_some_and(|profile| 2 * profile.serials > profile.filled)
    }
}
