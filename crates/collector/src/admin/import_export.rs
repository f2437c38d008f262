//! `outoften export`, `import`, `erase`.

use std::io::Write as _;

use clap::{ArgGroup, Args, ValueEnum};
use outoften_core::metric::Metric;
use outoften_core::reading::{self, ReadError};

use super::{AdminError, DatabaseOptions};
use crate::answer_file::{AnswerFile, date_order};
use crate::cli::{Order, SourceOptions, told_order};
use crate::clock::Clock;
use crate::identity::People;
use crate::import_export::{ExportFormat, ExportLines, Import, Imported};
use crate::intake::IntakeError;
use crate::store::{LOG_PENDING, Store};

/// Options of `outoften export`.
#[derive(Args, Debug)]
pub struct ExportOptions {
    #[command(flatten)]
    database: DatabaseOptions,
    /// The survey's id.
    survey: String,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// Also the addresses of those who agreed to be written to.
    #[arg(long)]
    contacts: bool,
    /// Texts as they are, for programs: cells that a spreadsheet would run are not defused.
    #[arg(long)]
    raw: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Csv,
    Jsonl,
}

pub(super) async fn export(options: &ExportOptions) -> Result<(), AdminError> {
    let store = options.database.open().await?;
    if store.survey(&options.survey).await?.is_none() {
        return Err(unknown_survey(&options.survey));
    }
    let format = match (options.format, options.raw) {
        (Format::Csv, false) => ExportFormat::Csv,
        (Format::Csv, true) => ExportFormat::RawCsv,
        (Format::Jsonl, _) => ExportFormat::JsonLines,
    };
    let lines = ExportLines::new(store, &options.survey, format).with_contacts(options.contacts);
    let mut lines = lines.from_one_snapshot().await?;
    let mut out = std::io::stdout().lock();
    while let Some(piece) = lines.next().await? {
        out.write_all(&piece)?;
    }
    Ok(())
}

/// Options of `outoften import`.
#[derive(Args, Debug)]
pub struct ImportOptions {
    #[command(flatten)]
    database: DatabaseOptions,
    /// The survey's id.
    #[arg(required_unless_present_any = ["list", "undo"])]
    survey: Option<String>,
    /// The file: CSV, TSV, JSON lines (plain or .gz) or a workbook (.xlsx).
    #[arg(required_unless_present_any = ["list", "undo"])]
    file: Option<String>,
    /// The column of the scores; found by itself otherwise.
    #[arg(long, alias = "score-column")]
    score: Option<String>,
    /// The column of the comments; found by itself otherwise.
    #[arg(long, alias = "comment-column")]
    comment: Option<String>,
    /// The column of the dates; found by itself otherwise.
    #[arg(long, alias = "date-column", conflicts_with = "undated")]
    date: Option<String>,
    /// Which comes first in dates such as 03/04/2026.
    #[arg(long, value_enum)]
    date_order: Option<Order>,
    /// The column of the segments.
    #[arg(long, alias = "segment-column")]
    segment: Option<String>,
    /// Store answers without dates: each counts as given now.
    #[arg(long)]
    undated: bool,
    #[command(flatten)]
    source: SourceOptions,
    /// List the imports, of this survey or of all.
    #[arg(long, conflicts_with_all = ["file", "undo"])]
    list: bool,
    /// Take the import with this number back: its answers are deleted.
    #[arg(long, value_name = "ID", conflicts_with_all = ["survey", "file"])]
    undo: Option<i64>,
}

pub(super) async fn import(options: ImportOptions, clock: &Clock) -> Result<(), AdminError> {
    let store = options.database.open().await?;
    if options.list {
        return list(&store, options.survey.as_deref()).await;
    }
    if let Some(id) = options.undo {
        return undo(&store, id, clock).await;
    }
    let (survey, file) = options.survey.as_deref().zip(options.file.as_deref()).unwrap_or_default();
    let survey = super::form_links::load_survey(&store, survey).await?;
    let reading = options.source.apply(reading::ReadOptions {
        dates: !options.undated,
        score_column: options.score.clone(),
        comment_column: options.comment.clone(),
        date_column: options.date.clone(),
        date_order: options.date_order.map(reading::DateOrder::from),
        segment_column: options.segment.clone(),
        metric: survey.metric,
        ..reading::ReadOptions::default()
    });
    let (mut reading, target) = (reading, (survey.id.as_str(), survey.metric));
    let now_ms = clock.now().as_ms();
    let (mut told, mut done) = read_into(&store, target, &options, file, &reading, now_ms).await?;
    if let Err(IntakeError::File(ReadError::AmbiguousDates { line: None, .. })) = &done
        && file != "-"
        && let Ok(Some(order)) = date_order(file, &options.source.file(), &reading)
    {
        reading.date_order = Some(order);
        (told, done) = read_into(&store, target, &options, file, &reading, now_ms).await?;
        told.push(told_order(order).to_owned());
    }
    let imported = done.map_err(|error| explain(file, error))?;
    for line in told.iter().chain(&imported.decided) {
        eprintln!("{file}: {line}");
    }
    for warning in &imported.warnings {
        eprintln!("{file}: warning: {warning}");
    }
    println!("{}", serde_json::to_string(&imported)?);
    Ok(())
}

/// One reading of the file into the survey: what was decided about it as a file, and what came of
/// its rows.
async fn read_into(
    store: &Store,
    survey: (&str, Metric),
    options: &ImportOptions,
    file: &str,
    reading: &reading::ReadOptions,
    now_ms: i64,
) -> Result<(Vec<String>, Result<Imported, IntakeError>), AdminError> {
    let called = |error: &dyn std::fmt::Display| format!("{file}: {error}");
    let mut pieces =
        AnswerFile::open(file, &options.source.file(), reading).map_err(|error| called(&error))?;
    let name = std::path::Path::new(file).file_name().unwrap_or_default().to_string_lossy();
    let mut import = Import::new(store.clone(), survey, &name, reading.clone(), now_ms);
    while let Some(piece) = pieces.next_piece().map_err(|error| called(&error))? {
        let piece = piece.to_vec();
        if let Err(error) = import.push(&piece, pieces.read_as()).await {
            return Ok((Vec::new(), Err(error)));
        }
    }
    Ok((pieces.told().into_iter().collect(), import.finish().await))
}

fn explain(file: &str, error: IntakeError) -> AdminError {
    match error {
        IntakeError::File(
            error @ (ReadError::NoDateColumn { .. } | ReadError::OtherDates { .. }),
        ) => format!("{file}: {error}; or store the answers as given now with --undated").into(),
        IntakeError::File(error) => format!("{file}: {error}").into(),
        IntakeError::Store(error) => error.into(),
        other => format!("{file}: {other:?}").into(),
    }
}

async fn list(store: &Store, survey: Option<&str>) -> Result<(), AdminError> {
    let mut out = csv::Writer::from_writer(std::io::stdout());
    out.write_record(["id", "survey", "file", "started_at", "answers", "undone_at"])?;
    let at = |ms: i64| jiff::Timestamp::from_millisecond(ms).unwrap_or_default().to_string();
    for line in store.imports(survey).await? {
        out.write_record([
            line.id.to_string(),
            line.survey,
            line.file,
            at(line.started_at_ms),
            line.answers.to_string(),
            line.undone_at_ms.map(at).unwrap_or_default(),
        ])?;
    }
    out.flush()?;
    Ok(())
}

async fn undo(store: &Store, id: i64, clock: &Clock) -> Result<(), AdminError> {
    match store.undo_import(id, clock.now().as_ms()).await? {
        Some(answers) => {
            eprintln!("{answers} answers of import {id} deleted");
            Ok(())
        }
        None => Err(format!("there is no import {id}: import --list shows all").into()),
    }
}

pub(super) fn unknown_survey(survey: &str) -> AdminError {
    format!("no survey is called {survey:?}: store it first, in the Studio or with PUT").into()
}

/// Options of `outoften erase`.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("whose").required(true))]
pub struct EraseOptions {
    #[command(flatten)]
    database: DatabaseOptions,
    /// The survey's id, with --response.
    #[arg(long, requires = "response")]
    survey: Option<String>,
    /// An answer's id.
    #[arg(long, requires = "survey", group = "whose")]
    response: Option<String>,
    /// Your name for a person: erases all of that person's answers in every survey.
    #[arg(long, group = "whose")]
    person: Option<String>,
    /// An e-mail address that was left with answers: erases those answers in every survey.
    #[arg(long, group = "whose")]
    address: Option<String>,
}

pub(super) async fn erase(options: &EraseOptions, clock: &Clock) -> Result<(), AdminError> {
    let store = options.database.open().await?;
    let now_ms = clock.now().as_ms();
    let erased = if let Some(person) = &options.person {
        let key = People { store: &store, clock }.key_of(person).await?;
        store.erase_person(&key, now_ms).await?
    } else if let Some(address) = &options.address {
        store.erase_address(address, now_ms).await?
    } else {
        let (survey, response) =
            options.survey.as_deref().zip(options.response.as_deref()).unwrap_or_default();
        let erased = store.erase_answer(survey, response, now_ms).await?;
        erased.ok_or("no such answer: check the survey and the id")?
    };
    eprintln!("{} answers erased", erased.answers);
    if !erased.is_checkpointed {
        eprintln!("{LOG_PENDING}; the running collector sees to it");
    }
    Ok(())
}
