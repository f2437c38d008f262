//! What all pages share: the draft, the page on show, the interface's language, the findings.

use super::browser::{address, now_ms, storage, viewport};
use super::collector::Collector;
use super::document::draft::{Draft, flaw};
use super::document::{share_link, without_defaults};
use super::pages::design::model::templates;
use super::pages::follow_up::FollowUpState;
use super::pages::results::Loader;
use super::shell::route::Page;
use super::words::{Language, set_language, tr, trf};
use leptos::prelude::*;
use outoften_core::node::FieldError;
use outoften_core::survey::Survey;
use outoften_studio_reader::findings::Findings;
use std::sync::Arc;

/// The shared signals. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Studio {
    /// The document with its past and future.
    pub draft: RwSignal<Draft>,
    /// The document.
    pub survey: Memo<Survey>,
    /// The first field that is out of range.
    pub flaw: Memo<Option<FieldError>>,
    /// The page on show.
    pub page: RwSignal<Page>,
    /// The interface's language.
    pub language: RwSignal<Language>,
    /// Dark or light, if the person chose; else as the system prefers.
    pub dark: RwSignal<Option<bool>>,
    /// Whether the last change was saved in this browser.
    pub saved: RwSignal<bool>,
    /// A sentence above the page.
    pub notice: RwSignal<Option<String>>,
    /// The collector that was named.
    pub collector: RwSignal<Collector>,
    /// The width of a chart where there is little room.
    pub narrow: Memo<Option<f64>>,
    /// What the results page shows.
    pub findings: RwSignal<Option<Arc<Findings>>>,
}

impl Studio {
    /// Reads what was kept and what the address says, and keeps changes from now on.
    pub fn start() -> Self {
        let notice = RwSignal::new(None);
        let draft = RwSignal::new(Draft::new(initial_survey(notice)));
        let survey = Memo::new(move |_| draft.with(|draft| draft.survey().clone()));
        let language = storage::read(storage::LANGUAGE).as_deref().and_then(Language::of);
        let language = language.or_else(browser_language).unwrap_or_default();
        set_language(language);
        let studio = Self {
            draft,
            survey,
            flaw: Memo::new(move |_| survey.with(flaw)),
            page: RwSignal::new(Page::from_hash(&address::hash())),
            language: RwSignal::new(language),
            dark: RwSignal::new(storage::read(storage::THEME).map(|theme| theme == "dark")),
            saved: RwSignal::new(true),
            notice,
            collector: RwSignal::new(known_collector()),
            narrow: viewport::narrow_width(),
            findings: RwSignal::new(None),
        };
        studio.save_changes();
        provide_context(studio);
        provide_context(Loader::new(studio.findings));
        provide_context(FollowUpState::new(studio));
        studio
    }

    /// The one that [`Studio::start`] made.
    pub fn here() -> Self {
        expect_context()
    }

    /// Changes the document; `field` is the path of what changes.
    pub fn change(&self, field: &str, change: impl FnOnce(&mut Survey)) {
        self.draft.update(|draft| draft.change(field, now_ms(), change));
    }

    /// Shows a sentence above the page.
    pub fn announce(&self, sentence: impl Into<String>) {
        self.notice.set(Some(sentence.into()));
    }

    fn save_changes(self) {
        Effect::new(move |before: Option<Survey>| {
            let survey = self.survey.get();
            // What cannot be read again would be lost at the next visit: the last good state stays.
            if before.is_some_and(|before| before != survey) && self.flaw.get_untracked().is_none()
            {
                self.saved.set(storage::write(
                    storage::DRAFT,
                    &without_defaults::without_defaults(&survey).to_string(),
                ));
            }
            survey
        });
    }
}

/// The document of the link, else the one that was kept, else an example.
fn initial_survey(notice: RwSignal<Option<String>>) -> Survey {
    let kept = storage::read(storage::DRAFT)
        .and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok())
        .and_then(|value| Survey::read(&value).ok());
    let kept = kept.unwrap_or_else(templates::first);
    let Some(linked) = share_link::read(&address::hash()) else { return kept };
    address::replace(&Page::Design.hash());
    match linked {
        Ok(survey) => {
            notice.set(Some(tr("This design came with the link.").to_owned()));
            survey
        }
        Err(share_link::BadLink::CutShort) => {
            notice.set(Some(
                tr("The link is incomplete, so your own design is shown. Ask for the whole link.")
                    .to_owned(),
            ));
            kept
        }
        Err(share_link::BadLink::NotRead(why)) => {
            let sentence = trf("The linked design could not be read: {why}", &[("why", &why)]);
            notice.set(Some(sentence));
            kept
        }
    }
}

fn browser_language() -> Option<Language> {
    web_sys::window()
        .and_then(|window| window.navigator().language())
        .as_deref()
        .and_then(Language::of)
}

/// The one that was named last, else the one that serves this page.
fn known_collector() -> Collector {
    let kept = storage::read(storage::COLLECTOR).filter(|address| !address.is_empty());
    Collector {
        address: kept.or_else(address::neighbour).unwrap_or_default(),
        token: storage::read_for_tab(storage::TOKEN).unwrap_or_default(),
    }
}
