//! `outoften export`, `import`, `erase`.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};
use outoften_core::reading;

use super::{Database, Failure};
use crate::clock::Clock;
use crate::exchange::{self, Form, ImportError, Lines};
use crate::identity::People;
use crate::store::LOG_PENDING;

/// Options of `outoften export`.
#[derive(Args, Debug)]
pub struct Export {
    #[command(flatten)]
    database: Database,
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

pub(super) async fn export(options: &Export) -> Result<(), Failure> {
    let store = options.database.open().await?;
    if store.survey(&options.survey).await?.is_none() {
        return Err(unknown(&options.survey));
    }
    let form = match (options.format, options.raw) {
        (Format::Csv, false) => Form::Csv,
        (Format::Csv, true) => Form::RawCsv,
        (Format::Jsonl, _) => Form::JsonLines,
    };
    let lines = Lines::new(store, &options.survey, form).with_contacts(options.contacts);
    let mut lines = lines.of_one_moment().await?;
    let mut out = std::io::stdout().lock();
    while let Some(piece) = lines.next().await? {
        out.write_all(&piece)?;
    }
    Ok(())
}

/// Options of `outoften import`.
#[derive(Args, Debug)]
pub struct Import {
    #[command(flatten)]
    database: Database,
    /// The survey's id.
    survey: String,
    /// The file.
    file: PathBuf,
    /// The column of the scores; found by itself otherwise.
    #[arg(long)]
    score: Option<String>,
    /// The column of the comments.
    #[arg(long)]
    comment: Option<String>,
    /// The column of the dates; without it every answer counts as given today.
    #[arg(long)]
    date: Option<String>,
    /// The column of the segments.
    #[arg(long)]
    segment: Option<String>,
}

pub(super) async fn import(options: Import, clock: &Clock) -> Result<(), Failure> {
    let store = options.database.open().await?;
    let survey = super::invite::load(&store, &options.survey).await?;
    let columns = reading::Options {
        dates: options.date.is_some(),
        score_column: options.score,
        comment_column: options.comment,
        date_column: options.date,
        segment_column: options.segment,
        ..reading::Options::default()
    };
    let mut import =
        exchange::Import::new(store, (&survey.id, survey.metric), columns, clock.now().as_ms());
    let mut file = std::fs::File::open(&options.file)
        .map_err(|error| format!("{}: {error}", options.file.display()))?;
    let mut chunk = vec![0; 256 * 1024];
    loop {
        let length = file.read(&mut chunk)?;
        let Some(read) = chunk.get(..length).filter(|read| !read.is_empty()) else { break };
        import.push(read).await.map_err(explain)?;
    }
    println!("{}", serde_json::to_string(&import.finish().await.map_err(explain)?)?);
    Ok(())
}

fn explain(error: ImportError) -> Failure {
    match error {
        ImportError::Read(error) => error.to_string().into(),
        ImportError::Store(error) => error.into(),
    }
}

pub(super) fn unknown(survey: &str) -> Failure {
    format!("no survey is called {survey:?}: store it first, in the Studio or with PUT").into()
}

/// Options of `outoften erase`.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("whose").required(true))]
pub struct Erase {
    #[command(flatten)]
    database: Database,
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

pub(super) async fn erase(options: &Erase, clock: &Clock) -> Result<(), Failure> {
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
    if !erased.is_folded {
        eprintln!("{LOG_PENDING}; the running collector sees to it");
    }
    Ok(())
}
