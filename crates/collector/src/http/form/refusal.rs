//! What a person reads when a form cannot be shown or taken: a sentence, not a program's reply.
//!
//! Every language of the cards has its own. Status and headers are those of the error, so a program
//! that looks at them learns the same as from the JSON of every other address.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::{Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::Response as Reply;
use outoften_core::survey::{Mode, Survey};
use outoften_core::wire::COMMENT_MAX_CHARS;
use serde_json::json;

use super::layout::{self, SCRIPT};
use super::pages::complete;
use super::{frame, headers, style};
use crate::catalog::SurveyEntry;
use crate::http::{AppState, Refusal};
use crate::languages::nearest;
use crate::origins::Origins;

/// What is wrong, as far as it matters to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalText {
    /// The address is not, or no longer, good.
    Link,
    Closed,
    /// It may work in a while.
    Later,
    /// No score was chosen.
    Choose,
    /// More was written than is kept.
    Long,
}

static TEXTS: LazyLock<BTreeMap<&str, BTreeMap<&str, &str>>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../texts/troubles.json")).unwrap_or_default()
});

impl RefusalText {
    fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::GONE => Self::Closed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::Long,
            StatusCode::UNAUTHORIZED
            | StatusCode::FORBIDDEN
            | StatusCode::NOT_FOUND
            | StatusCode::METHOD_NOT_ALLOWED
            | StatusCode::CONFLICT
            | StatusCode::UNPROCESSABLE_ENTITY => Self::Link,
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

    /// The sentence in the nearest language, else in English.
    pub fn text(self, language: &str) -> String {
        let tags: Vec<&str> = TEXTS.keys().copied().collect();
        let tags = [nearest(&tags, language).unwrap_or("en"), "en"];
        let in_one = |tag: &str| TEXTS.get(tag)?.get(self.name()).copied();
        let sentence = tags.into_iter().find_map(in_one).unwrap_or_default();
        sentence.replace("{most}", &COMMENT_MAX_CHARS.to_string())
    }
}

/// Where the addresses of forms begin.
pub const FORMS: &str = "/f/";

/// Stands before the routes: of what a form's address replies, a person reads every refusal on a
/// page, whoever refused.
pub async fn readable(State(app): State<AppState>, request: Request, next: Next) -> Reply {
    let Some(survey) = request.uri().path().strip_prefix(FORMS) else {
        return next.run(request).await;
    };
    let page = RefusalPage::of(survey.to_owned(), &request);
    let reply = next.run(request).await;
    if reply.extensions().get::<Refusal>().is_none() {
        return reply;
    }
    // Without a database the page goes without the survey's colours and words.
    let entry = app.survey(&page.survey).await.ok().flatten();
    page.instead_of(entry.as_deref(), reply)
}

/// What an address asks for, as far as the page needs it that says what is wrong.
struct RefusalPage {
    survey: String,
    lang: Option<String>,
    headers: HeaderMap,
    frame: Option<Mode>,
}

impl RefusalPage {
    /// Of a query that may be wrong itself: the first value of a name counts.
    fn of(survey: String, request: &Request) -> Self {
        let query = request.uri().query().unwrap_or_default().as_bytes();
        let value = |name: &str| {
            let mut pairs = form_urlencoded::parse(query);
            pairs.find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
        };
        let embed = value("embed").unwrap_or_default();
        let frame = frame::mode(&embed, value("mode").as_deref());
        Self { survey, lang: value("lang"), headers: request.headers().clone(), frame }
    }

    fn instead_of(&self, entry: Option<&SurveyEntry>, refusal: Reply) -> Reply {
        let Ok(plain) = Survey::read(&json!({"id": "form"})) else { return refusal };
        let survey = entry.map_or(&plain, |entry| &entry.survey);
        let (survey, words) = complete(survey, self.lang.as_deref(), &self.headers);
        let style = style::style(&survey, self.frame);
        let sentence = RefusalText::of(refusal.status()).text(&words.language);
        let html = layout::refusal(&survey, &words, &sentence, self.frame, &style);
        let everywhere = Origins::default();
        let origins = entry.map_or(&everywhere, |entry| &entry.origins);
        // The log says why, as for every other address, so the extensions stay.
        let (mut parts, _) = refusal.into_parts();
        parts.headers.remove(CONTENT_LENGTH);
        parts.headers.extend(headers::headers(origins, &style, self.frame.map(|_| SCRIPT)));
        Reply::from_parts(parts, html.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_cards_has_sentences_of_its_own() {
        for language in crate::texts::languages() {
            let all = [
                RefusalText::Link,
                RefusalText::Closed,
                RefusalText::Later,
                RefusalText::Choose,
                RefusalText::Long,
            ];
            for trouble in all {
                let (own, english) = (trouble.text(language), trouble.text("en"));
                assert!(language == "en" || own != english, "{language} {trouble:?}");
                assert!(own.chars().count() > 5, "{language} {trouble:?}");
                let names_the_limit = own.contains("2000") && !own.contains('{');
                assert_eq!(names_the_limit, trouble == RefusalText::Long, "{language} {own}");
            }
        }
        assert_eq!(RefusalText::Link.text("es-MX"), RefusalText::Link.text("es"));
        assert_eq!(RefusalText::Link.text("zh-Hant"), RefusalText::Link.text("zh-TW"));
    }

    /// The Cyrillic ѐ and the Latin è look alike, but a search or a screen reader tells them apart.
    #[test]
    fn no_word_mixes_latin_and_cyrillic_letters() {
        let is_cyrillic = |letter: char| matches!(letter, '\u{400}'..='\u{52f}');
        let files = [
            include_str!("../../../texts/troubles.json"),
            include_str!("../../../texts/not_now.json"),
            include_str!("../../../texts/replies.json"),
        ];
        for word in files.join(" ").split(|letter: char| !letter.is_alphabetic()) {
            let cyrillic = word.chars().filter(|letter| is_cyrillic(*letter)).count();
            assert!(cyrillic == 0 || cyrillic == word.chars().count(), "{word}");
        }
    }
}
