//! `outoften eligible`: whether a person may be asked again, by the same rule as the card's.

use clap::Args;
use jiff::Timestamp;
use outoften_core::fatigue::{Decision, Event, EventKind, Policy, decide};
use outoften_core::node::FieldError;
use outoften_core::time::Utc;
use serde::Serialize;
use serde_json::{Map, Value};

use super::failure::Failure;
use super::input::document;
use super::options::{Format, FormatOption};
use super::output;

/// What `--help` says at its end.
const HELP: &str = "\
Example:
  outoften eligible --now 2026-11-22T10:00:00Z --history history.json --policy policy.json

history.json: [{\"event\": \"shown\", \"at\": \"2026-05-22T09:00:00Z\"}, {\"event\": \"answered\", \"at\": \"2026-05-22T09:01:00Z\"}]
policy.json: {\"cooldown\": {\"dismissed\": {\"days\": 30}}}

Exit codes: 0 done, 1 not possible (the message says why), 2 wrong usage";

/// See [`super::Command::Eligible`].
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub struct EligibleOptions {
    /// The present instant, RFC 3339: 2026-11-22T10:00:00Z
    #[arg(long, value_name = "INSTANT")]
    now: Timestamp,
    /// What happened to the person: a JSON list of {"event", "at", "group"}; none if left out
    #[arg(long, value_name = "FILE")]
    history: Option<String>,
    /// What is different from the default policy, as in a survey document
    #[arg(long, value_name = "FILE")]
    policy: Option<String>,
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Serialize)]
struct Verdict {
    eligible: bool,
    reason: Option<&'static str>,
    next_eligible_at: Option<String>,
}

pub(super) fn run(options: &EligibleOptions) -> Result<(), Failure> {
    let policy = match &options.policy {
        None => Policy::default(),
        Some(path) => Policy::read(&document(path)?).map_err(|error| field(path, error))?,
    };
    let history = match &options.history {
        None => Vec::new(),
        Some(path) => {
            history(&document(path)?, &policy.group).map_err(|error| field(path, error))?
        }
    };
    let now = Utc::from_ms(options.now.as_millisecond());
    let decision = decide(&history, &policy, now);
    let verdict = Verdict {
        eligible: decision.is_show(),
        reason: match &decision {
            Decision::Show => None,
            Decision::Skip { reason, .. } => Some(reason.code()),
        },
        next_eligible_at: decision.next_eligible_at(now).and_then(rfc3339),
    };
    print(&verdict, options.format.format)
}

fn rfc3339(instant: Utc) -> Option<String> {
    Timestamp::from_millisecond(instant.as_ms()).ok().map(|stamp| stamp.to_string())
}

fn field(path: &str, error: FieldError) -> Failure {
    Failure::Field { path: path.to_owned(), error }
}

/// Events without a group belong to the policy's.
fn history(document: &Value, group: &str) -> Result<Vec<Event>, FieldError> {
    let bad = |place: String, expected| FieldError { code: "range", field: place, expected };
    let list = document.as_array().ok_or_else(|| bad("history".to_owned(), "a list of events"))?;
    list.iter()
        .enumerate()
        .map(|(index, value)| {
            let place = |name: &str| format!("history[{index}]{name}");
            let fields =
                value.as_object().ok_or_else(|| bad(place(""), "an object with event and at"))?;
            event(fields, group).map_err(|(name, expected)| bad(place(name), expected))
        })
        .collect()
}

fn event(fields: &Map<String, Value>, group: &str) -> Result<Event, (&'static str, &'static str)> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    if fields.keys().any(|name| !["event", "at", "group", "id"].contains(&name.as_str())) {
        return Err(("", "an object with event, at, group and id only"));
    }
    let kind = text("event").and_then(EventKind::from_name);
    let kind = kind.ok_or((".event", EventKind::EXPECTED))?;
    let at: Option<Timestamp> = text("at").and_then(|at| at.parse().ok());
    let at = at.ok_or((".at", "an instant such as 2026-11-22T10:00:00Z"))?;
    let mut event =
        Event::new(kind, Utc::from_ms(at.as_millisecond()), text("group").unwrap_or(group));
    text("id").unwrap_or_default().clone_into(&mut event.id);
    Ok(event)
}

fn print(verdict: &Verdict, format: Format) -> Result<(), Failure> {
    let next = verdict.next_eligible_at.clone().unwrap_or_else(|| "never".to_owned());
    let reason = verdict.reason.unwrap_or_default().to_owned();
    match format {
        Format::Json => output::json(verdict)?,
        Format::Csv => output::csv(
            &["eligible", "reason", "next_eligible_at"],
            &[vec![verdict.eligible.to_string(), reason, next]],
        )?,
        Format::Table => {
            let answer = if verdict.eligible { "yes" } else { "no" };
            output::table(&[
                vec!["may be asked".to_owned(), answer.to_owned()],
                vec!["because of".to_owned(), reason],
                vec!["from".to_owned(), next],
            ])?;
        }
    }
    Ok(())
}
