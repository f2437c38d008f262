//! `outoften token` and `outoften audit`.

use clap::{Args, Subcommand};

use super::{AdminError, DatabaseOptions};
use crate::clock::Clock;
use crate::store::{AuditPlace, Role, TokenLine};
use crate::token;

/// Tokens by name.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token and show it this once.
    Add {
        #[command(flatten)]
        database: DatabaseOptions,
        /// What to call it.
        name: String,
        /// admin: everything; analyst: results, comments, exports; reader: results only.
        #[arg(long, value_parser = role)]
        role: Role,
        /// Only for this survey.
        #[arg(long)]
        survey: Option<String>,
    },
    /// Show names and roles.
    List {
        #[command(flatten)]
        database: DatabaseOptions,
    },
    /// Make every token of this name worthless.
    Revoke {
        #[command(flatten)]
        database: DatabaseOptions,
        /// The name.
        name: String,
    },
}

/// Options of `outoften audit`.
#[derive(Args, Debug)]
pub struct AuditOptions {
    #[command(flatten)]
    database: DatabaseOptions,
    /// At most so many lines.
    #[arg(long, default_value_t = 100)]
    limit: u32,
    /// Only lines older than this place, which the page before named.
    #[arg(long)]
    before: Option<String>,
}

fn role(name: &str) -> Result<Role, String> {
    Role::from_name(name).ok_or_else(|| "one of admin, analyst, reader".to_owned())
}

pub(super) async fn run(command: TokenCommand, clock: &Clock) -> Result<(), AdminError> {
    let now_ms = clock.now().as_ms();
    match command {
        TokenCommand::Add { database, name, role, survey } => {
            if token::is_reserved(&name) {
                return Err("`given` is the name of OUTOFTEN_ADMIN_TOKEN: choose another".into());
            }
            let token = token::generate().map_err(|error| error.to_string())?;
            let line = TokenLine { hash: token::hash(&token), name, role, survey };
            database.open().await?.add_token(&line, now_ms).await?;
            println!("{token}");
        }
        TokenCommand::List { database } => {
            for line in database.open().await?.tokens().await? {
                let survey = line.survey.unwrap_or_else(|| "all surveys".to_owned());
                println!("{}\t{}\t{survey}", line.name, line.role.name());
            }
        }
        TokenCommand::Revoke { database, name } => {
            match database.open().await?.revoke_tokens(&name, now_ms).await? {
                0 => return Err(format!("no token is called {name:?}").into()),
                count => eprintln!("{count} revoked"),
            }
        }
    }
    Ok(())
}

pub(super) async fn audit(options: &AuditOptions) -> Result<(), AdminError> {
    let place = |name: &String| {
        let expected = || format!("--before takes what the page before named, not {name:?}");
        AuditPlace::parse(name).ok_or_else(expected)
    };
    let before = options.before.as_ref().map(place).transpose()?;
    let page = options.database.open().await?.audit_log(options.limit, before.as_ref()).await?;
    for line in page.lines {
        let at = jiff::Timestamp::from_millisecond(line.at_ms)?;
        let survey = line.survey.unwrap_or_default();
        println!("{at}\t{}\t{}\t{}\t{survey}", line.token_name, line.role, line.action);
    }
    if let Some(place) = page.next {
        eprintln!("older lines: --before {}", place.name());
    }
    Ok(())
}
