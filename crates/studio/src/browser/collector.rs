//! Requests to a collector, with what went wrong as a sentence that says what to do.

use crate::model::tag::Pinned;
use crate::model::{bundle, slim};
use crate::words::{tr, trf};
use gloo_net::http::{Request, RequestBuilder, Response};
use outoften_core::survey::Survey;
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
    /// Stores a document under its own id.
    ///
    /// # Errors
    /// A sentence for the person at the screen.
    pub async fn publish(&self, survey: &Survey) -> Result<(), String> {
        let address = format!("{}/v1/surveys/{}", self.address, survey.id);
        let request = self.signed(Request::put(&address));
        let request = request.header("content-type", "application/json");
        let request = request.body(slim::file_text(survey)).map_err(|_| self.unreachable())?;
        let reply = request.send().await.map_err(|_| self.unreachable())?;
        if reply.ok() { Ok(()) } else { Err(refusal(reply).await) }
    }

    /// The card's files that the collector serves, with the hash of each: the loader and its
    /// version's folder.
    ///
    /// # Errors
    /// A sentence for the person at the screen.
    pub async fn hashes(&self) -> Result<Vec<Pinned>, String> {
        let reply = Request::get(&format!("{}/manifest.json", self.address)).send().await;
        let reply = reply.map_err(|_| self.unreachable())?;
        let manifest = if reply.ok() { json(reply).await } else { Value::Null };
        let hashes = bundle::hashes(&manifest);
        if bundle::loader(&hashes).is_none() {
            return Err(
                tr("The collector has no list of files. Was it started with --dist?").to_owned()
            );
        }
        Ok(hashes)
    }

    /// One of these files.
    ///
    /// # Errors
    /// A sentence for the person at the screen.
    pub async fn card_file(&self, path: &str) -> Result<Vec<u8>, String> {
        let reply = Request::get(&format!("{}/{path}", self.address)).send().await;
        let reply = reply.map_err(|_| self.unreachable())?;
        if !reply.ok() {
            return Err(refusal(reply).await);
        }
        reply.binary().await.map_err(|_| self.unreachable())
    }

    /// A reply about a survey; `path` begins with its id.
    ///
    /// # Errors
    /// A sentence for the person at the screen.
    pub(super) async fn get(&self, path: &str) -> Result<Value, String> {
        let request = self.signed(Request::get(&format!("{}/v1/surveys/{path}", self.address)));
        let reply = request.send().await.map_err(|_| self.unreachable())?;
        if reply.ok() { Ok(json(reply).await) } else { Err(refusal(reply).await) }
    }

    pub(super) fn signed(&self, request: RequestBuilder) -> RequestBuilder {
        request.header("authorization", &format!("Bearer {}", self.token))
    }

    pub(super) fn unreachable(&self) -> String {
        let address = [("address", self.address.as_str())];
        trf(
            "No answer from {address}. Is the collector running, and is this its address?",
            &address,
        )
    }
}

pub(super) async fn json(reply: Response) -> Value {
    let text = reply.text().await.unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

pub(super) async fn refusal(reply: Response) -> String {
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
