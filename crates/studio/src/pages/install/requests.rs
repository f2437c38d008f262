//! What the Install page asks of a collector: to store the document, and for the card's files.

use super::model::bundle;
use super::model::tag::Pinned;
use crate::collector::{Collector, json, refusal};
use crate::document::without_defaults;
use crate::words::tr;
use gloo_net::http::Request;
use outoften_core::survey::Survey;
use serde_json::Value;

impl Collector {
    /// Stores a document under its own id.
    ///
    /// # Errors
    /// A sentence for the person at the screen.
    pub async fn publish(&self, survey: &Survey) -> Result<(), String> {
        let address = format!("{}/v1/surveys/{}", self.address, survey.id);
        let request = self.signed(Request::put(&address));
        let request = request.header("content-type", "application/json");
        let request =
            request.body(without_defaults::file_text(survey)).map_err(|_| self.unreachable())?;
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
}
