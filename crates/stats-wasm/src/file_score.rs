//! A file of answers, pushed in piece by piece.

use outoften_core::metric::Metric;
use outoften_core::node::{FieldError, Path};
use outoften_core::reading::{self, DateOrder, Period, ReadError, Reading, RowFilter, Scored};
use outoften_core::result::{Segment, against_previous, against_rest};
use outoften_core::{Report, ReportOptions};
use serde::Serialize;
use serde_json::{Value, json};

use crate::answer::{refused, value};
use crate::options::{Given, Refused};

const EVERY: &str = "one of \"month\", \"quarter\", \"week\"";
const ORDER: &str = "one of \"dmy\", \"mdy\"";

/// A reading with the tallies it fills; after the first error it only waits to tell it.
pub(crate) struct FileScore {
    reading: Reading,
    scored: Scored,
    options: ReportOptions,
    by_segment: bool,
    every: Option<Period>,
    error: Option<Value>,
}

/// What is given back.
#[derive(Serialize)]
struct FileReport<'a> {
    #[serde(flatten)]
    report: Report,
    bad_rows: u64,
    unanswered: u64,
    column: &'a str,
    tool: Option<&'static str>,
    /// Which columns were used, and what makes the figure doubtful.
    decided: Vec<String>,
    warnings: Vec<String>,
    first_bad_rows: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    segments: Option<Vec<Segment<Report>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    periods: Option<Vec<Segment<Report>>>,
}

impl FileScore {
    /// Options as JSON; what is wrong with them is told at the end.
    pub(crate) fn new(options: &str) -> Self {
        let options: Value = serde_json::from_str(options).unwrap_or(Value::Null);
        Self::from_options(&options).unwrap_or_else(|error| Self {
            error: Some(refused(&error)),
            ..Self::with(reading::ReadOptions::default(), ReportOptions::default(), None)
        })
    }

    fn with(reading: reading::ReadOptions, options: ReportOptions, every: Option<Period>) -> Self {
        let by_segment = reading.segment_column.is_some();
        Self {
            reading: Reading::new(reading),
            scored: Scored::new(by_segment, every),
            options,
            by_segment,
            every,
            error: None,
        }
    }

    fn from_options(options: &Value) -> Result<Self, Refused> {
        let root = Path::root();
        let path = root.field("options");
        let mut given = Given::open(options, &path)?;
        let every = given.word("every", EVERY, |word| match word {
            "month" => Some(Period::Month),
            "quarter" => Some(Period::Quarter),
            "week" => Some(Period::Week),
            _ => None,
        })?;
        let date_order = given.word("dateOrder", ORDER, |word| match word {
            "dmy" => Some(DateOrder::DayFirst),
            "mdy" => Some(DateOrder::MonthFirst),
            _ => None,
        })?;
        let reading = reading::ReadOptions {
            score_column: given.text("scoreColumn")?,
            date_column: given.text("dateColumn")?,
            segment_column: given.text("by")?,
            dates: every.is_some(),
            date_order,
            filters: given.filters()?,
            allow_partial: given.flag("allowPartial")?,
            ..reading::ReadOptions::default()
        };
        let options = given.report()?;
        given.finish()?;
        Ok(Self::with(reading, options, every))
    }

    /// `false` when it is no use going on.
    pub(crate) fn push(&mut self, piece: &[u8]) -> bool {
        if self.error.is_none() {
            let done = self.reading.push(piece, &mut self.scored);
            self.error = done.err().map(|error| read_error(&error));
        }
        self.error.is_none()
    }

    /// The result or the first error, as of [`crate::answer`].
    pub(crate) fn finish(&mut self) -> Value {
        if self.error.is_none() {
            let done = self.reading.finish(&mut self.scored);
            self.error = done.err().map(|error| read_error(&error));
        }
        match &self.error {
            Some(error) => error.clone(),
            None => match self.report() {
                Ok(result) => json!({ "result": result }),
                Err(error) => refused(&error),
            },
        }
    }

    fn report(&self) -> Result<Value, Refused> {
        let columns = self.reading.columns();
        let (metric, scored, options) = (Metric::Nps, &self.scored, &self.options);
        value(&FileReport {
            report: Report::of(&scored.tally, options)?,
            bad_rows: scored.bad_rows,
            unanswered: scored.unanswered,
            column: columns.map_or("", |columns| columns.name(columns.score)),
            tool: columns.and_then(|columns| columns.layout).map(reading::Layout::name),
            decided: columns.map(|columns| columns.told(self.every.is_some())).unwrap_or_default(),
            warnings: self.warnings(),
            first_bad_rows: scored.first_bad_rows.iter().map(bad_row).collect(),
            segments: self
                .by_segment
                .then(|| against_rest(metric, &scored.segments(), &scored.tally, options)),
            periods: self.every.map(|_| against_previous(metric, &scored.periods(), options)),
        })
    }
}

impl FileScore {
    fn warnings(&self) -> Vec<String> {
        let checks = self.reading.checks();
        let columns = self.reading.columns();
        let warnings = columns.map(|columns| columns.warnings(&checks)).unwrap_or_default();
        let mut warnings: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        warnings.extend(self.scored.likely_scale().map(|scale| scale.to_string()));
        let names = columns.map(|columns| columns.names.as_slice()).unwrap_or_default();
        let segments = self.scored.segments();
        let mut texts = names.iter().chain(segments.iter().map(|(name, _)| name));
        if texts.any(|text| text.contains(char::REPLACEMENT_CHARACTER)) {
            let advice = "some letters are not UTF-8; name the encoding, such as windows-1252";
            warnings.push(advice.to_owned());
        }
        warnings
    }
}

fn bad_row(bad: &reading::BadRow) -> Value {
    json!({
        "line": bad.line,
        "column": bad.column,
        "reason": bad.reason.code(),
        "message": bad.to_string(),
    })
}

fn read_error(error: &ReadError) -> Value {
    let message = error.to_string();
    json!({"error": {"code": error.code(), "field": null, "message": message}})
}

impl Given<'_> {
    /// `{"Survey": "Loyalty", "Plan": ["pro", "team"]}`.
    fn filters(&mut self) -> Result<Vec<RowFilter>, FieldError> {
        const EXPECTED: &str = "an object of columns, each with a value or a list of values";
        let Some(given) = self.any("where") else { return Ok(Vec::new()) };
        let refused = || self.refused("where", EXPECTED);
        let mut filters = Vec::new();
        for (column, values) in given.as_object().ok_or_else(refused)? {
            let alone = std::slice::from_ref(values);
            for value in values.as_array().map_or(alone, Vec::as_slice) {
                let value = value.as_str().ok_or_else(refused)?.to_owned();
                filters.push(RowFilter { column: column.clone(), value });
            }
        }
        Ok(filters)
    }

    fn text(&mut self, name: &str) -> Result<Option<String>, FieldError> {
        self.word(name, "the name of a column", |word| Some(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str, options: &str) -> Value {
        let mut score = FileScore::new(options);
        for piece in file.as_bytes().chunks(5) {
            if !score.push(piece) {
                break;
            }
        }
        score.finish()
    }

    #[test]
    fn letters_of_another_encoding_are_warned_of() {
        let mut score = FileScore::new(r#"{"by":"Land"}"#);
        score.push(b"Note,Land\n9,\xd6sterreich\n8,Italien\n");
        let warnings = score.finish()["result"]["warnings"].to_string();
        assert!(warnings.contains("name the encoding"), "{warnings}");
    }

    const FILE: &str = "score,plan,date\n10,a,2026-10-01\n0,b,2026-11-01\nx,b,2026-11-01\n,b,\n";

    #[test]
    fn a_file_in_pieces() {
        let value = read(FILE, r#"{"by": "plan", "every": "month"}"#);
        let result = &value["result"];
        assert_eq!((&result["n"], &result["nps"]), (&json!(2), &json!(0.0)));
        assert_eq!((&result["bad_rows"], &result["unanswered"]), (&json!(1), &json!(1)));
        assert_eq!(result["first_bad_rows"][0]["line"], 4);
        assert_eq!(result["segments"][0]["name"], "a");
        assert_eq!(result["periods"][1]["name"], "2026-11");
        assert_eq!(result["column"], "score");
    }

    #[test]
    fn rows_can_be_chosen_and_doubts_are_said() {
        let value = read(FILE, r#"{"where": {"plan": "a"}}"#);
        assert_eq!(value["result"]["n"], 1);
        let value = read(FILE, r#"{"where": {"plan": ["a", "b"]}}"#);
        assert_eq!(value["result"]["n"], 2);
        assert_eq!(read(FILE, r#"{"where": 1}"#)["error"]["code"], "range");
        let five = format!("score\n{}", "1\n2\n5\n".repeat(5));
        let warnings = &read(&five, "{}")["result"]["warnings"];
        assert!(warnings[0].as_str().unwrap().contains("scale of 1 to 5"), "{warnings}");
        let hundred = "score\n100\n90\n9\n";
        assert_eq!(read(hundred, "{}")["error"]["code"], "other_scale");
        assert_eq!(read(hundred, r#"{"allowPartial": true}"#)["result"]["bad_rows"], 2);
    }

    #[test]
    fn errors_are_told_at_the_end() {
        assert_eq!(read(FILE, r#"{"by": "city"}"#)["error"]["code"], "no_such_column");
        assert_eq!(read("", "{}")["error"]["code"], "empty");
        assert_eq!(read(FILE, r#"{"every": "day"}"#)["error"]["code"], "range");
        assert_eq!(read(FILE, r#"{"speed": 1}"#)["error"]["code"], "unknown");
        assert_eq!(read(FILE, "nonsense")["error"]["code"], "range");
    }
}
