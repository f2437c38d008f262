//! What comes after Send: the request for an address, and the link beside the thank-you.

use super::labels::Labels;
use crate::node::{At, Node, Object, chars};
use crate::score::Class;

/// The request for an address to write to. It is never filled in beforehand, and an address counts
/// only with the tick beside it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ContactRequest {
    /// After scores of these classes. Default only `detractor`.
    pub classes: Vec<Class>,
}

impl ContactRequest {
    pub(super) fn read<N: Node>(node: N, at: &At<'_>) -> Self {
        let mut fields = Object::open(node, at);
        let mut classes = vec![Class::Detractor];
        fields.classes(&mut classes);
        fields.finish();
        Self { classes }
    }
}

/// How the card ends for each class. The texts are `thanks` and `thanks_detractor` and so on.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Endings {
    /// For who is unhappy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detractor: Option<Ending>,
    /// For who is in the middle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passive: Option<Ending>,
    /// For who is happy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promoter: Option<Ending>,
}

/// The end for one class.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Ending {
    /// The one call to action. Default none.
    pub link: Option<Link>,
}

/// Where a person may go from the thank-you.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Link {
    /// An https address or a path of the site, 1 to 500 characters.
    pub address: String,
    /// What the link says, 1 to 80 characters in each language.
    pub labels: Labels,
}

impl Endings {
    /// The end for this class.
    #[must_use]
    pub const fn of(&self, class: Class) -> Option<&Ending> {
        match class {
            Class::Detractor => self.detractor.as_ref(),
            Class::Passive => self.passive.as_ref(),
            Class::Promoter => self.promoter.as_ref(),
        }
    }

    /// The place of this class, to be set.
    pub const fn of_mut(&mut self, class: Class) -> &mut Option<Ending> {
        match class {
            Class::Detractor => &mut self.detractor,
            Class::Passive => &mut self.passive,
            Class::Promoter => &mut self.promoter,
        }
    }

    pub(super) fn read<N: Node>(&mut self, node: N, at: &At<'_>) {
        let mut fields = Object::open(node, at);
        for class in Class::ALL {
            if let Some((node, at)) = fields.nullable(class.name()) {
                *self.of_mut(class) = Some(Ending::read(node, &at));
            }
        }
        fields.finish();
    }
}

impl Ending {
    fn read<N: Node>(node: N, at: &At<'_>) -> Self {
        let mut fields = Object::open(node, at);
        let link = fields.nullable("link").map(|(node, at)| Link::read(node, &at));
        fields.finish();
        Self { link }
    }
}

impl Link {
    fn read<N: Node>(node: N, at: &At<'_>) -> Self {
        let mut fields = Object::open(node, at);
        let address = fields.required_text("address", chars!(1, 500));
        if !is_safe(&address) {
            at.field("address").refuse("an https:// address or a path that starts with /");
        }
        let labels = Labels::required(&mut fields);
        fields.finish();
        Self { address, labels }
    }
}

/// Nothing that runs, nothing in the clear, and no way to another host that looks like a path
/// (browsers read a backslash as a slash and skip tabs and line breaks).
fn is_safe(address: &str) -> bool {
    let of_the_site = address.starts_with('/') && !address.starts_with("//");
    (address.starts_with("https://") || of_the_site)
        && !address.contains(|sign: char| sign == '\\' || sign.is_whitespace() || sign.is_control())
}
