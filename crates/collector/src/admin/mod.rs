//! The commands of an operator: tokens, files of answers, backup and restore, erasure, a check-up.
//!
//! They work on the database directly, while the collector runs or while it does not. Results go
//! to standard output, everything else to standard error.

mod backup;
mod doctor;
mod form_links;
mod import_export;
mod signing;
mod tokens;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::clock::Clock;
use crate::store::{DatabaseUrl, Opening, ServerSettings, Store};

/// What can go wrong, with what to do about it.
pub type AdminError = Box<dyn std::error::Error>;

/// Which database.
#[derive(Args, Debug)]
pub struct DatabaseOptions {
    /// A SQLite file, or postgres://user:password@host/name.
    #[arg(long, env = "DATABASE_URL", default_value = "outoften.sqlite", hide_env_values = true)]
    database: String,
    /// A list of erasures and revocations that a restore replays; beside a SQLite file by itself.
    #[arg(long, env = "OUTOFTEN_TOMBSTONES", value_name = "FILE")]
    tombstones: Option<PathBuf>,
    #[command(flatten)]
    settings: ServerSettings,
}

impl DatabaseOptions {
    /// Where it is; unlike with `serve`, a mistyped name never becomes a new SQLite file.
    fn url(&self) -> Result<DatabaseUrl, AdminError> {
        let url = DatabaseUrl::parse(&self.database).with(self.settings.clone());
        url.check()?;
        if url.file_name().is_some_and(|file| !file.exists()) {
            return Err(format!("{} is not there: name it with --database", self.database).into());
        }
        Ok(url)
    }

    /// Opens it, and brings its tables up to date.
    async fn open(&self) -> Result<Store, AdminError> {
        let tombstones = self.tombstones.clone();
        let opening = Opening { is_command: true, tombstones, ..Opening::default() };
        Ok(Store::open_with(&self.url()?, opening).await?)
    }
}

/// What an operator can do without the collector's HTTP.
#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Make, list or revoke tokens.
    #[command(subcommand)]
    Token(tokens::TokenCommand),
    /// Show who used which token for what, the newest first.
    Audit(tokens::AuditOptions),
    /// Make, list or retire the keys that a site signs its visitors' names with.
    #[command(subcommand)]
    Secret(signing::SecretCommand),
    /// Print a token for a page that says who its visitor is, as a site's server signs it.
    Sign(signing::SignOptions),
    /// Print a link to the hosted form for one known person.
    Link(signing::LinkOptions),
    /// Print the question as a mail with one link to the hosted form for each answer.
    Email(form_links::EmailOptions),
    /// Print the hosted form's address as a QR code (SVG).
    Qr(form_links::QrOptions),
    /// Write all answers of a survey as CSV or JSON lines.
    Export(import_export::ExportOptions),
    /// Store the answers of another tool's export; the same file twice adds nothing.
    Import(import_export::ImportOptions),
    /// Erase one answer, or everything about a person or an address.
    Erase(import_export::EraseOptions),
    /// Write a complete copy of a SQLite database that is in use.
    Backup(backup::BackupOptions),
    /// Put a copy in place, after checking it.
    Restore(backup::RestoreOptions),
    /// Erase and revoke again what a list of tombstones names, after a copy was put in place.
    Replay(backup::ReplayOptions),
    /// Check settings, file and tallies, and say what to do about what is wrong.
    Doctor(doctor::DoctorOptions),
}

/// Runs a command to its end.
///
/// # Errors
/// What went wrong, in a sentence that says what to do.
pub async fn run(command: AdminCommand) -> Result<(), AdminError> {
    let clock = Clock::system();
    match command {
        AdminCommand::Token(command) => tokens::run(command, &clock).await,
        AdminCommand::Audit(options) => tokens::audit(&options).await,
        AdminCommand::Secret(command) => signing::run(command, &clock).await,
        AdminCommand::Sign(options) => signing::sign_name(&options, &clock).await,
        AdminCommand::Link(options) => signing::link(&options, &clock).await,
        AdminCommand::Email(options) => form_links::email(&options).await,
        AdminCommand::Qr(options) => form_links::qr(&options).await,
        AdminCommand::Export(options) => import_export::export(&options).await,
        AdminCommand::Import(options) => import_export::import(options, &clock).await,
        AdminCommand::Erase(options) => import_export::erase(&options, &clock).await,
        AdminCommand::Backup(options) => backup::backup(&options).await,
        AdminCommand::Restore(options) => backup::restore(&options).await,
        AdminCommand::Replay(options) => backup::replay(&options).await,
        AdminCommand::Doctor(options) => doctor::run(&options).await,
    }
}

/// A name for a file that is being written beside its final place.
fn beside(path: &std::path::Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}
