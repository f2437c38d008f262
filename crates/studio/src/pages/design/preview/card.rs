//! The card in a frame's page, updated with the document. What a visitor typed stays while the
//! document changes; "start over" clears it.

use super::state::PreviewState;
use crate::browser::frame::{Page, keep_focus};
use crate::browser::system_settings;
use leptos::prelude::*;
use outoften::widget::preview::{self, Preview, show, show_edge};
use outoften::widget::state::{Card, Input};
use outoften_core::survey::{Mode, Survey, Theme};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What the card in a frame is drawn from.
#[derive(Clone, Copy)]
pub struct CardInputs {
    /// The document, with this frame's language and theme.
    pub survey: Memo<Survey>,
    /// The toolbar's choices.
    pub controls: PreviewState,
    /// What the card is doing.
    pub state: RwSignal<Card>,
}

/// What was mounted into a page.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Mounted {
    round: u32,
    /// The button, and not yet the card.
    at_edge: bool,
}

/// Shows the card, and draws it again when the document changes.
pub fn mount(page: Signal<Option<Page>, LocalStorage>, inputs: CardInputs) {
    let CardInputs { survey, controls, state } = inputs;
    let shown = StoredValue::new_local(None::<Preview>);
    let inner = ArcRwSignal::new(Card::default());
    let followed = inner.clone();
    // The page may be gone by the time a card in it changes.
    Effect::new(move || drop(state.try_set(followed.get())));
    // The round in which the button on the edge was clicked.
    let opened = RwSignal::new(None::<u32>);
    Effect::new(move |last: Option<Option<Mounted>>| {
        let (survey, round, opened_in) = (survey.get(), controls.round.get(), opened.get());
        let page = page.get()?;
        let last = last.flatten();
        let begins = last.is_none_or(|last| last.round != round);
        let waits = controls.score.get_untracked().is_none() && opened_in != Some(round);
        let at_edge = survey.display.mode == Mode::Button && waits;
        shown.set_value(None);
        if begins {
            inner.set(first(controls));
        }
        let preview = keep_focus(|| match at_edge {
            true => edge(&page, &survey, move || opened.set(Some(controls.round.get_untracked()))),
            false => card(&page, &survey, controls, &inner),
        });
        let opens = !begins && !at_edge && last.is_some_and(|last| last.at_edge);
        apply_settings(&page, controls, survey.brand.theme, begins || opens);
        if let Some(preview) = preview.as_ref().filter(|_| opens) {
            preview.focus();
        }
        shown.set_value(preview);
        Some(Mounted { round, at_edge })
    });
    on_cleanup(move || shown.set_value(None));
}

/// The card as a round begins: nothing chosen, or the score of a path.
fn first(controls: PreviewState) -> Card {
    let mut card = Card::default();
    if let Some(score) = controls.score.get_untracked() {
        drop(card.take(Input::Choose(score)));
    }
    card
}

fn edge(page: &Page, survey: &Survey, open: impl Fn() + 'static) -> Option<Preview> {
    let root = page.root()?;
    let place = preview::Page { window: page.window(), into: &root };
    show_edge(&place, survey, &[&survey.locale], open).ok()
}

fn card(
    page: &Page,
    survey: &Survey,
    controls: PreviewState,
    state: &ArcRwSignal<Card>,
) -> Option<Preview> {
    let into = match survey.display.mode {
        // The shop has a place for it, whatever the selector is called on the real site.
        Mode::Inline => page.find(".here")?,
        _ => page.root()?,
    };
    let place = preview::Page { window: page.window(), into: &into };
    let on_event = move |what| controls.record(what);
    let shown = untrack(|| show(&place, survey, &[&survey.locale], state, on_event)).ok()?;
    if survey.display.mode == Mode::Inline {
        page.scroll_to_end_of(&into);
    }
    Some(shown)
}

/// Shows the card as the visitor's system would have it; and it does not arrive anew with each
/// letter that is typed in the panel.
fn apply_settings(page: &Page, controls: PreviewState, theme: Theme, arrives: bool) {
    let (still, system_colors) = (controls.still.get(), controls.palette(theme));
    let Some(root) = page.find("out-of-ten").and_then(|host| host.shadow_root()) else { return };
    if still || system_colors.is_some() {
        // Without these rules the card looks as it usually does.
        drop(system_settings::apply(&root, page.window(), still, system_colors));
    }
    if let Some(card) = root.query_selector(".card").ok().flatten().filter(|_| !arrives) {
        // An element of another window's page is no instance of this window's classes.
        let card: HtmlElement = card.unchecked_into();
        drop(card.style().set_property("animation", "none"));
    }
}
