//! `outoften metric`: effort, satisfaction, attachment, each on its own scale.

use clap::{Args, ValueEnum};
use outoften_core::BadArgument;
use outoften_core::Tally;
use outoften_core::metric::ces::{Ces, Version};
use outoften_core::metric::csat::{Csat, SATISFIED_FROM};
use outoften_core::metric::fxf::Fxf;
use outoften_core::metric::{Distribution, Metric};
use outoften_core::reading::{self, BadRow, ReadError, Sink};
use serde::Serialize;

use super::failure::Failure;
use super::options::{ColumnOptions, Format, FormatOption, IntervalOptions};
use super::{counts, input, output};

/// What `--help` says at its end.
const HELP: &str = "\
Examples:
  outoften metric csat answers.csv
  outoften metric ces --counts 1,0,2,3,10,20,14

Exit codes: 0 done, 1 not possible (the message says why), 2 wrong usage";

/// See [`super::Command::Metric`].
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub struct MetricOptions {
    /// Which
    #[arg(value_enum)]
    metric: Name,
    /// CSV, TSV, JSON lines (plain or .gz) or a workbook (.xlsx); - is standard input
    #[arg(required_unless_present = "counts")]
    file: Option<String>,
    /// One count per step of the scale instead of a file, lowest first
    #[arg(long, conflicts_with = "file", allow_hyphen_values = true)]
    counts: Option<String>,
    /// For CES: 5 for version 1.0 (how much effort), 7 for version 2.0 (made it easy)
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u8).range(5..=7))]
    scale: u8,
    /// For CSAT: the lowest answer that counts as satisfied
    #[arg(long, default_value_t = SATISFIED_FROM, value_parser = clap::value_parser!(u8).range(2..=5))]
    satisfied_from: u8,
    #[command(flatten)]
    columns: ColumnOptions,
    #[command(flatten)]
    interval: IntervalOptions,
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Name {
    /// Customer effort
    Ces,
    /// Customer satisfaction
    Csat,
    /// Loyalty experience factor
    Fxf,
}

pub(super) fn run(options: &MetricOptions) -> Result<(), Failure> {
    let report = options.interval.report()?;
    let metric = metric(options)?;
    let answers = answers(options, metric)?;
    let ces = |version| {
        let ces = Ces::of(&answers, version);
        print(&ces, &ces_rows(&ces), options.format.format)
    };
    match metric {
        Metric::Ces1 => ces(Version::V1),
        Metric::Ces2 => ces(Version::V2),
        Metric::Csat => {
            let csat = Csat::of(&answers, options.satisfied_from, report.level);
            print(&csat, &csat_rows(&csat), options.format.format)
        }
        Metric::Fxf | Metric::Nps => {
            let counts = <[u64; 11]>::try_from(answers.counts());
            let tally = Tally::from_counts(counts.map_err(|_| BadArgument::CountsLength)?);
            let fxf = Fxf::of(&tally, report.method, report.level);
            print(&fxf, &fxf_rows(&fxf), options.format.format)
        }
    }
}

/// The metric, and for CES the version: by the number of counts, or as asked.
fn metric(options: &MetricOptions) -> Result<Metric, BadArgument> {
    let steps = match &options.counts {
        Some(text) => counts::counts(text)?.len(),
        None => usize::from(options.scale),
    };
    match options.metric {
        Name::Csat => Ok(Metric::Csat),
        Name::Fxf => Ok(Metric::Fxf),
        Name::Ces => match Version::with_steps(steps) {
            Some(Version::V1) => Ok(Metric::Ces1),
            Some(Version::V2) => Ok(Metric::Ces2),
            None => Err(BadArgument::CountsLength),
        },
    }
}

fn answers(options: &MetricOptions, metric: Metric) -> Result<Distribution, Failure> {
    let (lowest, highest) = metric.scale();
    if let Some(text) = &options.counts {
        return Ok(Distribution::from_counts(lowest, highest, &counts::counts(text)?)?);
    }
    let mut counted = Counted { answers: Distribution::new(lowest, highest), bad_rows: 0 };
    let path = options.file.as_deref().unwrap_or("-");
    let reading = reading::ReadOptions { metric, ..options.columns.reading() };
    let columns = input::read(path, &options.columns, reading, &mut counted)?.columns;
    let path = input::called(path);
    eprintln!("{path}: answers from column \"{}\"", columns.name(columns.score));
    if counted.bad_rows > 0 {
        eprintln!("{path}: {} bad rows, not counted", counted.bad_rows);
    }
    Ok(counted.answers)
}

/// Rows to a distribution.
struct Counted {
    answers: Distribution,
    bad_rows: u64,
}

impl Sink for Counted {
    fn row(&mut self, row: &reading::Row<'_>) -> Result<(), ReadError> {
        self.answers.add(row.value);
        Ok(())
    }

    fn unanswered(&mut self) {}

    fn bad_row(&mut self, bad: BadRow) {
        if self.bad_rows < 5 {
            eprintln!("{bad}");
        }
        self.bad_rows += 1;
    }
}

/// A name and a value: for people with few decimals, for programs with all.
type Row = (&'static str, Cell);

enum Cell {
    Text(&'static str),
    Count(u64),
    Number(Option<f64>),
}

impl Cell {
    fn for_people(&self) -> String {
        match self {
            Self::Number(None) => "-".to_owned(),
            Self::Number(Some(number)) => output::decimals(*number, 2),
            other => other.for_programs(),
        }
    }

    fn for_programs(&self) -> String {
        match self {
            Self::Text(text) => (*text).to_owned(),
            Self::Count(count) => count.to_string(),
            Self::Number(number) => output::plain(*number),
        }
    }
}

fn ces_rows(ces: &Ces) -> Vec<Row> {
    let mut rows = vec![
        ("metric", Cell::Text(ces.metric)),
        ("polarity", Cell::Text(ces.polarity)),
        ("n", Cell::Count(ces.n)),
        ("mean", Cell::Number(ces.mean)),
        ("standard_error", Cell::Number(ces.standard_error)),
    ];
    if ces.metric == Version::V2.name() {
        rows.extend([
            ("percent_5_to_7", Cell::Number(ces.percent_5_to_7)),
            ("percent_6_to_7", Cell::Number(ces.percent_6_to_7)),
            ("percent_1_to_3", Cell::Number(ces.percent_1_to_3)),
            ("net", Cell::Number(ces.net)),
        ]);
    }
    rows
}

fn csat_rows(csat: &Csat) -> Vec<Row> {
    vec![
        ("metric", Cell::Text(csat.metric)),
        ("percent", Cell::Number(csat.percent)),
        ("low", Cell::Number(csat.interval.map(|interval| interval.low))),
        ("high", Cell::Number(csat.interval.map(|interval| interval.high))),
        ("n", Cell::Count(csat.n)),
        ("satisfied", Cell::Count(csat.satisfied)),
    ]
}

fn fxf_rows(fxf: &Fxf) -> Vec<Row> {
    vec![
        ("metric", Cell::Text(fxf.metric)),
        ("fxf", Cell::Number(fxf.fxf)),
        ("low", Cell::Number(fxf.interval.map(|interval| interval.low))),
        ("high", Cell::Number(fxf.interval.map(|interval| interval.high))),
        ("n", Cell::Count(fxf.n)),
        ("unfaithful", Cell::Count(fxf.unfaithful)),
        ("indifferent", Cell::Count(fxf.indifferent)),
        ("faithful", Cell::Count(fxf.faithful)),
        ("in_love", Cell::Count(fxf.in_love)),
    ]
}

fn print(result: &impl Serialize, rows: &[Row], format: Format) -> Result<(), Failure> {
    match format {
        Format::Json => output::json(result)?,
        Format::Csv => {
            let header: Vec<&str> = rows.iter().map(|(name, _)| *name).collect();
            output::csv(&header, &[rows.iter().map(|(_, cell)| cell.for_programs()).collect()])?;
        }
        Format::Table => {
            let row = |(name, cell): &Row| vec![name.replace('_', " "), cell.for_people()];
            output::table(&rows.iter().map(row).collect::<Vec<_>>())?;
        }
    }
    Ok(())
}
