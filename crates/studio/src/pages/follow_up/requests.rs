//! The follow-up queue that a collector keeps.

use crate::collector::{Collector, json, refusal};
use crate::pages::follow_up::model::cases::{Case, CaseDetails, Queue, QueueSummary, Reply};
use crate::url::encoded;
use crate::words::tr;
use gloo_net::http::{Request, RequestBuilder};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Which cases are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// A state; empty for all that are open, `all` for all.
    pub state: String,
    /// Whose; empty for everybody's.
    pub owner: String,
    /// Only those past their time.
    pub overdue: bool,
    /// Only those that left an address.
    pub contact: bool,
    /// Where a page begins; empty for the first.
    pub after: String,
}

impl Collector {
    /// One page of the queue.
    ///
    /// # Errors
    /// A sentence for the person at the screen.
    pub async fn queue(&self, survey: &str, filter: &QueueFilter) -> Result<Queue, String> {
        let mut path = format!("{survey}/cases?limit=50");
        for (name, value) in
            [("state", &filter.state), ("owner", &filter.owner), ("after", &filter.after)]
        {
            if !value.is_empty() {
                path += &format!("&{name}={}", encoded(value));
            }
        }
        if filter.overdue {
            path += "&overdue=1";
        }
        if filter.contact {
            path += "&contact=1";
        }
        read(self.get(&path).await?)
    }

    /// How well the queue is kept.
    ///
    /// # Errors
    /// A sentence for the person at the screen.
    pub async fn queue_summary(&self, survey: &str) -> Result<QueueSummary, String> {
        read(self.get(&format!("{survey}/cases/summary")).await?)
    }

    /// One case with its history and a reply in a language; in the answer's when it is empty.
    ///
    /// # Errors
    /// A sentence for the person at the screen.
    pub async fn case(&self, survey: &str, id: &str, lang: &str) -> Result<CaseDetails, String> {
        let lang = if lang.is_empty() { String::new() } else { format!("?lang={}", encoded(lang)) };
        read(self.get(&format!("{survey}/cases/{id}{lang}")).await?)
    }

    /// Changes a case. `change` holds what changes and the version that was seen.
    ///
    /// # Errors
    /// A sentence for the person at the screen.
    pub async fn change_case(
        &self,
        survey: &str,
        id: &str,
        change: &Value,
    ) -> Result<Case, String> {
        let reply = self.post(&format!("{survey}/cases/{id}"), change).await?;
        read(reply.get("case").cloned().unwrap_or_default())
    }

    /// The address of the short survey after the solution.
    ///
    /// # Errors
    /// A sentence for the person at the screen.
    pub async fn follow_up_link(
        &self,
        survey: &str,
        id: &str,
        mini: &str,
    ) -> Result<String, String> {
        let path = format!("{survey}/cases/{id}/followup");
        let reply = self.post(&path, &json!({ "survey": mini })).await?;
        let address = reply.get("address").and_then(Value::as_str).ok_or_else(not_understood)?;
        let whole = address.starts_with("http");
        Ok(if whole { address.to_owned() } else { format!("{}{address}", self.address) })
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        let address = format!("{}/v1/surveys/{path}", self.address);
        let request: RequestBuilder = self.signed(Request::post(&address));
        let request = request.header("content-type", "application/json");
        let request = request.body(body.to_string()).map_err(|_| self.unreachable())?;
        let reply = request.send().await.map_err(|_| self.unreachable())?;
        match reply.status() {
            409 => Err(tr("Someone else changed this case a moment ago. It was reloaded; your text is still here.").to_owned()),
            _ if reply.ok() => Ok(json(reply).await),
            _ => Err(refusal(reply).await),
        }
    }
}

/// What a change of a reply looks like.
pub fn reply_change(version: u64, reply: &Reply) -> Value {
    let parts = reply.parts.iter().map(|part| (part.part.clone(), part.text.trim().into()));
    json!({ "version": version, "reply": Value::Object(parts.collect()) })
}

fn read<T: DeserializeOwned>(reply: Value) -> Result<T, String> {
    serde_json::from_value(reply).map_err(|_| not_understood())
}

fn not_understood() -> String {
    tr("The reply was not a queue. Is the collector as new as this page?").to_owned()
}
