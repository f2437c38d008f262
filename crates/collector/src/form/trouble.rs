//! What a person reads when a form cannot be shown or taken: a sentence, not a program's reply.
//!
//! Every language of the cards has its own. Status and `Retry-After` are those of the error, so a
//! program that looks at them learns the same as from the JSON of every other address.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse as _, Response as Reply};
use outoften_core::survey::{Mode, Survey};
use outoften_core::wire::COMMENT_MAX_CHARS;
use serde_json::json;

use super::replies::complete;
use super::shell::{self, SCRIPT};
use super::{Origins, policy, style};
use crate::catalog::Entry;
use crate::http::{ApiError, App};

/// What is wrong, as far as it matters to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The address is not, or no longer, good.
    Link,
    /// The survey takes no more answers.
    Closed,
    /// It may work in a while.
    Later,
    /// No score was chosen.
    Choose,
    /// More was written than is kept.
    Long,
}

static TEXTS: LazyLock<BTreeMap<&str, BTreeMap<&str, &str>>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../texts/troubles.json")).unwrap_or_default()
});

impl Trouble {
    fn of(error: &ApiError) -> Self {
        match error {
            ApiError::Archived => Self::Closed,
            ApiError::Person(_)
            | ApiError::Ticket(_)
            | ApiError::UnknownSurvey
            | ApiError::NotFound
            | ApiError::Field(_)
            | ApiError::Parameter(..) => Self::Link,
            ApiError::TooLarge(_) => Self::Long,
            _ => Self::Later,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Closed => "closed",
            Self::Later => "later",
            Self::Choose => "choose",
            Self::Long => "long",
        }
    }

    /// The sentence in this language or its base, else in English.
    pub fn text(self, language: &str) -> String {
        let tags = [language, outoften_core::language::base(language), "en"];
        let in_one = |tag: &str| TEXTS.get(tag)?.get(self.name()).copied();
        let sentence = tags.into_iter().find_map(in_one).unwrap_or_default();
        sentence.replace("{most}", &COMMENT_MAX_CHARS.to_string())
    }
}

/// What an address asks for, as far as the page needs it that says what is wrong.
pub struct Page {
    survey: String,
    lang: Option<String>,
    headers: HeaderMap,
    frame: Option<Mode>,
}

impl Page {
    /// Of a request: the survey's id, the language asked for, how it stands in a frame.
    pub fn of(
        survey: &str,
        (lang, frame): (Option<&str>, Option<Mode>),
        request: &Request,
    ) -> Self {
        let (survey, lang) = (survey.to_owned(), lang.map(str::to_owned));
        Self { survey, lang, headers: request.headers().clone(), frame }
    }

    /// A person reads the reply, whatever it is.
    pub async fn readable(self, app: &App, done: Result<Reply, ApiError>) -> Reply {
        let error = match done {
            Ok(reply) => return reply,
            Err(error) => error,
        };
        // Without a database the page goes without the survey's colours and words.
        let entry = app.survey(&self.survey).await.ok();
        self.page(entry.as_deref(), error)
    }

    fn page(&self, entry: Option<&Entry>, error: ApiError) -> Reply {
        let trouble = Trouble::of(&error);
        let Ok(plain) = Survey::read(&json!({"id": "form"})) else { return error.into_response() };
        let survey = entry.map_or(&plain, |entry| &entry.survey);
        let (survey, words) = complete(survey, self.lang.as_deref(), &self.headers);
        let style = style::style(&survey, self.frame);
        let sentence = trouble.text(&words.language);
        let html = shell::trouble(&survey, &words, &sentence, self.frame, &style);
        let everywhere = Origins::default();
        let origins = entry.map_or(&everywhere, |entry| &entry.origins);
        let headers = policy::headers(origins, &style, self.frame.map(|_| SCRIPT));
        let (mut parts, _) = error.into_response().into_parts();
        let retry = parts.headers.remove(RETRY_AFTER);
        let mut reply = (parts.status, headers, html).into_response();
        // The log says why, as for every other address.
        *reply.extensions_mut() = parts.extensions;
        if let Some(seconds) = retry {
            reply.headers_mut().insert(RETRY_AFTER, seconds);
        }
        reply
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_cards_has_sentences_of_its_own() {
        for language in crate::texts::languages() {
            let all =
                [Trouble::Link, Trouble::Closed, Trouble::Later, Trouble::Choose, Trouble::Long];
            for trouble in all {
                let (own, english) = (trouble.text(language), trouble.text("en"));
                assert!(language == "en" || own != english, "{language} {trouble:?}");
                assert!(own.chars().count() > 5, "{language} {trouble:?}");
                let names_the_limit = own.contains("2000") && !own.contains('{');
                assert_eq!(names_the_limit, trouble == Trouble::Long, "{language} {own}");
            }
        }
        assert_eq!(Trouble::Link.text("es-MX"), Trouble::Link.text("es"));
    }
}
