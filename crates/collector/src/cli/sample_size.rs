//! `outoften sample-size`: how many answers a statement needs.

use clap::{ArgGroup, Args};
use outoften_core::BadArgument;
use outoften_core::compare::Contrast;
use outoften_core::sample_size::{PlanningVariance, for_margin, per_group};
use serde::Serialize;

use super::failure::Failure;
use super::options::{ContrastOption, Format, FormatOption, LevelOption};
use super::output;

/// What `--help` says at its end.
const HELP: &str = "\
Examples:
  outoften sample-size --margin 5
  outoften sample-size --margin 5 --shares 20,30,50 --population 400
  outoften sample-size --difference 10 --power 0.9

Exit codes: 0 done, 1 not possible (the message says why), 2 wrong usage";

/// See [`super::Command::SampleSize`].
#[derive(Args, Debug)]
#[command(after_help = HELP)]
#[command(group(ArgGroup::new("aim").required(true).args(["margin", "difference"])))]
pub struct SampleSizeOptions {
    /// Answers for a score of plus or minus so many points
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
    margin: Option<f64>,
    /// Answers per group to find a difference of so many points
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
    difference: Option<f64>,
    /// Chance of finding the difference
    #[arg(long, default_value_t = 0.8, conflicts_with = "margin")]
    power: f64,
    /// Expected shares of detractors, passives, promoters: 0.2,0.3,0.5 or 20,30,50
    #[arg(long, value_name = "D,P,Q", allow_hyphen_values = true)]
    shares: Option<String>,
    /// Expected variance of one answer, up to 1, the worst case and the default
    #[arg(long, conflicts_with = "shares", allow_hyphen_values = true)]
    variance: Option<f64>,
    /// How many people could answer, if few
    #[arg(long, value_name = "PEOPLE", conflicts_with = "difference")]
    population: Option<u64>,
    #[command(flatten)]
    level: LevelOption,
    #[command(flatten)]
    method: ContrastOption,
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Serialize)]
struct Size {
    n: u64,
    method: Contrast,
}

pub(super) fn run(options: &SampleSizeOptions) -> Result<(), Failure> {
    let level = options.level.level()?;
    let method = options.method.contrast();
    let variance = variance(options)?;
    let (n, what) = match (options.margin, options.difference) {
        (Some(margin), _) => {
            (for_margin(margin, variance, level, method, options.population)?, "answers")
        }
        (None, Some(difference)) => {
            (per_group(difference, options.power, variance, level, method)?, "answers per group")
        }
        // The group of arguments rules this out.
        (None, None) => return Err(BadArgument::Margin.into()),
    };
    match options.format.format {
        Format::Json => output::json(&Size { n, method })?,
        Format::Csv => {
            output::csv(&["n", "method"], &[vec![n.to_string(), method.name().to_owned()]])?;
        }
        Format::Table => output::table(&[
            vec![what.to_owned(), n.to_string()],
            vec!["method".to_owned(), method.name().to_owned()],
        ])?,
    }
    Ok(())
}

fn variance(options: &SampleSizeOptions) -> Result<PlanningVariance, BadArgument> {
    if let Some(variance) = options.variance {
        return PlanningVariance::new(variance);
    }
    let Some(text) = &options.shares else { return Ok(PlanningVariance::WORST) };
    let shares: Result<Vec<f64>, _> = text.split(',').map(|share| share.trim().parse()).collect();
    let shares = shares.ok().and_then(|shares| <[f64; 3]>::try_from(shares).ok());
    PlanningVariance::of_shares(shares.ok_or(BadArgument::Shares)?)
}
