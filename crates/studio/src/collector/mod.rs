//! The collector that somebody named: its address and token, the fields for them, and requests to it.
//! What goes wrong comes back as a sentence that says what to do.

mod fields;

pub use fields::CollectorFields;

use crate::browser::storage;
use crate::state::Studio;
use crate::words::{tr, trf};
use gloo_net::http::{Request, RequestBuilder, Response};
use leptos::prelude::*;
use serde_json::Value;

/// Where a collector is, and the key to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collector {
    /// Without a slash at its end.
    pub address: String,
    /// Printed by the collector at its first start.
    pub token: String,
}

impl Collector {
    /// A reply about a survey; `path` begins with its id.
    ///
    /// # Errors
    /// A sentence for the person at the screen.
    pub async fn get(&self, path: &str) -> Result<Value, String> {
        let request = self.signed(Request::get(&format!("{}/v1/surveys/{path}", self.address)));
        let reply = request.send().await.map_err(|_| self.unreachable())?;
        if reply.ok() { Ok(json(reply).await) } else { Err(refusal(reply).await) }
    }

    pub fn signed(&self, request: RequestBuilder) -> RequestBuilder {
        request.header("authorization", &format!("Bearer {}", self.token))
    }

    pub fn unreachable(&self) -> String {
        let address = [("address", self.address.as_str())];
        trf(
            "No answer from {address}. Is the collector running, and is this its address?",
            &address,
        )
    }
}

pub async fn json(reply: Response) -> Value {
    let text = reply.text().await.unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

pub async fn refusal(reply: Response) -> String {
    let status = reply.status();
    let body = json(reply).await;
    let message = body.get("message").and_then(Value::as_str).unwrap_or_default();
    match status {
        401 | 403 => tr("The collector does not accept this token. It printed one at its first start; paste it again. Your work is kept.").to_owned(),
        404 => tr("The collector does not know this survey yet. Publish it first.").to_owned(),
        _ if message.is_empty() => {
            trf("The collector refused with status {status}.", &[("status", &status.to_string())])
        }
        _ => trf("The collector refused: {why}", &[("why", message)]),
    }
}

/// A collector's address as somebody types it, made usable.
///
/// # Errors
/// A sentence that says what is accepted.
pub fn usable_address(address: &str) -> Result<String, &'static str> {
    let address = address.trim().trim_end_matches('/');
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.contains([' ', '"', '<', '>', '\'', '?', '#']) => {
            Ok(address.to_owned())
        }
        _ => Err("Give an address that begins with https:// or http://"),
    }
}

/// The collector that was named, with a usable address; both are remembered. Else what is wrong.
///
/// # Errors
/// A sentence for the person at the screen.
pub fn chosen(studio: Studio) -> Result<Collector, String> {
    let mut collector = studio.collector.get_untracked();
    let no_address = |_| tr("Enter an address that begins with https:// or http://").to_owned();
    collector.address = usable_address(&collector.address).map_err(no_address)?;
    storage::write(storage::COLLECTOR, &collector.address);
    storage::write_for_tab(storage::TOKEN, &collector.token);
    Ok(collector)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_checked() {
        assert_eq!(usable_address(" https://a.example/x/ "), Ok("https://a.example/x".to_owned()));
        for bad in
            ["", "a.example", "javascript:alert(1)", "https://", "https://a\"b", "https://a?b"]
        {
            assert!(usable_address(bad).is_err(), "{bad}");
        }
    }
}
