//! The connection to a receiver: no redirects, fifteen seconds, a bounded reply, checked address.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use outoften_core::time::Utc;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;

use super::{check_url, is_public, message};
use crate::store::{Answer, Webhook};

/// The whole exchange, from looking up the name to the end of the reply.
const TIMEOUT: Duration = Duration::from_secs(15);

/// A reply is read so far and no further.
const REPLY_MAX_BYTES: usize = 64 * 1024;

/// What became of one try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// 2xx.
    Accepted,
    /// 410: never again.
    Gone,
    /// Any other status, redirects included.
    Refused,
    /// No reply.
    Unreachable,
}

impl Sent {
    /// For logs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Gone => "gone",
            Self::Refused => "refused",
            Self::Unreachable => "unreachable",
        }
    }
}

/// Sends messages.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    private_too: bool,
}

impl Client {
    /// `private_too`: receivers inside one's own network, by plain http also.
    ///
    /// # Errors
    /// The TLS library cannot be set up.
    pub fn new(private_too: bool) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .redirect(Policy::none())
            .timeout(TIMEOUT)
            .no_proxy()
            .dns_resolver(Arc::new(CheckedResolver { private_too }))
            .user_agent(concat!("outoften/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { http, private_too })
    }

    /// Tries once.
    pub async fn send(&self, webhook: &Webhook, answer: &Answer, now: Utc) -> Sent {
        let Ok(url) = check_url(&webhook.url, self.private_too) else { return Sent::Unreachable };
        let (id, body) = (message::id(webhook, answer), message::body(webhook, answer));
        let timestamp_s = now.as_ms().div_euclid(1_000);
        let request = self
            .http
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", &id)
            .header("webhook-timestamp", timestamp_s)
            .header("webhook-signature", message::sign(&webhook.secrets, &id, timestamp_s, &body))
            .body(body);
        let Ok(mut reply) = request.send().await else { return Sent::Unreachable };
        let status = reply.status();
        // A reply that is read to its end lets the connection be used again.
        let mut read = 0;
        while let Ok(Some(chunk)) = reply.chunk().await {
            read += chunk.len();
            if read > REPLY_MAX_BYTES {
                break;
            }
        }
        match status.as_u16() {
            200..=299 => Sent::Accepted,
            410 => Sent::Gone,
            _ => Sent::Refused,
        }
    }
}

/// Looks names up and keeps only addresses that may be connected to; the connection is made to
/// one of these, so a name that changes its mind afterwards gains nothing.
struct CheckedResolver {
    private_too: bool,
}

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let private_too = self.private_too;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> =
                found.filter(|found| private_too || is_public(found.ip())).collect();
            if allowed.is_empty() {
                return Err("the name leads to no public address".into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}
