//! `outoften score`: a file or counts to a score, whole and in parts.

use clap::{Args, ValueEnum};
use outoften_core::metric::Metric;
use outoften_core::reading::{self, Period, Scored};
use outoften_core::result::{Segment, against_previous, against_rest};
use outoften_core::{Report, Tally};
use serde::Serialize;

use super::failure::Failure;
use super::input::{self, FileRead, Listing};
use super::options::{ColumnOptions, Format, FormatOption, IntervalOptions};
use super::{counts, output, segments};

/// What `--help` says at its end.
const HELP: &str = "\
Examples:
  outoften score answers.csv
  outoften score export.csv.gz --by country --every quarter
  outoften score --counts 0,0,0,10,0,0,0,20,0,0,70 --format json

Rows without an answer (empty, NA, null) are in no figure. Rows that hold something else than a
whole number from 0 to 10 are counted as bad rows and listed, never dropped.

Exit codes: 0 done, 1 not possible (the message says why), 2 wrong usage";

/// See [`super::Command::Score`].
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub struct ScoreOptions {
    /// CSV, TSV, JSON lines (plain or .gz) or a workbook (.xlsx); - is standard input
    #[arg(required_unless_present = "counts")]
    file: Option<String>,
    /// Eleven counts for the scores 0 to 10 instead of a file: 0,0,0,10,0,0,0,20,0,0,70
    #[arg(long, conflicts_with_all = ["file", "by", "every", "bad_rows"], allow_hyphen_values = true)]
    counts: Option<String>,
    #[command(flatten)]
    columns: ColumnOptions,
    /// Score each value of this column, and test it against the rest
    #[arg(long, alias = "segment-column", value_name = "COLUMN")]
    by: Option<String>,
    /// Score each period, and test it against the one before
    #[arg(long, value_enum)]
    every: Option<Every>,
    /// Write every row that was not counted to this file, as CSV
    #[arg(long, value_name = "FILE")]
    bad_rows: Option<String>,
    #[command(flatten)]
    interval: IntervalOptions,
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Every {
    Month,
    Quarter,
    Week,
}

impl From<Every> for Period {
    fn from(every: Every) -> Self {
        match every {
            Every::Month => Self::Month,
            Every::Quarter => Self::Quarter,
            Every::Week => Self::Week,
        }
    }
}

/// What is printed as JSON.
#[derive(Serialize)]
struct Scores {
    #[serde(flatten)]
    report: Report,
    bad_rows: u64,
    /// What makes the figure doubtful.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    segments: Option<Vec<Segment<Report>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    periods: Option<Vec<Segment<Report>>>,
}

pub(super) fn run(options: &ScoreOptions) -> Result<(), Failure> {
    let report_options = options.interval.report()?;
    let (scored, file) = scored(options)?;
    let (metric, scale) = (Metric::Nps, scored.likely_scale());
    let segments = || against_rest(metric, &scored.segments(), &scored.tally, &report_options);
    let periods = || against_previous(metric, &scored.periods(), &report_options);
    let scores = Scores {
        report: Report::of(&scored.tally, &report_options)?,
        bad_rows: scored.bad_rows,
        warnings: file.as_ref().map(|file| file.warnings(scale)).unwrap_or_default(),
        segments: options.by.as_ref().map(|_| segments()),
        periods: options.every.map(|_| periods()),
    };
    print(&scores, options.format.format)?;
    if let Some(file) = file {
        file.warn(scale);
    }
    Ok(())
}

fn scored(options: &ScoreOptions) -> Result<(Scored, Option<FileRead>), Failure> {
    let every = options.every.map(Period::from);
    let mut scored = Scored::new(options.by.is_some(), every);
    match (&options.counts, &options.file) {
        (Some(counts), _) => scored.tally = counts::tally(counts)?,
        (None, Some(file)) => {
            let reading = reading::ReadOptions {
                segment_column: options.by.clone(),
                dates: every.is_some(),
                ..options.columns.reading()
            };
            let mut listing = Listing::new(scored, options.bad_rows.as_deref())?;
            let read = input::read(file, &options.columns, reading, &mut listing)?;
            scored = listing.finish()?;
            read.remark(&scored);
            return Ok((scored, Some(read)));
        }
        (None, None) => {}
    }
    Ok((scored, None))
}

/// The tally of a file, for other commands, and what to warn of behind the result.
pub(super) fn tally_of(file: &str, columns: &ColumnOptions) -> Result<(Tally, FileRead), Failure> {
    let mut scored = Scored::default();
    let read = input::read(file, columns, columns.reading(), &mut scored)?;
    read.remark(&scored);
    Ok((scored.tally, read))
}

fn print(scores: &Scores, format: Format) -> Result<(), Failure> {
    let all = [("segment", &scores.segments), ("period", &scores.periods)];
    let listed = || all.iter().filter_map(|(kind, list)| Some((*kind, list.as_ref()?)));
    match format {
        Format::Json => output::json(scores)?,
        Format::Csv => {
            let mut rows = vec![segments::whole_row(&scores.report, scores.bad_rows)];
            rows.extend(listed().flat_map(|(kind, list)| segments::rows(kind, list)));
            output::csv(&segments::HEADER, &rows)?;
        }
        Format::Table => {
            output::table(&segments::summary(&scores.report, scores.bad_rows))?;
            for (kind, list) in listed() {
                output::table(&[vec![String::new()]])?;
                output::table(&segments::overview(kind, list))?;
            }
        }
    }
    Ok(())
}
