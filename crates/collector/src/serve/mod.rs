//! `outoften serve`: puts the parts together and runs until a signal to stop.

mod clock_check;
mod first_token;
mod listen;
mod panics;
mod retention;
mod write_timeout;

use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use ipnet::IpNet;

use crate::app::App;
use crate::clock::Clock;
use crate::http::assets::demo;
use crate::http::{UNNAMED_PROXY_KEPT_MS, UNNAMED_PROXY_WARNING, peer};
use crate::store::{
    AcceptedSetting, DatabaseUrl, Engine, Opening, ServerSettings, Store, StoreError,
};
use crate::token;
use crate::webhook::{self, WebhookClient};
use crate::writer::Writer;

pub use first_token::{FirstToken, first_start};
pub use listen::{ConnectionLimits, listen, serve};
pub use panics::log_where;
use retention::Retention;

/// Where the operator may bring an admin token along. Never an argument: those are seen by
/// everybody on the machine.
const TOKEN_VARIABLE: &str = "OUTOFTEN_ADMIN_TOKEN";

/// Options of `outoften serve`.
#[derive(clap::Args, Debug)]
pub struct ServeOptions {
    /// Address and port to listen on.
    #[arg(long, env = "OUTOFTEN_LISTEN", default_value = "127.0.0.1:8010")]
    listen: SocketAddr,
    /// A SQLite file, or postgres://user:password@host/name.
    #[arg(long, env = "DATABASE_URL", default_value = "outoften.sqlite", hide_env_values = true)]
    database: String,
    /// A list of erasures and revocations that a restore replays; beside a SQLite file by itself.
    #[arg(long, env = "OUTOFTEN_TOMBSTONES", value_name = "FILE")]
    tombstones: Option<PathBuf>,
    /// A setting of Postgres that your server does without: full_page_writes=off, for example.
    #[arg(
        long = "accept-durability",
        env = "OUTOFTEN_ACCEPT_DURABILITY",
        value_name = "SETTING=VALUE",
        value_delimiter = ','
    )]
    accepted: Vec<AcceptedSetting>,
    #[command(flatten)]
    settings: ServerSettings,
    /// The folder with the files that a site loads.
    #[arg(long, env = "OUTOFTEN_DIST")]
    dist: Option<PathBuf>,
    /// A proxy in front whose X-Forwarded-For or Forwarded is believed, an address or a network
    /// such as 10.0.0.0/8; may be given several times.
    #[arg(long = "trusted-proxy", env = "OUTOFTEN_TRUSTED_PROXIES", value_delimiter = ',',
        value_parser = peer::parse_proxy)]
    trusted_proxies: Vec<IpNet>,
    /// Let webhooks go to addresses of one's own network, by plain http also.
    #[arg(long, env = "OUTOFTEN_PRIVATE_WEBHOOKS")]
    private_webhooks: bool,
    /// Count answers only with the collector's own ticket of a display; others are kept as suspect.
    #[arg(long, env = "OUTOFTEN_REQUIRE_TICKETS")]
    require_tickets: bool,
    /// Delete answers after so many days; their tallies, and so all results, stay.
    #[arg(long, env = "OUTOFTEN_RETAIN_DAYS", value_parser = clap::value_parser!(u16).range(1..))]
    retain_days: Option<u16>,
    /// The clock is right although it is more than a week ahead of the last round of retention:
    /// believe it at this start. Leave it out again afterwards.
    #[arg(long, env = "OUTOFTEN_CONFIRM_RETENTION", requires = "retain_days")]
    confirm_retention: bool,
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
pub async fn run(options: ServeOptions) -> Result<(), Box<dyn std::error::Error>> {
    let clock = Clock::system();
    clock_check::check(clock.now())?;
    let store = open(&options).await?;
    show_first_token(&store, &clock).await?;
    if options.trusted_proxies.is_empty() {
        warn_of_unnamed_proxy(&store, &clock).await?;
    }
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
    let client = WebhookClient::new(webhook::ClientSettings::new(options.private_webhooks))?;
    let client = client.counting(Arc::clone(&app.metrics));
    tokio::spawn(webhook::deliver(store.clone(), app.clock.clone(), client));
    let retention = Retention::new(&store, options.retain_days, options.confirm_retention);
    retention.begin(&app.clock).await;
    tokio::spawn(retention.keep(app.clock.clone()));
    let listener = listen(options.listen)
        .map_err(|error| format!("cannot listen on {}: {error}", options.listen))?;
    // Before the line below: who reads it may end the program at once.
    let stopped = until_stopped();
    // Printed, not logged: people and scripts read it.
    println!("listening on http://{}", listener.local_addr()?);
    let cut = serve(listener, Arc::new(app), ConnectionLimits::default(), stopped).await;
    // The last sender is gone: the writer empties its queue and ends.
    written.await?;
    store.close().await;
    tracing::info!(connections_cut = cut, "stopped");
    Ok(())
}

async fn open(options: &ServeOptions) -> Result<Store, Box<dyn std::error::Error>> {
    let url = DatabaseUrl::parse(&options.database).with(options.settings.clone());
    if let Some(setting) = options.accepted.first().filter(|_| url.engine() == Engine::Sqlite) {
        return Err(format!("--accept-durability {setting} is for Postgres: leave it out").into());
    }
    let accepted = Some(options.accepted.clone());
    let tombstones = options.tombstones.clone();
    let opening = Opening { accepted, tombstones, ..Opening::default() };
    Ok(Store::open_with(&url, opening).await?)
}

async fn show_first_token(store: &Store, clock: &Clock) -> Result<(), Box<dyn std::error::Error>> {
    let given = std::env::var(TOKEN_VARIABLE).ok().filter(|token| !token.is_empty());
    if given.as_ref().is_some_and(|token| token.chars().count() < token::MIN_CHARS) {
        return Err(
            format!("{TOKEN_VARIABLE} must have at least {} characters", token::MIN_CHARS).into()
        );
    }
    match first_start(store, clock, given.as_deref()).await? {
        FirstToken::Made(token) => println!("admin token, shown only this once: {token}"),
        FirstToken::Known => {}
        FirstToken::Again => tracing::warn!(
            "{TOKEN_VARIABLE} holds an earlier token: it is in use again, and the one that replaced it \
             opens nothing any more; every node needs the same one"
        ),
        FirstToken::Revoked => tracing::error!(
            "{TOKEN_VARIABLE} holds a token that was revoked: it opens nothing, choose a new one"
        ),
    }
    Ok(())
}

/// Says what an earlier run has seen: nobody may look into the log before the next.
async fn warn_of_unnamed_proxy(store: &Store, clock: &Clock) -> Result<(), StoreError> {
    let since_ms = clock.now().as_ms() - UNNAMED_PROXY_KEPT_MS;
    if store.unnamed_proxy_since(since_ms).await?.is_some() {
        tracing::warn!("before this start, {UNNAMED_PROXY_WARNING}");
    }
    Ok(())
}

/// Ends when the operator or the system wants the program to stop.
fn until_stopped() -> impl Future<Output = ()> {
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
