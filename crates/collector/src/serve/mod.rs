//! `outoften serve`: puts the parts together and runs until it is told to stop.

mod listen;
mod panics;
mod stall;
mod time;

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::Clock;
use crate::http::{App, demo};
use crate::store::{DatabaseUrl, Store};
use crate::token;
use crate::webhook::{self, Client};
use crate::writer::Writer;

pub use listen::{Limits, listen, serve};
pub use panics::log_where;

/// Where the operator may bring an admin token along. Never an argument: those are seen by
/// everybody on the machine.
const TOKEN_VARIABLE: &str = "OUTOFTEN_ADMIN_TOKEN";

/// How long it is kept who used which token for what: two years, whatever becomes of the answers.
const AUDIT_DAYS: i64 = 731;

/// Options of `outoften serve`.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// Address and port to listen on.
    #[arg(long, env = "OUTOFTEN_LISTEN", default_value = "127.0.0.1:8010")]
    listen: SocketAddr,
    /// A SQLite file, or postgres://user:password@host/name.
    #[arg(long, env = "DATABASE_URL", default_value = "outoften.sqlite", hide_env_values = true)]
    database: String,
    /// The folder with the files that a site loads.
    #[arg(long, env = "OUTOFTEN_DIST")]
    dist: Option<PathBuf>,
    /// A proxy in front whose X-Forwarded-For is believed; may be given several times.
    #[arg(long = "trusted-proxy", env = "OUTOFTEN_TRUSTED_PROXIES", value_delimiter = ',')]
    trusted_proxies: Vec<IpAddr>,
    /// Let webhooks go to addresses of one's own network, by plain http also.
    #[arg(long, env = "OUTOFTEN_PRIVATE_WEBHOOKS")]
    private_webhooks: bool,
    /// Count answers only with the collector's own ticket of a display; others are kept as suspect.
    #[arg(long, env = "OUTOFTEN_REQUIRE_TICKETS")]
    require_tickets: bool,
    /// Delete answers after so many days; their tallies, and so all results, stay.
    #[arg(long, env = "OUTOFTEN_RETAIN_DAYS", value_parser = clap::value_parser!(u16).range(1..))]
    retain_days: Option<u16>,
    /// Serve a demo shop under /demo/ and store its survey.
    #[arg(long, env = "OUTOFTEN_DEMO")]
    demo: bool,
    /// What to log: warn, info or debug.
    #[arg(long, env = "OUTOFTEN_LOG", default_value = "info")]
    pub log: String,
}

/// Runs until SIGINT or SIGTERM.
///
/// # Errors
/// The database cannot be opened or the address not be taken, each with what to do about it.
pub async fn run(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let clock = Clock::system();
    time::check(clock.now())?;
    let store = Store::open(&DatabaseUrl::parse(&options.database)).await?;
    show_first_token(&store, &clock).await?;
    if options.demo {
        demo::prepare(&store, &clock).await?;
    }
    let (writer, written) = Writer::start(store.clone());
    let mut app = App::new(store.clone(), writer, clock);
    app.dist = options.dist;
    app.demo = options.demo;
    app.trusted_proxies = options.trusted_proxies;
    app.private_webhooks = options.private_webhooks;
    app.require_tickets = options.require_tickets;
    let client = Client::new(webhook::Settings::new(options.private_webhooks))?;
    let client = client.counting(Arc::clone(&app.metrics));
    tokio::spawn(webhook::deliver(store.clone(), app.clock.clone(), client));
    tokio::spawn(retain(store.clone(), app.clock.clone(), options.retain_days));
    let listener = listen(options.listen)
        .map_err(|error| format!("cannot listen on {}: {error}", options.listen))?;
    // Printed, not logged: people and scripts read it.
    println!("listening on http://{}", listener.local_addr()?);
    let cut = serve(listener, Arc::new(app), Limits::default(), until_told()).await;
    // The last sender is gone: the writer empties its queue and ends.
    written.await?;
    store.close().await;
    tracing::info!(connections_cut = cut, "stopped");
    Ok(())
}

/// Looks once an hour for what has been kept long enough: uses of tokens, and answers if the
/// operator says how long.
async fn retain(store: Store, clock: Clock, days: Option<u16>) {
    let mut hours = tokio::time::interval(Duration::from_secs(3_600));
    let mut last_round = None;
    loop {
        hours.tick().await;
        let today = clock.now().day();
        let newest = store.newest_answer_day().await.ok().flatten();
        if let Some(doubt) = time::doubt(today, last_round, newest) {
            if days.is_some() {
                tracing::error!(doubt, "nothing deleted: set the clock, then start again");
            }
            continue;
        }
        // Only a day that was believed is measured against: a jump stays a jump in later rounds.
        last_round = Some(today);
        if let Err(error) = store.trim_audit(today - AUDIT_DAYS).await {
            tracing::error!(%error, "audit log");
        }
        let Some(days) = days else { continue };
        match store.retain_from(today - i64::from(days)).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "answers deleted by retention"),
            Err(error) => tracing::error!(%error, "retention"),
        }
    }
}

async fn show_first_token(store: &Store, clock: &Clock) -> Result<(), Box<dyn std::error::Error>> {
    let given = std::env::var(TOKEN_VARIABLE).ok().filter(|token| !token.is_empty());
    if given.as_ref().is_some_and(|token| token.chars().count() < token::MIN_CHARS) {
        return Err(
            format!("{TOKEN_VARIABLE} must have at least {} characters", token::MIN_CHARS).into()
        );
    }
    if let Some(token) = token::first_start(store, clock, given.as_deref()).await? {
        println!("admin token, shown only this once: {token}");
    }
    Ok(())
}

/// Ends when the operator or the system wants the program to stop.
fn until_told() -> impl Future<Output = ()> {
    let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    async move {
        let terminated = async {
            match terminate {
                Ok(mut signal) => drop(signal.recv().await),
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            () = terminated => {}
        }
    }
}
