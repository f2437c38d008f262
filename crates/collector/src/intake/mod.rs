//! The one way in: what cards, hosted forms, programs and files send becomes a row, or is refused.
//!
//! The steps are the same for all, in this order: limit ([`App::admit`]), parse, survey and origin
//! ([`App::open_survey`]), person ([`App::person`]), ticket and assessment (`assess`), write, record.
//! A step that does not concern a source is left out: nobody signs a file.
//!
//! Nothing here knows HTTP. A handler turns a request into a [`Submission`], and an [`IntakeError`]
//! into a status.

mod asked;
mod assess;
mod error;
mod event;
mod file;
mod form_fields;
mod person;
mod visitor;

use std::net::IpAddr;
use std::sync::Arc;

use outoften_core::fatigue::EventKind;
use outoften_core::wire::Response;

use crate::app::{Action, App, NewNames};
use crate::catalog::SurveyEntry;
use crate::identity::ticket::Bound;
use crate::store::{Answer, Group, INVITED};
use crate::strict_json;
use assess::Assessment;

pub use error::IntakeError;
pub use file::{FileRow, IMPORT_CHANNEL, IMPORT_ID, accept_rows};
pub use form_fields::{CONTEXT, FormFields};
pub use visitor::Visitor;

/// What somebody sends.
pub struct Submission<'a> {
    /// Where it came from, and when.
    pub admitted: Admitted,
    /// The site that it was sent from, as the browser says it.
    pub origin: Option<&'a str>,
    /// The signed name that the address carries.
    pub signed_name: Option<String>,
    /// What it says.
    pub content: Content<'a>,
}

/// By its source.
pub enum Content<'a> {
    /// JSON of a card or a program: one revision of one answer.
    Answer(&'a [u8]),
    /// JSON of a card: it was shown, closed or put off.
    Event(&'a [u8]),
    /// A hosted form that was filled in. Survey, origin and visitor were found out when its page was
    /// opened.
    Form(Form<'a>),
}

/// A hosted form that was filled in.
pub struct Form<'a> {
    pub entry: &'a SurveyEntry,
    /// Who opened it.
    pub visitor: &'a Visitor,
    /// What makes the link one person's own.
    pub link: Option<&'a str>,
    pub fields: &'a FormFields,
}

/// What became of a submission that was taken in.
#[derive(Debug, Default)]
pub struct Receipt {
    /// The answer's id, as its sender made it.
    pub id: String,
    /// For a card that was shown: the ticket that its answer is sent with.
    pub ticket: Option<String>,
}

/// A sender within the limits of its network.
#[derive(Clone, Copy, Debug)]
pub struct Admitted {
    network: Option<IpAddr>,
    at_ms: i64,
}

impl App {
    /// The first step, before a byte of the body is read.
    ///
    /// # Errors
    /// `TooMany`.
    pub fn admit(&self, action: Action, network: Option<IpAddr>) -> Result<Admitted, IntakeError> {
        let at_ms = self.clock.now().as_ms();
        match self.allows(action, network) {
            true => Ok(Admitted { network, at_ms }),
            false => Err(IntakeError::TooMany),
        }
    }

    /// The survey, if it takes answers and is asked on this site.
    ///
    /// # Errors
    /// `UnknownSurvey`, `Archived`, `ForeignOrigin`, `Store`.
    pub async fn open_survey(
        &self,
        id: &str,
        origin: Option<&str>,
    ) -> Result<Arc<SurveyEntry>, IntakeError> {
        let entry = self.survey(id).await?.ok_or(IntakeError::UnknownSurvey)?;
        match (entry.archived, entry.origins.allows(origin)) {
            (true, _) => Err(IntakeError::Archived),
            (false, false) => Err(IntakeError::ForeignOrigin),
            (false, true) => Ok(entry),
        }
    }

    /// Takes a submission in. Returns after it is durable.
    pub async fn accept(
        self: &Arc<Self>,
        submission: Submission<'_>,
    ) -> Result<Receipt, IntakeError> {
        match submission.content {
            Content::Answer(body) => self.accept_answer(body, submission).await,
            Content::Event(body) => self.accept_event(body, submission).await,
            Content::Form(form) => self.accept_form(form, submission.admitted).await,
        }
    }

    async fn accept_answer(
        self: &Arc<Self>,
        body: &[u8],
        from: Submission<'_>,
    ) -> Result<Receipt, IntakeError> {
        let mut response = Response::read(&strict_json::parse(body)?)?;
        let entry = self.open_survey(&response.survey, from.origin).await?;
        if response.metric != entry.survey.metric {
            return Err(IntakeError::OtherMetric(entry.survey.metric));
        }
        asked::keep_asked(&entry.survey, &mut response);
        asked::check_id(&response)?;
        let id = response.id.clone();
        let name = from.signed_name.or(response.person.take());
        let person = self.person(&response.survey, name).await?;
        let origin = from.origin.unwrap_or_default();
        let bound = Bound { survey: &entry.survey.id, answer: &id, origin };
        let ticket = response.display.take();
        let assessed = self.assess(&bound, ticket.as_deref(), from.admitted.network).await?;
        let (visitor, assessed) = match person {
            // The site itself says who this is.
            Some(person) => (Visitor::Known(person), assessed.of_known_person()),
            None => (Visitor::Anybody, assessed),
        };
        let (answer, new) = self.prepare(response, &visitor, assessed, from.admitted);
        self.write(answer, new, &visitor, &entry).await?;
        Ok(Receipt { id, ticket: None })
    }

    async fn accept_form(
        self: &Arc<Self>,
        form: Form<'_>,
        from: Admitted,
    ) -> Result<Receipt, IntakeError> {
        let Form { entry, visitor, link, fields } = form;
        let survey = &entry.survey;
        if visitor.must_wait(self, survey).await? {
            return Err(IntakeError::TooSoon);
        }
        let id = visitor.answer_id().or(fields.value("id"));
        let opened = self.opened_form(&survey.id, id.unwrap_or_default(), fields).await?;
        let id = form_fields::required_id(id)?.to_owned();
        let mut response = fields.read(survey, &id, opened.elapsed_ms)?;
        let assessed = self.assess_form(opened, &survey.id, fields, (link, from.network));
        asked::keep_asked(survey, &mut response);
        asked::check_id(&response)?;
        let (mut answer, new) = self.prepare(response, visitor, assessed, from);
        if *visitor != Visitor::Anybody {
            self.raise_revision(&mut answer).await?;
        }
        self.write(answer, new, visitor, entry).await?;
        Ok(Receipt { id, ticket: None })
    }

    /// The row, and the new names that it uses up: what was refused before uses up none of the day's.
    fn prepare(
        &self,
        mut response: Response,
        visitor: &Visitor,
        assessed: Assessment,
        from: Admitted,
    ) -> (Answer, NewNames) {
        let Response { survey, channel, touchpoint, segment, .. } = &mut response;
        let groups =
            [(Group::Channel, channel), (Group::Touchpoint, touchpoint), (Group::Segment, segment)];
        let mut new = NewNames::of(survey);
        for (group, name) in groups {
            new.add(group, name.as_mut().and_then(|name| self.limit_name(survey, group, name)));
        }
        let mut answer = Answer::new(response, from.at_ms);
        answer.suspect = assessed.suspect;
        answer.verified = assessed.verified;
        match visitor {
            Visitor::Known(person) => answer.set_person(&person.key, &person.answer_id),
            // Each opening of the link has a ticket of its own: what counts is the link.
            Visitor::Invited(_) => answer.ticket_hash = Some(INVITED.to_owned()),
            Visitor::Anybody => answer.ticket_hash = assessed.ticket_hash,
        }
        (answer, new)
    }

    /// For a link that was opened again: the last answer counts, however short the form was open.
    async fn raise_revision(&self, answer: &mut Answer) -> Result<(), IntakeError> {
        let before = self.store.answer(&answer.survey, &answer.id).await?;
        let is_theirs = |before: &Answer| {
            before.person == answer.person && before.ticket_hash == answer.ticket_hash
        };
        let before = before.filter(is_theirs).map_or(0, |before| before.rev);
        answer.rev = answer.rev.max(before + 1);
        Ok(())
    }

    async fn write(
        self: &Arc<Self>,
        answer: Answer,
        new: NewNames,
        visitor: &Visitor,
        entry: &SurveyEntry,
    ) -> Result<(), IntakeError> {
        self.store_answer(answer, new).await?;
        match visitor {
            Visitor::Known(person) => {
                self.record(person, &entry.survey, EventKind::Answered).await?;
                Ok(())
            }
            Visitor::Anybody | Visitor::Invited(_) => Ok(()),
        }
    }
}
