//! `GET /v1/surveys/{id}/export` and `POST /v1/surveys/{id}/import`.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt as _;
use outoften_core::reading::Options;

use crate::answer_file::Decoder;
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

/// Which columns to read; found by themselves otherwise.
#[derive(serde::Deserialize)]
pub struct ImportQuery {
    score: Option<String>,
    comment: Option<String>,
    date: Option<String>,
    segment: Option<String>,
    /// A flag: go on where many answers are off the scale.
    allow_partial: Option<String>,
}

/// Stores the answers of another tool's export. The same file twice adds nothing.
///
/// # Errors
/// 401, 403, 404, 413, 422 a file that cannot be read, 503.
pub async fn import(
    State(app): State<AppState>,
    Query(columns): Query<ImportQuery>,
    SurveyAccess { id: survey, entry, .. }: SurveyAccess<Admin>,
    mut request: Body,
) -> Result<Json<Imported>, ApiError> {
    let options = Options {
        dates: columns.date.is_some(),
        allow_partial: flag("allow_partial", columns.allow_partial.as_deref())?,
        score_column: columns.score,
        comment_column: columns.comment,
        date_column: columns.date,
        segment_column: columns.segment,
        ..Options::default()
    };
    let now_ms = app.clock.now().as_ms();
    let mut import = Import::new(
        app.store.clone(),
        (&survey, entry.survey.metric),
        "over HTTP",
        options,
        now_ms,
    );
    let mut decoder = Decoder::new(None);
    if http_body::Body::size_hint(&request).lower() > IMPORT_MAX_BYTES as u64 {
        return Err(ApiError::TooLarge(IMPORT_MAX_BYTES));
    }
    let mut seen = 0;
    // The whole may take its time; a client that sends nothing for so long has gone.
    while let Some(frame) = tokio::time::timeout(app.request_timeout, request.frame())
        .await
        .map_err(|_| ApiError::BodyTimeout)?
    {
        let Ok(chunk) = frame.map_err(|_| ApiError::BodyBroken)?.into_data() else { continue };
        seen += chunk.len();
        if seen > IMPORT_MAX_BYTES {
            return Err(ApiError::TooLarge(IMPORT_MAX_BYTES));
        }
        let text = decoder.push(&chunk).to_vec();
        import.push(&text, decoder.encoding()).await?;
    }
    let rest = decoder.finish().to_vec();
    import.push(&rest, decoder.encoding()).await?;
    Ok(Json(import.finish().await?))
}
