//! `GET /f/{survey}` shows the form, `POST /f/{survey}` takes the answer.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response as Reply;
use outoften_core::Score;
use outoften_core::node::FieldError;
use outoften_core::survey::{Mode, TextKey, Wording};

use super::pages::{complete, not_now, show, thanks};
use super::question::{CarriedForm, FilledFields};
use super::refusal::RefusalText;
use super::{frame, sender};
use crate::catalog::SurveyEntry;
use crate::http::params::{Path, Query};
use crate::http::{Action, ApiError, App, AppState, body, peer};
use crate::identity::ticket::{Bound, TicketKind};
use crate::intake::{CONTEXT, Content, Form, FormFields, IntakeError, Submission, Visitor};
use crate::token;

/// Most bytes of a form's body: a comment's 2,000 characters are up to 24,000 of them, encoded.
const BODY_MAX_BYTES: usize = 40 * 1024;

/// What the address may carry. All of it is optional and nothing of it is an answer.
#[derive(serde::Deserialize)]
pub struct FormQuery {
    score: Option<String>,
    lang: Option<String>,
    channel: Option<String>,
    touchpoint: Option<String>,
    segment: Option<String>,
    /// The signed name of an identified person.
    u: Option<String>,
    /// The invitation to a short survey after a problem was solved.
    k: Option<String>,
    /// `1` in a frame.
    #[serde(default)]
    embed: String,
    /// How the frame stands.
    mode: Option<String>,
}

impl FormQuery {
    /// How the form stands in a frame, if in one.
    fn frame(&self) -> Option<Mode> {
        frame::mode(&self.embed, self.mode.as_deref())
    }

    /// What makes this link one person's own.
    fn personal(&self) -> Option<&str> {
        self.u.as_deref().or(self.k.as_deref())
    }

    /// The survey, and who opens it: the same for showing and for sending.
    async fn open(
        &self,
        app: &App,
        id: &str,
        parts: &Parts,
    ) -> Result<(Arc<SurveyEntry>, Visitor), ApiError> {
        let origin = sender::foreign_origin(&parts.method, &parts.headers);
        let entry = app.open_survey(id, origin).await?;
        let visitor = Visitor::read(app, id, self.u.clone(), self.k.as_deref()).await?;
        Ok((entry, visitor))
    }
}

/// Shows the form. Stores nothing.
///
/// # Errors
/// 401 or 422 a link that is not believed, 403 a script on a site that is not allowed, 404 unknown
/// survey, 410 archived, 503.
pub async fn get(
    State(app): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<FormQuery>,
    request: Request,
) -> Result<Reply, ApiError> {
    let app = &*app;
    let (parts, _) = request.into_parts();
    let (entry, visitor) = query.open(app, &id, &parts).await?;
    let (survey, words) = complete(&entry.survey, query.lang.as_deref(), &parts.headers);
    let frame = query.frame();
    if visitor.must_wait(app, &entry.survey).await? {
        return Ok(not_now(&entry, &survey, &words, frame));
    }
    let score = query.score.as_deref().and_then(|score| Score::new(score.parse().ok()?));
    let score = score.filter(|score| survey.metric.scores().any(|known| known == *score));
    let network = peer::network(&parts.extensions, &parts.headers, &app.trusted_proxies);
    let now_ms = app.clock.now().as_ms();
    let scanned = app.scanners.open(&id, (query.personal(), network), score, now_ms);
    let kind = if scanned { TicketKind::Scanned } else { TicketKind::Form };
    let channel = query.channel.unwrap_or_else(|| survey.channel.clone());
    let touchpoint = query.touchpoint.or_else(|| survey.touchpoint.clone());
    let mut fields = begin(app, &id, &visitor, kind).await?.to_vec();
    let context = [Some(words.language.clone()), Some(channel), touchpoint, query.segment];
    fields.extend(CONTEXT.into_iter().zip(context).filter_map(|(name, it)| Some((name, it?))));
    // An address that could not be answered is no good to begin with.
    FormFields::check(&fields, &survey)?;
    let carried = CarriedForm {
        fields,
        score,
        frame,
        waits: frame.map(|_| frame::waits(&survey, app.clock.now())),
        ..CarriedForm::default()
    };
    Ok(show(&entry, &survey, &words, &carried, StatusCode::OK))
}

/// The hidden fields of a form that is opened now: the id of its answer, the key that a change of it
/// takes, and a ticket.
async fn begin(
    app: &App,
    survey: &str,
    visitor: &Visitor,
    kind: TicketKind,
) -> Result<[(&'static str, String); 3], ApiError> {
    let answer = match visitor.answer_id() {
        Some(id) => id.to_owned(),
        None => token::random_id()?,
    };
    let bound = Bound { survey, answer: &answer, origin: "" };
    let ticket = app.issue_ticket(kind, &bound).await?;
    Ok([("id", answer), ("key", token::random_id()?), ("display", ticket)])
}

/// Takes an answer and thanks, or shows the form again with what was wrong.
///
/// # Errors
/// What cannot be corrected there: 401 or 422 a link that is not believed, 403 a site that is not
/// allowed, 404, 409 an answer of somebody else's, 410, 413, 429, 503.
pub async fn post(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<FormQuery>,
    request: Request,
) -> Result<Reply, ApiError> {
    let app = &*state;
    let (parts, body) = request.into_parts();
    let network = peer::network(&parts.extensions, &parts.headers, &app.trusted_proxies);
    let admitted = app.admit(Action::Answer, network)?;
    let (entry, visitor) = query.open(app, &id, &parts).await?;
    let fields = FormFields::parse(&body::read(body, BODY_MAX_BYTES).await?);
    let lang = fields.value("lang").or(query.lang.as_deref());
    let (survey, words) = complete(&entry.survey, lang, &parts.headers);
    let frame = query.frame();
    let link = query.personal();
    let form = Form { entry: &entry, visitor: &visitor, link, fields: &fields };
    let content = Content::Form(form);
    let submission = Submission { admitted, origin: None, signed_name: None, content };
    let (carried, error) = match state.accept(submission).await {
        Ok(_) => {
            let score = fields.score().ok_or(ApiError::Internal)?;
            let left = fields.value("left").is_some();
            return Ok(thanks(&entry, &survey, &words, (score, left), frame));
        }
        Err(IntakeError::TooSoon) => return Ok(not_now(&entry, &survey, &words, frame)),
        // The page lay open for more than a week, or was changed: it begins again, filled in.
        Err(IntakeError::Ticket(_)) => {
            (begin(app, &id, &visitor, TicketKind::Form).await?.to_vec(), None)
        }
        Err(IntakeError::Field(error)) => {
            let names = ["id", "key", "display"].into_iter();
            let kept = names.filter_map(|name| Some((name, fields.value(name)?.to_owned())));
            (kept.collect(), Some(what_to_correct(&words, error)?))
        }
        Err(error) => return Err(error.into()),
    };
    let carried = carry_again(&fields, carried, error, frame);
    Ok(show(&entry, &survey, &words, &carried, StatusCode::UNPROCESSABLE_ENTITY))
}

/// What a person can correct in the form.
///
/// # Errors
/// The field is none that a person filled in: the address is wrong, or was changed.
fn what_to_correct(words: &Wording, error: FieldError) -> Result<String, ApiError> {
    match error.field.as_str() {
        "score" => Ok(RefusalText::Choose.text(&words.language)),
        "comment" => Ok(RefusalText::Long.text(&words.language)),
        field if field.starts_with("contact") => Ok(words.get(TextKey::ContactWrong).to_owned()),
        _ => Err(error.into()),
    }
}

/// The form again with what was filled in.
fn carry_again(
    sent: &FormFields,
    mut fields: Vec<(&'static str, String)>,
    error: Option<String>,
    frame: Option<Mode>,
) -> CarriedForm {
    let context = CONTEXT.into_iter();
    fields.extend(context.filter_map(|name| Some((name, sent.value(name)?.to_owned()))));
    let filled = FilledFields::of(sent);
    CarriedForm { fields, score: sent.score(), filled, error, frame, waits: None }
}
