//! Requests to a collector, with what went wrong as a sentence that says what to do.

use gloo_net::http::{Request, RequestBuilder, Response};
use outoften_core::survey::Survey;
use outoften_core::{Score, Tally};
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
        let body = super::super::model::slim::file_text(survey);
        let request =
            self.signed(Request::put(&address)).header("content-type", "application/json");
        let request = request.body(body).map_err(|_| unreachable(&self.address))?;
        let reply = request.send().await.map_err(|_| unreachable(&self.address))?;
        if reply.ok() { Ok(()) } else { Err(refusal(reply).await) }
    }

    /// The eleven counts of a survey.
    ///
    /// # Errors
    /// A sentence for the person at the screen.
    pub async fn counts(&self, survey: &str) -> Result<Tally, String> {
        let address = format!("{}/v1/surveys/{survey}/results", self.address);
        let request = self.signed(Request::get(&address));
        let reply = request.send().await.map_err(|_| unreachable(&self.address))?;
        if !reply.ok() {
            return Err(refusal(reply).await);
        }
        let report = json(reply).await;
        tally(&report).ok_or_else(|| {
            "The collector’s reply was not a report. Is the address \
            that of a collector of this version?"
                .to_owned()
        })
    }

    fn signed(&self, request: RequestBuilder) -> RequestBuilder {
        request.header("authorization", &format!("Bearer {}", self.token))
    }
}

fn tally(report: &Value) -> Option<Tally> {
    let mut tally = Tally::EMPTY;
    let counts = report.get("counts")?.as_array()?;
    for (score, count) in Score::all().zip(counts) {
        tally.add_many(score, count.as_u64()?);
    }
    Some(tally)
}

async fn json(reply: Response) -> Value {
    let text = reply.text().await.unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

fn unreachable(address: &str) -> String {
    format!("No answer from {address}. Is the collector running, and is this its address?")
}

async fn refusal(reply: Response) -> String {
    let status = reply.status();
    let body = json(reply).await;
    let message = body.get("message").and_then(Value::as_str).unwrap_or_default();
    match status {
        401 | 403 => "The collector does not accept this token. It printed one at its first \
            start; paste it again. Your work is kept."
            .to_owned(),
        404 => "The collector does not know this survey yet. Publish it first.".to_owned(),
        _ if message.is_empty() => format!("The collector refused (status {status})."),
        _ => format!("The collector refused: {message}"),
    }
}
