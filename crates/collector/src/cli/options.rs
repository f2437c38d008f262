//! Options that several commands share, and what they mean to the core.

use clap::{Args, ValueEnum};
use encoding_rs::Encoding;
use outoften_core::compare::Contrast;
use outoften_core::reading::{self, DateOrder, RowFilter};
use outoften_core::{BadArgument, Level, Method, ReportOptions};

use crate::answer_file::FileOptions;

/// Where the answers stand in a file. Columns are found by name and content; these say it.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct ColumnOptions {
    /// Column of the scores, by name or by number from 1
    #[arg(long, value_name = "COLUMN")]
    score_column: Option<String>,
    /// Column of the comments
    #[arg(long, value_name = "COLUMN")]
    comment_column: Option<String>,
    /// Column of the dates
    #[arg(long, value_name = "COLUMN")]
    date_column: Option<String>,
    /// Which comes first in dates such as 03/04/2026
    #[arg(long, value_enum)]
    date_order: Option<Order>,
    #[command(flatten)]
    source: SourceOptions,
}

/// Which rows count, and how the file is to be opened.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct SourceOptions {
    /// Only rows with this value; for one column any of several will do, columns must all fit
    #[arg(long = "where", value_name = "COLUMN=VALUE", value_parser = filter)]
    filters: Vec<RowFilter>,
    /// Go on with the rows that fit where many answers are off the scale
    #[arg(long)]
    allow_partial: bool,
    /// Encoding of the file, such as windows-1252 or shift_jis; found by its letters otherwise
    #[arg(long, value_parser = encoding)]
    encoding: Option<&'static Encoding>,
    /// Sheet of a workbook, by name or by number from 1; the first with scores otherwise
    #[arg(long)]
    sheet: Option<String>,
}

impl SourceOptions {
    /// Adds what concerns rows to the core's options.
    pub(crate) fn apply(&self, reading: reading::ReadOptions) -> reading::ReadOptions {
        reading::ReadOptions {
            filters: self.filters.clone(),
            allow_partial: self.allow_partial,
            ..reading
        }
    }

    pub(crate) fn file(&self) -> FileOptions {
        FileOptions { encoding: self.encoding, sheet: self.sheet.clone() }
    }
}

fn filter(text: &str) -> Result<RowFilter, String> {
    RowFilter::parse(text).ok_or_else(|| "expected COLUMN=VALUE, such as Survey=Loyalty".to_owned())
}

fn encoding(label: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(label.as_bytes())
        .ok_or_else(|| "expected an encoding's name, such as utf-8 or windows-1252".to_owned())
}

/// Day or month first.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Order {
    /// Day, month, year
    Dmy,
    /// Month, day, year
    Mdy,
}

impl From<Order> for DateOrder {
    fn from(order: Order) -> Self {
        match order {
            Order::Dmy => Self::DayFirst,
            Order::Mdy => Self::MonthFirst,
        }
    }
}

impl ColumnOptions {
    pub(super) fn reading(&self) -> reading::ReadOptions {
        self.source.apply(reading::ReadOptions {
            score_column: self.score_column.clone(),
            comment_column: self.comment_column.clone(),
            date_column: self.date_column.clone(),
            date_order: self.date_order.map(DateOrder::from),
            ..reading::ReadOptions::default()
        })
    }

    pub(super) fn file(&self) -> FileOptions {
        self.source.file()
    }
}

/// How sure the interval is.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct LevelOption {
    /// Confidence level, between 0 and 1
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

impl LevelOption {
    pub(super) fn level(self) -> Result<Level, BadArgument> {
        Level::new(self.level)
    }
}

/// How the interval of one score is computed.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct IntervalOptions {
    /// How the interval is computed
    #[arg(long, value_enum, default_value_t = IntervalName::AdjustedWald)]
    interval: IntervalName,
    #[command(flatten)]
    level: LevelOption,
    /// How many people could have answered, if few
    #[arg(long, value_name = "PEOPLE")]
    population: Option<u64>,
    /// Print the interval below five answers too
    #[arg(long)]
    small: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum IntervalName {
    /// Pseudo-answers added: right from few answers on
    AdjustedWald,
    /// As most tools compute it
    Wald,
    /// Inverted score test (Tango)
    Score,
    /// Wilson limits of both shares, combined
    Mover,
}

impl IntervalOptions {
    pub(super) fn report(self) -> Result<ReportOptions, BadArgument> {
        Ok(ReportOptions {
            method: match self.interval {
                IntervalName::AdjustedWald => Method::AdjustedWald,
                IntervalName::Wald => Method::Wald,
                IntervalName::Score => Method::Score,
                IntervalName::Mover => Method::Mover,
            },
            level: self.level.level()?,
            population: self.population,
            small: self.small,
        })
    }
}

/// Adjusted or plain, where only these two exist.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct ContrastOption {
    /// With or without pseudo-answers
    #[arg(long, alias = "interval", value_enum, default_value_t = ContrastName::AdjustedWald)]
    method: ContrastName,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ContrastName {
    /// Pseudo-answers added: right from few answers on
    #[value(alias = "adjusted")]
    AdjustedWald,
    /// As most tools compute it
    Wald,
}

impl ContrastOption {
    pub(super) fn contrast(self) -> Contrast {
        match self.method {
            ContrastName::AdjustedWald => Contrast::AdjustedWald,
            ContrastName::Wald => Contrast::Wald,
        }
    }
}

/// How a result is printed.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct FormatOption {
    /// A table for people, JSON or CSV for programs
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(super) format: Format,
}

/// See [`FormatOption`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Table,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}
