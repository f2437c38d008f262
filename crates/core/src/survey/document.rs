//! The document's root.

use super::{
    Brand, Condition, ContactRequest, Display, Drivers, Endings, Languages, Privacy, Sampling,
    Texts, Triggers, Wording,
};
use crate::choices::choices;
use crate::fatigue::Policy;
use crate::language::{self, Likely};
use crate::metric::Metric;
use crate::node::{At, FieldError, Node, Object, Trouble, chars};
use crate::score::Class;

choices! {
    /// What the question is about. Kinds are never pooled silently.
    Kind {
        Relational = "relational": "the whole relationship",
        Phase = "phase": "a phase or channel of it",
        Transactional = "transactional": "one interaction",
    }
}

/// One survey, as stored and as served.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Survey {
    /// The name in the tag: 1 to 64 of `a-z`, `0-9`, `-` and `_`. Required.
    pub id: String,
    /// Default `nps`.
    pub metric: Metric,
    /// Default `relational`.
    pub kind: Kind,
    /// What `{touchpoint}` and `{phase}` stand for in the question, 1 to 80 characters.
    /// Default none.
    pub touchpoint: Option<String>,
    /// Stored with each answer, 1 to 40 characters. Default `web`.
    pub channel: String,
    /// The language to fall back to, a BCP 47 tag. Default `en`.
    pub locale: String,
    /// Own wordings by language and key; what is absent comes from the ready wordings.
    pub texts: Languages,
    /// The list of reasons after the score. Default none.
    pub drivers: Option<Drivers>,
    /// The request for an address after the score. Default none.
    pub contact: Option<ContactRequest>,
    /// A link beside the thank-you, for each class.
    pub endings: Endings,
    /// How the card looks.
    pub brand: Brand,
    /// Where the card stands.
    pub display: Display,
    /// When it comes.
    pub triggers: Triggers,
    /// Whom it is for, by the traits that the site passes; all have to hold. Default everybody.
    pub targeting: Vec<Condition>,
    /// What share of the visitors is asked.
    pub sampling: Sampling,
    /// Who is left in peace, and how long.
    pub fatigue: Policy,
    /// What may be kept on the visitor's device.
    pub privacy: Privacy,
    /// Where answers go, an absolute URL. Default: the collector the tag came from.
    pub endpoint: Option<String>,
}

impl Survey {
    /// A survey of this name with every default.
    ///
    /// ```
    /// let survey = outoften_core::survey::Survey::new("acme");
    /// assert_eq!(survey.triggers.delay_ms, 5_000);
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            metric: Metric::Nps,
            kind: Kind::Relational,
            touchpoint: None,
            channel: "web".to_owned(),
            locale: "en".to_owned(),
            texts: Languages::default(),
            drivers: None,
            contact: None,
            endings: Endings::default(),
            brand: Brand::default(),
            display: Display::default(),
            triggers: Triggers::default(),
            targeting: Vec::new(),
            sampling: Sampling::default(),
            fatigue: Policy::default(),
            privacy: Privacy::default(),
            endpoint: None,
        }
    }

    /// Reads a document.
    ///
    /// ```
    /// use outoften_core::survey::Survey;
    /// let json = serde_json::json!({"id": "acme", "brand": {"colour": "#123456"}});
    /// let error = Survey::read(&json).unwrap_err();
    /// assert_eq!((error.code, error.field.as_str()), ("unknown", "brand.colour"));
    /// ```
    ///
    /// # Errors
    /// The path of the first missing, unknown or unreadable field and what is accepted there.
    pub fn read<N: Node>(node: N) -> Result<Self, FieldError> {
        let trouble = Trouble::default();
        let survey = Self::read_at(node, &At::root(&trouble));
        trouble.into_result(survey)
    }

    fn read_at<N: Node>(node: N, at: &At<'_>) -> Self {
        let mut fields = Object::open(node, at);
        let mut survey = Self::new(fields.required_text("id", ID));
        check_id(&survey.id, &at.field("id"));
        fields.choice("metric", Metric::from_name, Metric::EXPECTED, &mut survey.metric);
        fields.choice("kind", Kind::from_name, Kind::EXPECTED, &mut survey.kind);
        fields.optional_text("touchpoint", chars!(1, 80), &mut survey.touchpoint);
        fields.text("channel", chars!(1, 40), &mut survey.channel);
        fields.text("locale", chars!(2, 35), &mut survey.locale);
        if let Some((node, at)) = fields.inner("texts") {
            read_languages(&mut survey.texts, node, &at);
        }
        survey.read_questions(&mut fields);
        if let Some((node, at)) = fields.inner("brand") {
            survey.brand.read(node, &at);
        }
        if let Some((node, at)) = fields.inner("display") {
            survey.display.read(node, &at);
        }
        survey.read_rules(&mut fields);
        fields.optional_text("endpoint", chars!(1, 500), &mut survey.endpoint);
        fields.finish();
        survey
    }

    /// What is asked after the score.
    fn read_questions<N: Node>(&mut self, fields: &mut Object<'_, N>) {
        if let Some((node, at)) = fields.nullable("drivers") {
            self.drivers = Some(Drivers::read(node, &at));
        }
        if let Some((node, at)) = fields.nullable("contact") {
            self.contact = Some(ContactRequest::read(node, &at));
        }
        if let Some((node, at)) = fields.inner("endings") {
            self.endings.read(node, &at);
        }
    }

    /// Who is asked, and when.
    fn read_rules<N: Node>(&mut self, fields: &mut Object<'_, N>) {
        if let Some((node, at)) = fields.inner("triggers") {
            self.triggers.read(node, &at);
        }
        if let Some((node, at)) = fields.inner("targeting") {
            self.targeting = super::targeting::read(node, &at);
        }
        if let Some((node, at)) = fields.inner("sampling") {
            self.sampling.read(node, &at);
        }
        if let Some((node, at)) = fields.inner("fatigue") {
            self.fatigue = Policy::read_at(node, &at);
        }
        if let Some((node, at)) = fields.inner("privacy") {
            self.privacy.read(node, &at);
        }
    }

    /// The document for one visitor: only the best of the wanted languages, its own wordings
    /// completed with the ready ones, and of the texts only those that this survey shows.
    ///
    /// `ready` gives the ready wordings of a language, `ready_languages` lists them. The tags are
    /// canonical: see [`Self::completed_by`].
    #[must_use]
    pub fn completed_for(
        &self,
        wanted: &[&str],
        ready_languages: &[&str],
        ready: impl Fn(&str) -> Option<Texts>,
    ) -> Self {
        self.completed_by(wanted, ready_languages, ready, &language::plain)
    }

    /// The same for tags of any form; `likely` says what they mean.
    #[must_use]
    pub fn completed_by(
        &self,
        wanted: &[&str],
        ready_languages: &[&str],
        ready: impl Fn(&str) -> Option<Texts>,
        likely: &dyn Fn(&str) -> Likely,
    ) -> Self {
        let own = self.texts.tags();
        let available: Vec<&str> = own.chain(ready_languages.iter().copied()).collect();
        let language = language::choose(&available, wanted, &self.locale, likely);
        let nearest = language::nearest(ready_languages, &language, likely);
        let mut texts = nearest.and_then(ready).unwrap_or_default();
        // Words of the base complete those of a region, but not of another script.
        let base = language::base(&language);
        let base = Some(base).filter(|base| likely(base).script == likely(&language).script);
        for name in base.into_iter().chain([language.as_str()]) {
            self.texts.get(name).into_iter().for_each(|own| texts.extend(own));
        }
        texts.retain(|key| key.is_asked_by(self));
        let mut only = Languages::default();
        only.set(&language, texts);
        let mut served = Self { locale: language, texts: only, ..self.clone() };
        served.narrow_labels(&self.locale, likely);
        served
    }

    fn narrow_labels(&mut self, fallback: &str, likely: &dyn Fn(&str) -> Likely) {
        for driver in self.drivers.iter_mut().flat_map(|drivers| &mut drivers.options) {
            driver.labels.narrow(&self.locale, fallback, likely);
        }
        for class in Class::ALL {
            let ending = self.endings.of_mut(class).as_mut();
            if let Some(link) = ending.and_then(|ending| ending.link.as_mut()) {
                link.labels.narrow(&self.locale, fallback, likely);
            }
        }
    }

    /// The words of the card in the best of the wanted languages that the document holds, with
    /// the brand's name and the touchpoint filled in. The tags are canonical.
    #[must_use]
    pub fn wording(&self, wanted: &[&str]) -> Wording {
        self.wording_by(wanted, &language::plain)
    }

    /// The same for tags of any form; `likely` says what they mean.
    #[must_use]
    pub fn wording_by(&self, wanted: &[&str], likely: &dyn Fn(&str) -> Likely) -> Wording {
        let available: Vec<&str> = self.texts.tags().collect();
        let language = language::choose(&available, wanted, &self.locale, likely);
        Wording::new(self, language)
    }
}

/// The length of a survey's name.
pub(crate) const ID: crate::node::Chars = chars!(1, 64);

/// Whether a survey may have this name.
///
/// ```
/// use outoften_core::survey::is_survey_id;
/// assert!(is_survey_id("acme-2") && !is_survey_id("Acme") && !is_survey_id(&"a".repeat(65)));
/// ```
#[must_use]
pub fn is_survey_id(text: &str) -> bool {
    (ID.min..=ID.max).contains(&text.len()) && is_plain_name(text)
}

/// Notes a name with a character other than `a-z`, `0-9`, `-` and `_`.
pub(crate) fn check_id(id: &str, at: &At<'_>) {
    if !is_plain_name(id) {
        at.refuse("1 to 64 of a-z, 0-9, - and _");
    }
}

/// Whether a name has only `a-z`, `0-9`, `-` and `_`.
pub(super) fn is_plain_name(name: &str) -> bool {
    name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
}

fn read_languages<N: Node>(texts: &mut Languages, node: N, at: &At<'_>) {
    let languages = node.entries();
    if languages.is_none() {
        at.refuse("an object");
    }
    for (name, node) in languages.unwrap_or_default() {
        let at = at.field(&name);
        if !language::is_tag(&name) {
            at.refuse(language::NAMED);
        }
        texts.set(&name, super::texts::read(node, &at));
    }
}

#[cfg(test)]
#[path = "document_test.rs"]
mod tests;
