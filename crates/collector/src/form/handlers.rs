//! `GET /f/{survey}` shows the form, `POST /f/{survey}` takes the answer.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response as Reply;
use outoften_core::Score;
use outoften_core::fatigue::EventKind;
use outoften_core::node::FieldError;
use outoften_core::survey::{Mode, TextKey, Wording};
use outoften_core::wire::Response;

use super::answer::{BODY_MAX_BYTES, CONTEXT, Sent};
use super::frame;
use super::page::Carried;
use super::replies::{complete, not_now, show, thanks};
use super::sender;
use super::trouble::Trouble;
use super::who::{Who, carried_id, open};
use crate::catalog::Entry;
use crate::http::params::{Path, Query};
use crate::http::{Action, ApiError, App, AppState, body, peer};
use crate::identity::ticket::{Bound, Kind};
use crate::store::{Answer, INVITED};
use crate::{intake, token};

/// A person needs longer than this to read the question and choose.
const TOO_FAST_MS: i64 = 1_000;

/// What the address may carry. All of it is optional and nothing of it is an answer.
#[derive(serde::Deserialize)]
pub struct Asked {
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

impl Asked {
    /// How the form stands in a frame, if in one.
    fn frame(&self) -> Option<Mode> {
        frame::mode(&self.embed, self.mode.as_deref())
    }

    /// What makes this link one person's own.
    fn personal(&self) -> Option<&str> {
        self.u.as_deref().or(self.k.as_deref())
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
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Reply, ApiError> {
    let app = &*app;
    let (parts, _) = request.into_parts();
    let entry = open(app, &id).await?;
    sender::check(&entry.origins, &parts.method, &parts.headers)?;
    let who = Who::read(app, &id, asked.u.clone(), asked.k.as_deref()).await?;
    let (survey, words) = complete(&entry.survey, asked.lang.as_deref(), &parts.headers);
    let frame = asked.frame();
    if who.must_wait(app, &entry.survey).await? {
        return Ok(not_now(&entry, &survey, &words, frame));
    }
    let score = asked.score.as_deref().and_then(|score| Score::new(score.parse().ok()?));
    let score = score.filter(|score| survey.metric.scores().any(|known| known == *score));
    let network = peer::network(&parts.extensions, &parts.headers, &app.trusted_proxies);
    let now_ms = app.clock.now().as_ms();
    let scanned = app.scanners.open(&id, (asked.personal(), network), score, now_ms);
    let kind = if scanned { Kind::Scanned } else { Kind::Form };
    let channel = asked.channel.unwrap_or_else(|| survey.channel.clone());
    let touchpoint = asked.touchpoint.or_else(|| survey.touchpoint.clone());
    let mut fields = begun(app, &id, &who, kind).await?.to_vec();
    let context = [Some(words.language.clone()), Some(channel), touchpoint, asked.segment];
    fields.extend(CONTEXT.into_iter().zip(context).filter_map(|(name, it)| Some((name, it?))));
    // An address that could not be answered is no good to begin with.
    Sent::check(&fields, &survey)?;
    let carried = Carried {
        fields,
        score,
        frame,
        waits: frame.map(|_| frame::waits(&survey, app.clock.now())),
        ..Carried::default()
    };
    Ok(show(&entry, &survey, &words, &carried, StatusCode::OK))
}

/// The hidden fields of a form that is opened now: the id of its answer, the key that a change of it
/// takes, and a ticket.
async fn begun(
    app: &App,
    survey: &str,
    who: &Who,
    kind: Kind,
) -> Result<[(&'static str, String); 3], ApiError> {
    let answer = who.answer_id().map_or_else(random_name, |id| Ok(id.to_owned()))?;
    let ticket = app.issue(kind, &Bound { survey, answer: &answer, origin: "" }).await?;
    Ok([("id", answer), ("key", random_name()?), ("display", ticket)])
}

fn random_name() -> Result<String, ApiError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| ApiError::Internal)?;
    Ok(token::hex(&bytes))
}

/// Takes an answer and thanks, or shows the form again with what was wrong.
///
/// # Errors
/// What cannot be mended there: 401 or 422 a link that is not believed, 403 a site that is not
/// allowed, 404, 409 an answer of somebody else's, 410, 413, 429, 503.
pub async fn post(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Reply, ApiError> {
    let app = &*state;
    let (parts, request) = request.into_parts();
    let network = peer::network(&parts.extensions, &parts.headers, &app.trusted_proxies);
    if !app.allows(Action::Answer, network) {
        return Err(ApiError::TooMany);
    }
    let entry = open(app, &id).await?;
    sender::check(&entry.origins, &parts.method, &parts.headers)?;
    let who = Who::read(app, &id, asked.u.clone(), asked.k.as_deref()).await?;
    let sent = Sent::parse(&body::read(request, BODY_MAX_BYTES).await?);
    let lang = sent.value("lang").or(asked.lang.as_deref());
    let (survey, words) = complete(&entry.survey, lang, &parts.headers);
    let frame = asked.frame();
    if who.must_wait(app, &entry.survey).await? {
        return Ok(not_now(&entry, &survey, &words, frame));
    }
    let now_ms = app.clock.now().as_ms();
    let Some(seen) = seen(app, &id, &who, &sent).await? else {
        // The page lay open for more than a week, or was changed: it begins again, filled in.
        let again = begun(app, &id, &who, Kind::Form).await?;
        let carried = again_with(&sent, again.to_vec(), None, frame);
        return Ok(show(&entry, &survey, &words, &carried, StatusCode::UNPROCESSABLE_ENTITY));
    };
    let read = carried_id(who.answer_id().or(sent.value("id")))
        .and_then(|answer| sent.read(&survey, answer, seen.elapsed_ms));
    match read {
        Ok(response) => {
            let suspect = seen.scanned
                || seen.elapsed_ms < TOO_FAST_MS
                || sent.is_trapped()
                || app.scanners.is_burst(&id, (asked.personal(), network), now_ms)
                || !app.allows(Action::Count, network);
            let given = (response.score, sent.value("left").is_some());
            store(&state, &entry, &who, response, (suspect, seen.ticket_hash)).await?;
            Ok(thanks(&entry, &survey, &words, given, frame))
        }
        Err(error) => {
            let sentence = what_to_mend(&words, error)?;
            let names = ["id", "key", "display"].into_iter();
            let fields = names.filter_map(|name| Some((name, sent.value(name)?.to_owned())));
            let carried = again_with(&sent, fields.collect(), Some(sentence), frame);
            Ok(show(&entry, &survey, &words, &carried, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// What a person can mend in the form.
///
/// # Errors
/// The field is none that a person filled in: the address is wrong, or was changed.
fn what_to_mend(words: &Wording, error: FieldError) -> Result<String, ApiError> {
    match error.field.as_str() {
        "score" => Ok(Trouble::Choose.text(&words.language)),
        "comment" => Ok(Trouble::Long.text(&words.language)),
        field if field.starts_with("contact") => Ok(words.get(TextKey::ContactWrong).to_owned()),
        _ => Err(error.into()),
    }
}

/// What the ticket of a form says.
struct Seen {
    /// How long the form was open, by this server's clock; 0 without a ticket.
    elapsed_ms: i64,
    /// A program seems to have opened it.
    scanned: bool,
    /// Of the ticket.
    ticket_hash: Option<String>,
}

/// Reads the form's ticket; `None` for one that is not believed.
async fn seen(app: &App, survey: &str, who: &Who, sent: &Sent) -> Result<Option<Seen>, ApiError> {
    let Some(ticket) = sent.value("display") else {
        return Ok(Some(Seen { elapsed_ms: 0, scanned: false, ticket_hash: None }));
    };
    let answer = who.answer_id().or(sent.value("id")).unwrap_or_default();
    let (elapsed_ms, scanned) =
        match app.ticket(&Bound { survey, answer, origin: "" }, ticket).await {
            Ok(read) if read.kind == Kind::Form => (read.age_ms, false),
            Ok(read) if read.kind == Kind::Scanned => (read.age_ms, true),
            Ok(_) | Err(ApiError::Ticket(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
    let elapsed_ms = elapsed_ms.min(i64::from(u32::MAX));
    Ok(Some(Seen { elapsed_ms, scanned, ticket_hash: Some(token::hash(ticket)) }))
}

async fn store(
    app: &AppState,
    entry: &Entry,
    who: &Who,
    mut response: Response,
    (suspect, ticket_hash): (bool, Option<String>),
) -> Result<(), ApiError> {
    intake::keep_what_is_asked(&entry.survey, &mut response);
    intake::check_id(&response)?;
    let names = app.fold_names(&mut response);
    let mut answer = Answer::new(response, app.clock.now().as_ms());
    answer.suspect = suspect;
    match who {
        Who::Known(person) => answer.for_person(person),
        // Each opening of the link has a ticket of its own: what counts is the link.
        Who::Invited(_) => answer.ticket_hash = Some(INVITED.to_owned()),
        Who::Anybody => answer.ticket_hash = ticket_hash,
    }
    if *who != Who::Anybody {
        // The link was opened again: what is said last counts, however short the form was open.
        let before = app.store.answer(&answer.survey, &answer.id).await?;
        let is_theirs = |before: &Answer| {
            before.person == answer.person && before.ticket_hash == answer.ticket_hash
        };
        let before = before.filter(is_theirs).map_or(0, |before| before.rev);
        answer.rev = answer.rev.max(before + 1);
    }
    app.store_with(answer, names).await?;
    match who {
        Who::Known(person) => app.note(person, &entry.survey, EventKind::Answered).await,
        Who::Anybody | Who::Invited(_) => Ok(()),
    }
}

/// The form again with what was filled in.
fn again_with(
    sent: &Sent,
    mut fields: Vec<(&'static str, String)>,
    error: Option<String>,
    frame: Option<Mode>,
) -> Carried {
    let context = CONTEXT.into_iter();
    fields.extend(context.filter_map(|name| Some((name, sent.value(name)?.to_owned()))));
    Carried { fields, score: sent.score(), filled: sent.filled(), error, frame, waits: None }
}
