//! The survey document that a visitor downloads: not a file of `dist/`, a collector makes it for
//! each language. Here a usual one in English, to know what it weighs.

use std::fs;

use anyhow::{Context, Result, anyhow};
use outoften_core::survey::{Survey, Texts};
use serde_json::{Value, json};

use crate::project::Project;

/// A document with a brand and the ready English wordings, as a collector sends it.
///
/// # Errors
/// When the ready wordings cannot be read.
pub fn usual(project: &Project) -> Result<Vec<u8>> {
    let file = project.root.join("www").join("texts").join("en.json");
    let text = fs::read_to_string(&file).with_context(|| format!("reading {file:?}"))?;
    let ready = ready_texts(&serde_json::from_str(&text)?)?;
    let stored = json!({
        "id": "acme",
        "brand": { "name": "Acme Outfitters", "color": "#0f766e" },
        "triggers": { "delay_ms": 5000 },
    });
    let survey = Survey::read(&stored).map_err(|error| anyhow!("{error}"))?;
    let complete = survey.completed_for(&["en"], &["en"], |_| Some(ready.clone()));
    serde_json::to_vec(&complete).context("writing the survey document")
}

fn ready_texts(json: &Value) -> Result<Texts> {
    Survey::read_texts(json).map_err(|error| anyhow!("www/texts/en.json: {error}"))
}
