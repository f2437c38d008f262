//! `GET /v1/surveys/{id}/export` and `POST /v1/surveys/{id}/import`.

use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use encoding_rs::Encoding;
use http_body_util::BodyExt as _;
use outoften_core::reading::{DateOrder, ReadOptions, RowFilter};
use tokio::sync::mpsc::Sender;

use crate::answer_file::{FileError, FileOptions, Upload};
use crate::http::access::{Admin, Analyst, SurveyAccess};
use crate::http::params::{Query, flag};
use crate::http::{ApiError, AppState};
use crate::import_export::{ExportFormat, ExportLines, Import, Imported};

/// Most bytes of a file that is imported over HTTP: it is read as it comes, so this bounds time
/// and disk, not memory. The command line takes any size.
const IMPORT_MAX_BYTES: usize = 8 * 1024 * 1024 * 1024;

/// How to write an export.
#[derive(serde::Deserialize)]
pub struct ExportQuery {
    format: Option<String>,
    /// A flag: texts as they are, for programs. Otherwise formulas are defused.
    raw: Option<String>,
    /// A flag: also the addresses of those who agreed to be written to.
    contacts: Option<String>,
}

/// All answers as a file.
///
/// # Errors
/// 401, 403, 404, 422 unknown format, 503.
pub async fn export(
    State(app): State<AppState>,
    Query(query): Query<ExportQuery>,
    SurveyAccess { id: survey, .. }: SurveyAccess<Analyst>,
) -> Result<Response, ApiError> {
    let raw = flag("raw", query.raw.as_deref())?;
    let (format, extension, content_type) = match query.format.as_deref().unwrap_or("csv") {
        "csv" if raw => (ExportFormat::RawCsv, "csv", "text/csv; charset=utf-8"),
        "csv" => (ExportFormat::Csv, "csv", "text/csv; charset=utf-8"),
        "jsonl" => (ExportFormat::JsonLines, "jsonl", "application/x-ndjson"),
        _ => return Err(ApiError::Parameter("format", "csv or jsonl".into())),
    };
    let contacts = flag("contacts", query.contacts.as_deref())?;
    let lines = ExportLines::new(app.store.clone(), &survey, format).with_contacts(contacts);
    let pieces = futures_util::stream::try_unfold(lines, async |mut lines| {
        let piece = lines.next().await?;
        Ok::<_, crate::store::StoreError>(piece.map(|piece| (Bytes::from(piece), lines)))
    });
    let headers = [
        (CONTENT_TYPE, content_type.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{survey}.{extension}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// What the query of an import may hold; `where` as often as needed.
pub const IMPORT_NAMES: [&str; 10] = [
    "score",
    "comment",
    "date",
    "segment",
    "date_order",
    "undated",
    "where",
    "allow_partial",
    "encoding",
    "sheet",
];

/// How a file is to be opened and read.
fn import_options(query: Vec<(String, String)>) -> Result<(FileOptions, ReadOptions), ApiError> {
    let mut file = FileOptions::default();
    let mut reading = ReadOptions { dates: true, ..ReadOptions::default() };
    let mut seen: Vec<String> = Vec::new();
    for (name, value) in query {
        if name != "where" && seen.contains(&name) {
            return Err(ApiError::Parameter("query", format!("{name} once").into()));
        }
        match name.as_str() {
            "score" => reading.score_column = Some(value),
            "comment" => reading.comment_column = Some(value),
            "date" => reading.date_column = Some(value),
            "segment" => reading.segment_column = Some(value),
            "sheet" => file.sheet = Some(value),
            "undated" => reading.dates = !flag("undated", Some(&value))?,
            "allow_partial" => reading.allow_partial = flag("allow_partial", Some(&value))?,
            "date_order" => reading.date_order = Some(date_order(&value)?),
            "encoding" => {
                let expected = "the name of an encoding, such as utf-8 or windows-1252";
                let encoding = Encoding::for_label(value.as_bytes());
                let refused = || ApiError::Parameter("encoding", expected.into());
                file.encoding = Some(encoding.ok_or_else(refused)?);
            }
            "where" => {
                let expected = "COLUMN=VALUE, such as Survey=Loyalty";
                let refused = || ApiError::Parameter("where", expected.into());
                reading.filters.push(RowFilter::parse(&value).ok_or_else(refused)?);
            }
            // Other names do not come as far as this.
            _ => {}
        }
        seen.push(name);
    }
    if reading.date_column.is_some() && !reading.dates {
        return Err(ApiError::Parameter("undated", "no column of dates beside it".into()));
    }
    Ok((file, reading))
}

fn date_order(value: &str) -> Result<DateOrder, ApiError> {
    match value {
        "dmy" => Ok(DateOrder::DayFirst),
        "mdy" => Ok(DateOrder::MonthFirst),
        _ => Err(ApiError::Parameter("date_order", "dmy or mdy".into())),
    }
}

/// Stores the answers of another tool's export, a workbook or packed file as well. The same rows
/// twice add nothing.
///
/// # Errors
/// 401, 403, 404, 413, 422 a file that cannot be read, 503.
pub async fn import(
    State(app): State<AppState>,
    Query(query): Query<Vec<(String, String)>>,
    SurveyAccess { id: survey, entry, .. }: SurveyAccess<Admin>,
    request: Body,
) -> Result<Json<Imported>, ApiError> {
    let (file, reading) = import_options(query)?;
    if http_body::Body::size_hint(&request).lower() > IMPORT_MAX_BYTES as u64 {
        return Err(ApiError::TooLarge(IMPORT_MAX_BYTES));
    }
    let now_ms = app.clock.now().as_ms();
    let target = (survey.as_str(), entry.survey.metric);
    let mut import = Import::new(app.store.clone(), target, "over HTTP", reading.clone(), now_ms);
    let Upload { bytes, mut pieces, told } = Upload::start(file, reading);
    let take = async {
        let mut seen = 0;
        while let Some(piece) = pieces.recv().await {
            let (text, read_as) = piece?;
            // Unpacked it may be much more than was sent.
            seen += text.len();
            if seen > IMPORT_MAX_BYTES {
                return Err(ApiError::TooLarge(IMPORT_MAX_BYTES));
            }
            import.push(&text, read_as).await?;
        }
        Ok(())
    };
    tokio::try_join!(send(request, bytes, app.request_timeout), take)?;
    let mut imported = import.finish().await?;
    let told = told.await.ok().flatten();
    imported.decided.splice(0..0, told);
    Ok(Json(imported))
}

/// Passes the body on. The whole may take its time; a client that sends nothing for so long has
/// gone.
async fn send(mut body: Body, to: Sender<Bytes>, timeout: Duration) -> Result<(), ApiError> {
    let mut seen = 0;
    while let Some(frame) =
        tokio::time::timeout(timeout, body.frame()).await.map_err(|_| ApiError::BodyTimeout)?
    {
        let Ok(chunk) = frame.map_err(|_| ApiError::BodyBroken)?.into_data() else { continue };
        seen += chunk.len();
        if seen > IMPORT_MAX_BYTES {
            return Err(ApiError::TooLarge(IMPORT_MAX_BYTES));
        }
        // Nobody listens where the file was refused: the reason comes from there.
        if to.send(chunk).await.is_err() {
            break;
        }
    }
    Ok(())
}

impl From<FileError> for ApiError {
    fn from(error: FileError) -> Self {
        Self::File(error.code(), error.to_string())
    }
}
