//! When the card comes. The loader waits by these before the core is asked whether it may.

use super::options::{FieldDoc, field};
use crate::node::{At, Node, Object, chars, whole};

/// The rows of the table in README; the form of a value is read in [`Triggers::read`].
pub(super) const FIELDS: &[FieldDoc] = &[
    field("triggers.delay_ms", "5000", "0 to 3600000", "time on the page before the card"),
    field("triggers.scroll_percent", "0", "0 to 100", "how far the page has been scrolled"),
    field(
        "triggers.exit_intent",
        "false",
        "true or false",
        "wait until the pointer leaves the page",
    ),
    field("triggers.event", "null", "1 to 64 characters", "wait for `outoften('event', name)`"),
    field("triggers.site_ms", "0", "0 to 86400000", "time on the site in this session"),
    field("triggers.page_views", "0", "0 to 1000", "pages seen in this session"),
    field("triggers.visible", "null", "a CSS selector", "wait until an element is in view"),
    field("triggers.clicked", "null", "a CSS selector", "wait until an element is clicked"),
    field("triggers.include", "[]", "paths with `*`, or `regex:` and one", "only on these pages"),
    field("triggers.exclude", "[]", "paths with `*`, or `regex:` and one", "never on these pages"),
];

/// All conditions have to hold; each is asked again at the moment of display.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Triggers {
    /// Milliseconds on the page before the card shows, 0 to 3,600,000. Default 5,000.
    pub delay_ms: u32,
    /// Share of the page that has been scrolled past, 0 to 100. Default 0.
    pub scroll_percent: u8,
    /// Whether to wait until the pointer leaves the page at the top. Default no.
    pub exit_intent: bool,
    /// The name of an event to wait for: `outoften('event', name)`. Default none.
    pub event: Option<String>,
    /// Milliseconds on this site in this browser session, 0 to 86,400,000. Default 0.
    pub site_ms: u32,
    /// Page views in this browser session, this one included, 0 to 1,000. Default 0.
    pub page_views: u16,
    /// A CSS selector: wait until an element that fits is in view. Default none.
    pub visible: Option<String>,
    /// A CSS selector: wait until an element that fits is clicked. Default none.
    pub clicked: Option<String>,
    /// Only on pages that fit one of these: a path, `*` standing for anything (`/shop/*`), or
    /// `regex:` and a JavaScript regular expression on path and query. Default everywhere.
    pub include: Vec<String>,
    /// Never on pages that fit one of these, written alike. Default none.
    pub exclude: Vec<String>,
}

impl Default for Triggers {
    fn default() -> Self {
        Self {
            delay_ms: 5_000,
            scroll_percent: 0,
            exit_intent: false,
            event: None,
            site_ms: 0,
            page_views: 0,
            visible: None,
            clicked: None,
            include: Vec::new(),
            exclude: Vec::new(),
        }
    }
}

impl Triggers {
    pub(super) fn read<N: Node>(&mut self, node: N, at: &At<'_>) {
        let mut fields = Object::open(node, at);
        fields.whole("delay_ms", whole!(0, 3600000), &mut self.delay_ms);
        fields.whole("scroll_percent", whole!(0, 100), &mut self.scroll_percent);
        fields.flag("exit_intent", &mut self.exit_intent);
        fields.optional_text("event", chars!(1, 64), &mut self.event);
        fields.whole("site_ms", whole!(0, 86400000), &mut self.site_ms);
        fields.whole("page_views", whole!(0, 1000), &mut self.page_views);
        fields.optional_text("visible", chars!(1, 200), &mut self.visible);
        fields.optional_text("clicked", chars!(1, 200), &mut self.clicked);
        fields.texts("include", chars!(1, 200), &mut self.include);
        fields.texts("exclude", chars!(1, 200), &mut self.exclude);
        fields.finish();
    }
}
