//! `outoften compare`: whether two scores differ.

use clap::Args;
use outoften_core::compare::{Comparison, Contrast, Limits};
use outoften_core::population::Population;
use outoften_core::reading::LikelyScale;
use outoften_core::{Level, Nps, Tally};
use serde::Serialize;

use super::failure::Failure;
use super::input::FileRead;
use super::options::{ColumnOptions, ContrastOption, Format, FormatOption, LevelOption};
use super::segments::signed;
use super::{counts, output, score};

/// What `--help` says at its end.
const HELP: &str = "\
Examples:
  outoften compare october.csv november.csv
  outoften compare --counts-a 0,0,0,10,0,0,0,20,0,0,70 --counts-b 0,0,0,20,0,0,0,30,0,0,50

Exit codes: 0 done, 1 not possible (the message says why), 2 wrong usage";

/// See [`super::Command::Compare`].
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub struct CompareOptions {
    /// Two files of answers; the result is the first minus the second
    #[arg(num_args = 0..=2, value_names = ["A", "B"])]
    files: Vec<String>,
    /// Eleven counts instead of the first file
    #[arg(long, allow_hyphen_values = true)]
    counts_a: Option<String>,
    /// Eleven counts instead of the second file
    #[arg(long, allow_hyphen_values = true)]
    counts_b: Option<String>,
    #[command(flatten)]
    columns: ColumnOptions,
    #[command(flatten)]
    method: ContrastOption,
    #[command(flatten)]
    level: LevelOption,
    /// How many people could have answered in either group, if few
    #[arg(long, value_name = "PEOPLE")]
    population: Option<u64>,
    #[command(flatten)]
    format: FormatOption,
}

/// The same fields as of a comparison, `null` where a side has no answers.
#[derive(Serialize)]
struct Nothing {
    difference: Option<f64>,
    standard_error: Option<f64>,
    z: Option<f64>,
    p_value: Option<f64>,
    interval: Option<Limits>,
    method: Contrast,
}

pub(super) fn run(options: &CompareOptions) -> Result<(), Failure> {
    let level = options.level.level()?;
    let method = options.method.contrast();
    let (first, second) = sides(options)?;
    let done = report(options, (&first.0, &second.0), method, level);
    for (tally, file) in [first, second] {
        if let Some(file) = file {
            file.warn(LikelyScale::of(&tally));
        }
    }
    done
}

fn report(
    options: &CompareOptions,
    (first, second): (&Tally, &Tally),
    method: Contrast,
    level: Level,
) -> Result<(), Failure> {
    let (Some(first), Some(second)) = (Nps::of(first), Nps::of(second)) else {
        return print_nothing(method, options.format.format);
    };
    let comparison = match options.population {
        None => Comparison::of(first, second, method, level),
        Some(size) => {
            let bounded = |nps: Nps| Population::new(size, nps.n()).map(|people| (nps, people));
            Comparison::within(bounded(first)?, bounded(second)?, method, level)
        }
    };
    print(&comparison, (first, second), options.format.format)
}

/// A tally, and the file it is from.
type Side = (Tally, Option<FileRead>);

/// Each side from its counts or from the next file.
fn sides(options: &CompareOptions) -> Result<(Side, Side), Failure> {
    let mut files = options.files.iter();
    let mut side = |counts: &Option<String>, name: &str| -> Result<Side, Failure> {
        match (counts, files.next()) {
            (Some(text), None) => Ok((counts::tally(text)?, None)),
            (Some(text), Some(_)) if options.files.len() == 1 => Ok((counts::tally(text)?, None)),
            (None, Some(file)) => {
                let (tally, read) = score::tally_of(file, &options.columns)?;
                Ok((tally, Some(read)))
            }
            _ => usage(name),
        }
    };
    match (&options.counts_a, &options.counts_b) {
        // The one file belongs to the side without counts.
        (Some(_), None) => {
            let second = side(&None, "B")?;
            Ok((side(&options.counts_a, "A")?, second))
        }
        (first, second) => Ok((side(first, "A")?, side(second, "B")?)),
    }
}

/// Ends the program with the exit code of wrong usage.
fn usage(side: &str) -> ! {
    let lower = side.to_lowercase();
    let message =
        format!("give side {side} once: a file, or eleven counts with --counts-{lower}\n");
    clap::Error::raw(clap::error::ErrorKind::MissingRequiredArgument, message).exit()
}

fn print_nothing(method: Contrast, format: Format) -> Result<(), Failure> {
    let nothing = Nothing {
        difference: None,
        standard_error: None,
        z: None,
        p_value: None,
        interval: None,
        method,
    };
    match format {
        Format::Json => output::json(&nothing)?,
        Format::Csv => output::csv(&HEADER, &[vec![String::new(); HEADER.len()]])?,
        Format::Table => output::table(&[vec!["no answers yet on one side".to_owned()]])?,
    }
    Ok(())
}

const HEADER: [&str; 7] = ["difference", "standard_error", "z", "p_value", "low", "high", "method"];

fn print(comparison: &Comparison, sides: (Nps, Nps), format: Format) -> Result<(), Failure> {
    let limits = comparison.interval;
    match format {
        Format::Json => output::json(comparison)?,
        Format::Csv => {
            let numbers = [
                Some(comparison.difference),
                Some(comparison.standard_error),
                comparison.z,
                comparison.p_value,
                Some(limits.low),
                Some(limits.high),
            ];
            let mut row: Vec<String> = numbers.into_iter().map(output::plain).collect();
            row.push(comparison.method.name().to_owned());
            output::csv(&HEADER, &[row])?;
        }
        Format::Table => {
            let row = |name: &str, cells: &[String]| [&[name.to_owned()], cells].concat();
            let side = |nps: Nps| [nps.rounded().to_string(), format!("n = {}", nps.n())];
            let p = comparison.p_value.map_or("undefined".to_owned(), output::p_value);
            output::table(&[
                row("A", &side(sides.0)),
                row("B", &side(sides.1)),
                row("difference", &[signed(comparison.difference)]),
                row("interval", &[signed(limits.low), signed(limits.high)]),
                row("p", &[p]),
                row("method", &[comparison.method.name().to_owned()]),
            ])?;
        }
    }
    Ok(())
}
