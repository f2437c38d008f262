//! The connection to a receiver: no redirects, fifteen seconds, a bounded reply, checked address.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use outoften_core::time::Utc;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;

use super::{check_url, is_public, message};
use crate::metrics::Metrics;
use crate::store::{Answer, Webhook};

/// The whole exchange, from looking up the name to the end of the reply.
const TIMEOUT: Duration = Duration::from_secs(15);

/// A reply is read so far and no further.
const REPLY_MAX_BYTES: usize = 64 * 1024;

/// What became of one try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryResult {
    Accepted,
    /// 410: never again.
    Gone,
    /// Any other status, redirects included.
    Refused,
    Unreachable,
}

impl DeliveryResult {
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

/// Finds the addresses of a name.
pub type Lookup = Arc<
    dyn Fn(String) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>> + Send + Sync,
>;

/// What a [`WebhookClient`] may do. Tests bring names and a timeout of their own.
#[derive(Clone)]
pub struct ClientSettings {
    /// Receivers inside one's own network, by plain http also.
    pub private_too: bool,
    /// The whole exchange, from looking up the name to the end of the reply.
    pub timeout: Duration,
    /// Who is asked for names.
    pub lookup: Lookup,
}

impl ClientSettings {
    /// Fifteen seconds, and the system's names.
    #[must_use]
    pub fn new(private_too: bool) -> Self {
        let lookup: Lookup = Arc::new(|name| {
            Box::pin(async move {
                let found = tokio::net::lookup_host((name, 0)).await?;
                Ok(found.map(|address| address.ip()).collect())
            })
        });
        Self { private_too, timeout: TIMEOUT, lookup }
    }
}

#[derive(Clone)]
pub struct WebhookClient {
    http: reqwest::Client,
    private_too: bool,
    metrics: Arc<Metrics>,
}

impl WebhookClient {
    /// With these settings.
    ///
    /// # Errors
    /// The TLS library cannot be set up.
    pub fn new(settings: ClientSettings) -> Result<Self, reqwest::Error> {
        let private_too = settings.private_too;
        let http = reqwest::Client::builder()
            .redirect(Policy::none())
            .timeout(settings.timeout)
            .no_proxy()
            .dns_resolver(Arc::new(CheckedResolver(settings)))
            .user_agent(concat!("outoften/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { http, private_too, metrics: Arc::default() })
    }

    /// The same; what becomes of its messages is counted here.
    #[must_use]
    pub fn counting(self, metrics: Arc<Metrics>) -> Self {
        Self { metrics, ..self }
    }

    /// What it counts.
    pub(super) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Tries once.
    pub async fn send(&self, webhook: &Webhook, answer: &Answer, now: Utc) -> DeliveryResult {
        let Ok(url) = check_url(&webhook.url, self.private_too) else {
            return DeliveryResult::Unreachable;
        };
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
        let Ok(mut reply) = request.send().await else { return DeliveryResult::Unreachable };
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
            200..=299 => DeliveryResult::Accepted,
            410 => DeliveryResult::Gone,
            _ => DeliveryResult::Refused,
        }
    }
}

/// Looks names up and keeps only addresses that may be connected to; the connection is made to
/// one of these, so a name that changes its mind afterwards gains nothing.
struct CheckedResolver(ClientSettings);

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let ClientSettings { private_too, lookup, .. } = self.0.clone();
        Box::pin(async move {
            let allowed = allowed(lookup(name.as_str().to_owned()).await?, private_too);
            if allowed.is_empty() {
                return Err("the name leads to no public address".into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Those that may be connected to; the port is filled in later.
fn allowed(found: Vec<IpAddr>, private_too: bool) -> Vec<SocketAddr> {
    let allowed = found.into_iter().filter(|address| private_too || is_public(*address));
    allowed.map(|address| SocketAddr::new(address, 0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_name_that_leads_to_both_only_the_public_address_is_left() {
        let public: IpAddr = "93.184.215.14".parse().unwrap();
        let private: IpAddr = "169.254.169.254".parse().unwrap();
        let mapped: IpAddr = "::ffff:10.0.0.1".parse().unwrap();
        let found = vec![private, public, mapped];
        assert_eq!(allowed(found.clone(), false), [SocketAddr::new(public, 0)]);
        assert_eq!(allowed(found, true).len(), 3);
        assert!(allowed(vec![private], false).is_empty());
    }
}
