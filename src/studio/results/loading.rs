//! One file on its way through the core's reading: slice by slice, with progress and a way out.

use crate::studio::browser::files::slice;
use crate::studio::model::findings::{Findings, Gathering};
use crate::studio::state::Studio;
use crate::studio::words::{tr, trf};
use leptos::prelude::*;
use leptos::task::spawn_local;
use outoften_core::reading::{Columns, DateOrder, Options, Period, ReadError, Reading};
use std::sync::Arc;
use web_sys::Blob;

/// Bytes of a slice: small enough that the page answers between two of them.
const SLICE_BYTES: f64 = 65_536.0;
/// Bytes after which the columns are known for certain.
const SAMPLE_BYTES: f64 = 300_000.0;

/// How to read a file. What is not named is found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// The column of the scores.
    pub score: Option<String>,
    /// The column that makes segments.
    pub segment: Option<String>,
    /// Weeks or quarters instead of months.
    pub period: Option<Period>,
    /// Day or month first, where the file does not tell.
    pub date_order: Option<DateOrder>,
}

/// What stands in the way of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// Nothing to choose: a sentence.
    Said(String),
    /// One of these columns holds the scores.
    WhichColumn(Vec<String>),
    /// Day or month first?
    WhichOrder,
}

/// The file on its way. Small enough to be handed about.
#[derive(Clone, Copy)]
pub struct Loader {
    studio: Studio,
    file: StoredValue<Option<(String, Blob)>, LocalStorage>,
    /// Raised for each reading; an older one that notices stops.
    round: StoredValue<u32>,
    /// Share of the bytes that were read, 0 to 1; none when nothing is going on.
    pub progress: RwSignal<Option<f64>>,
    /// Rows so far.
    pub rows: RwSignal<u64>,
    /// What was found.
    pub columns: RwSignal<Option<Columns>>,
    /// How to read.
    pub choice: RwSignal<Choice>,
    /// What stands in the way.
    pub problem: RwSignal<Option<Problem>>,
}

impl Loader {
    /// Nothing on its way.
    pub fn new() -> Self {
        Self {
            studio: Studio::here(),
            file: StoredValue::new_local(None),
            round: StoredValue::new(0),
            progress: RwSignal::new(None),
            rows: RwSignal::new(0),
            columns: RwSignal::new(None),
            choice: RwSignal::new(Choice::default()),
            problem: RwSignal::new(None),
        }
    }

    /// Reads another file.
    pub fn take(&self, name: String, file: Blob, choice: Choice) {
        self.file.set_value(Some((name, file)));
        self.columns.set(None);
        self.choice.set(choice);
        self.read();
    }

    /// Reads the same file in another way.
    pub fn read_as(&self, change: impl FnOnce(&mut Choice)) {
        self.choice.update(change);
        self.read();
    }

    /// Whether there is a file to be read in another way.
    pub fn has_file(&self) -> bool {
        self.file.with_value(Option::is_some) && self.columns.with(Option::is_some)
    }

    /// Stops.
    pub fn cancel(&self) {
        self.round.update_value(|round| *round += 1);
        self.progress.set(None);
    }

    /// Takes findings that are from elsewhere.
    pub fn forget_file(&self) {
        self.cancel();
        self.file.set_value(None);
        self.columns.set(None);
        self.problem.set(None);
    }

    fn read(self) {
        self.cancel();
        self.problem.set(None);
        let Some((name, file)) = self.file.get_value() else { return };
        let round = self.round.get_value();
        self.progress.set(Some(0.0));
        spawn_local(async move {
            let outcome = self.run(&name, &file, round).await;
            if self.round.get_value() != round {
                return;
            }
            self.progress.set(None);
            match outcome {
                Ok(findings) => self.studio.findings.set(Some(Arc::new(findings))),
                Err(problem) => self.problem.set(Some(problem)),
            }
        });
    }

    async fn run(self, name: &str, file: &Blob, round: u32) -> Result<Findings, Problem> {
        let choice = self.choice.get_untracked();
        let columns = sample(file, options(&choice, false)).await?;
        let dated = columns.date.is_some();
        self.columns.set(Some(columns));
        let period = choice.period.unwrap_or(Period::Month);
        let mut gathering = Gathering::new(choice.segment.is_some(), dated.then_some(period));
        let mut reading = Reading::new(options(&choice, dated));
        let mut start = 0.0;
        while start < file.size() {
            let bytes = read_slice(file, start, start + SLICE_BYTES).await?;
            reading.push(&bytes, &mut gathering).map_err(problem)?;
            start += SLICE_BYTES;
            if self.round.get_value() != round {
                return Err(Problem::Said(String::new()));
            }
            self.progress.set(Some((start / file.size()).min(1.0)));
            self.rows.set(gathering.rows());
        }
        reading.finish(&mut gathering).map_err(problem)?;
        Ok(gathering.findings(name))
    }
}

fn options(choice: &Choice, dates: bool) -> Options {
    Options {
        score_column: choice.score.clone(),
        segment_column: choice.segment.clone(),
        date_order: choice.date_order,
        dates,
        ..Options::default()
    }
}

/// The columns, from the beginning of the file.
async fn sample(file: &Blob, options: Options) -> Result<Columns, Problem> {
    let bytes = read_slice(file, 0.0, SAMPLE_BYTES).await?;
    let mut reading = Reading::new(options);
    let mut nowhere = Gathering::new(false, None);
    reading.push(&bytes, &mut nowhere).map_err(problem)?;
    if reading.columns().is_none() {
        reading.finish(&mut nowhere).map_err(problem)?;
    }
    reading.columns().cloned().ok_or_else(|| problem(ReadError::Empty))
}

async fn read_slice(file: &Blob, start: f64, end: f64) -> Result<Vec<u8>, Problem> {
    let refused = |_| {
        Problem::Said(
            tr("The browser could not read that file. Was it moved or changed?").to_owned(),
        )
    };
    slice(file, start, end).await.map_err(refused)
}

/// The core's error in the words of a page.
fn problem(error: ReadError) -> Problem {
    match error {
        ReadError::SeveralScoreColumns { candidates } => Problem::WhichColumn(candidates),
        ReadError::NoScoreColumn { columns } if !columns.is_empty() => {
            Problem::WhichColumn(columns)
        }
        ReadError::AmbiguousDates { .. } => Problem::WhichOrder,
        ReadError::Empty => Problem::Said(
            tr("The file is empty. Expected a header line and one line per answer.").to_owned(),
        ),
        ReadError::NotATable { found, advice } => Problem::Said(trf(
            "This looks like {found}, not like a table; {advice}.",
            &[("found", found), ("advice", advice)],
        )),
        other => Problem::Said(other.to_string()),
    }
}
