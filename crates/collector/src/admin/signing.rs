//! `outoften secret`, `outoften sign` and `outoften link`.

use clap::{Args, Subcommand};

use super::{AdminError, DatabaseOptions};
use crate::clock::Clock;
use crate::identity::{SignatureKind, sign};
use crate::store::{Secret, Store};
use crate::token;

/// Keys for signing names.
#[derive(Debug, Subcommand)]
pub enum SecretCommand {
    /// Make a key and show it this once; of three the oldest is retired.
    Add {
        #[command(flatten)]
        database: DatabaseOptions,
    },
    /// Show the ids of the keys in use.
    List {
        #[command(flatten)]
        database: DatabaseOptions,
    },
    /// Take a key out of use: what it signed is worth nothing from now on.
    Retire {
        #[command(flatten)]
        database: DatabaseOptions,
        /// The key's id.
        id: String,
    },
}

pub(super) async fn run(command: SecretCommand, clock: &Clock) -> Result<(), AdminError> {
    let now_ms = clock.now().as_ms();
    match command {
        SecretCommand::Add { database } => {
            let value = token::generate().map_err(|error| error.to_string())?;
            let id: String = token::hash(&value).chars().take(8).collect();
            let secret = Secret { id, value };
            database.open().await?.add_identity_secret(&secret, now_ms).await?;
            println!("{}\t{}", secret.id, secret.value);
        }
        SecretCommand::List { database } => {
            for secret in database.open().await?.identity_secrets().await? {
                println!("{}", secret.id);
            }
        }
        SecretCommand::Retire { database, id } => {
            if !database.open().await?.retire_secret(&id, now_ms).await? {
                return Err(format!("no key in use is called {id:?}").into());
            }
        }
    }
    Ok(())
}

/// Options of `outoften sign`.
#[derive(Args, Debug)]
pub struct SignOptions {
    #[command(flatten)]
    database: DatabaseOptions,
    /// The survey's id.
    survey: String,
    /// Your name for the person: a customer number, never stored.
    #[arg(long)]
    person: String,
    /// The round of asking; one vote per person and wave.
    #[arg(long, default_value = "")]
    wave: String,
    /// How long the token is good.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=24))]
    hours: u16,
}

/// Prints what a site's own server would sign; `docs/identity.md` says how that is done.
pub(super) async fn sign_name(options: &SignOptions, clock: &Clock) -> Result<(), AdminError> {
    let store = options.database.open().await?;
    super::form_links::load_survey(&store, &options.survey).await?;
    let key = newest(&store).await?;
    let expiry_s = clock.now().as_ms() / 1_000 + i64::from(options.hours) * 3_600;
    let SignOptions { survey, person, wave, .. } = options;
    println!("{}", sign(key.value.as_bytes(), SignatureKind::Page, survey, person, wave, expiry_s));
    Ok(())
}

/// The key to sign with.
async fn newest(store: &Store) -> Result<Secret, AdminError> {
    let found = store.identity_secrets().await?.into_iter().next();
    found.ok_or_else(|| "there is no key yet: make one with `outoften secret add`".into())
}

/// Options of `outoften link`.
#[derive(Args, Debug)]
pub struct LinkOptions {
    #[command(flatten)]
    database: DatabaseOptions,
    /// The survey's id.
    survey: String,
    /// Your name for the person: a customer number, never shown or stored.
    #[arg(long)]
    person: String,
    /// The round of asking; one vote per person and wave.
    #[arg(long, default_value = "")]
    wave: String,
    /// How long the link is good.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=90))]
    days: u16,
    /// Where the collector is reached from outside.
    #[arg(long, env = "OUTOFTEN_PUBLIC_URL", default_value = "http://127.0.0.1:8010")]
    url: String,
}

pub(super) async fn link(options: &LinkOptions, clock: &Clock) -> Result<(), AdminError> {
    let secret = newest(&options.database.open().await?).await?;
    let expiry_s = clock.now().as_ms() / 1_000 + i64::from(options.days) * 86_400;
    let (survey, person) = (&options.survey, &options.person);
    let key = secret.value.as_bytes();
    let token = sign(key, SignatureKind::Link, survey, person, &options.wave, expiry_s);
    println!("{}/f/{survey}?u={token}", super::form_links::public_base(&options.url));
    Ok(())
}
