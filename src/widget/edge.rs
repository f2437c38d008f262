//! The button on the edge of the window that opens the card.
//!
//! It asks nobody: nothing is written down while it stands, and the ask counts once the visitor has
//! opened the card. Closing that card takes the button along.

use super::clock;
use super::config::Config;
use super::exports;
use super::host::{self, Host, Place};
use super::session;
use super::view::{Edge as Button, EdgeProps, Mounted};
use outoften_core::survey::Survey;
use std::cell::RefCell;
use wasm_bindgen::JsValue;

struct Edge {
    host: Host,
    _view: Mounted,
    survey: Survey,
    config: Config,
}

thread_local! {
    /// The one button of this page.
    static EDGE: RefCell<Option<Edge>> = const { RefCell::new(None) };
}

/// Whether a button stands.
pub(super) fn stands() -> bool {
    EDGE.with_borrow(Option::is_some)
}

/// Puts the button onto the page.
pub(super) fn stand(survey: Survey, config: Config) -> Result<(), JsValue> {
    let wording = config.wording(&survey);
    let host = Host::stand(&Place::Edge(survey.display.position), &survey.brand)?;
    let theme = survey.brand.theme;
    let mut button = Mounted::new(|| Button(EdgeProps { wording, theme, open: Box::new(open) }));
    button.mount(&host.root);
    host.appear()?;
    EDGE.set(Some(Edge { host, _view: button, survey, config }));
    // Heard by `triggers.js`: the page comes first here too.
    host::emit("oot:edge", &JsValue::NULL);
    Ok(())
}

/// Takes the button away.
pub(super) fn leave() {
    if let Some(edge) = EDGE.take() {
        edge.host.leave();
    }
}

/// After the click's own handler has returned, because the button goes.
fn open() {
    let opens = clock::after(
        0,
        Box::new(|| {
            let Some(edge) = EDGE.take() else { return };
            edge.host.leave();
            let mut config = edge.config;
            config.opened = true;
            exports::outcome(session::open(edge.survey, config));
        }),
    );
    opens.forget();
}
