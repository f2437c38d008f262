//! What may be kept on the visitor's device.

use crate::choices::choices;
use crate::node::{At, Node, Object};

choices! {
    /// Whether the site has to ask before anything is kept.
    Consent {
        NotRequired = "not-required": "the ledger is strictly needed to not ask again",
        Required = "required": "no card until `outoften('consent', true)`; with `data-consent` on the \
            tag nothing is read or fetched before it either",
    }
}

/// The privacy settings.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Privacy {
    /// Default `not-required`.
    pub consent: Consent,
    /// Whether the marks that keep a visitor from being asked again are mirrored in a first-party
    /// cookie on the site's registrable domain, so that its subdomains share them. Default no.
    pub cookie: bool,
}

impl Default for Privacy {
    fn default() -> Self {
        Self { consent: Consent::NotRequired, cookie: false }
    }
}

impl Privacy {
    pub(super) fn read<N: Node>(&mut self, node: N, at: &At<'_>) {
        let mut fields = Object::open(node, at);
        fields.choice("consent", Consent::from_name, Consent::EXPECTED, &mut self.consent);
        fields.flag("cookie", &mut self.cookie);
        fields.finish();
    }
}
