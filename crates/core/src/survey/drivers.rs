//! The list of reasons after the score. Several may be ticked, none has to be.

use super::labels::Labels;
use crate::decimal::place;
use crate::node::{At, Node, Object, chars, items};
use crate::score::Class;

/// What may have driven the score.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Drivers {
    /// 2 to 12 reasons with different ids.
    pub options: Vec<Driver>,
    /// Whether each visitor sees them in an order of their own. Default no.
    pub shuffle: bool,
    /// After scores of these classes. Default all three.
    pub classes: Vec<Class>,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Driver {
    /// Stored with the answer: 1 to 40 of `a-z`, `0-9`, `-` and `_`.
    pub id: String,
    /// What it is called, 1 to 80 characters in each language.
    pub labels: Labels,
}

/// Most reasons of a list.
pub const MOST_DRIVERS: usize = 12;

const EXPECTED: &str = "a list of 2 to 12 reasons";

impl Drivers {
    /// The places of the options in the order in which the display of this lot shows them.
    #[must_use]
    pub fn order(&self, lot: &str) -> Vec<usize> {
        match self.shuffle {
            true => crate::sampling::shuffled(lot, self.options.len()),
            false => (0..self.options.len()).collect(),
        }
    }

    pub(super) fn read<N: Node>(node: N, at: &At<'_>) -> Self {
        let mut fields = Object::open(node, at);
        let mut drivers =
            Self { options: Vec::new(), shuffle: false, classes: Class::ALL.to_vec() };
        match fields.inner("options") {
            Some((node, at)) => drivers.read_options(node, &at),
            None => fields.missing("options", EXPECTED),
        }
        fields.flag("shuffle", &mut drivers.shuffle);
        fields.classes(&mut drivers.classes);
        fields.finish();
        drivers
    }

    fn read_options<N: Node>(&mut self, node: N, at: &At<'_>) {
        for (index, item) in items(node, 2, MOST_DRIVERS, at, EXPECTED).into_iter().enumerate() {
            let index = place(index);
            let at = at.field(&index);
            let driver = Driver::read(item, &at);
            if self.options.iter().any(|other| other.id == driver.id) {
                at.field("id").refuse("an id of its own");
            }
            self.options.push(driver);
        }
    }
}

impl Driver {
    fn read<N: Node>(node: N, at: &At<'_>) -> Self {
        let mut fields = Object::open(node, at);
        let id = fields.required_text("id", chars!(1, 40));
        check_driver_id(&id, &at.field("id"));
        let labels = Labels::required(&mut fields);
        fields.finish();
        Self { id, labels }
    }
}

/// Notes an id with another character or of another length.
pub(crate) fn check_driver_id(id: &str, at: &At<'_>) {
    if id.len() > 40 || !super::document::is_plain_name(id) {
        at.refuse("1 to 40 of a-z, 0-9, - and _");
    }
}
