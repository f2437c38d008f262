//! The list of reasons after the score. Several may be ticked, none has to be.

use super::labels::Labels;
use crate::node::{FieldError, Fields, Node, Path, chars, read_classes};
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

impl Drivers {
    pub(super) fn read<N: Node>(node: N, path: &Path<'_>) -> Result<Self, FieldError> {
        let mut fields = Fields::open(node, path)?;
        let mut options: Vec<Driver> = Vec::new();
        let mut shuffle = false;
        fields.nested("options", |node, path| {
            let items = node.items().filter(|items| (2..=MOST_DRIVERS).contains(&items.len()));
            let items =
                items.ok_or_else(|| FieldError::range(path, "a list of 2 to 12 reasons"))?;
            for (index, item) in items.into_iter().enumerate() {
                let index = index.to_string();
                let driver = Driver::read(item, &path.field(&index))?;
                if options.iter().any(|other| other.id == driver.id) {
                    let path = path.field(&index);
                    return Err(FieldError::range(&path.field("id"), "an id of its own"));
                }
                options.push(driver);
            }
            Ok(())
        })?;
        if options.is_empty() {
            return Err(fields.missing("options", "a list of 2 to 12 reasons"));
        }
        fields.flag("shuffle", &mut shuffle)?;
        let classes = read_classes(&mut fields, &Class::ALL)?;
        fields.finish()?;
        Ok(Self { options, shuffle, classes })
    }
}

impl Driver {
    fn read<N: Node>(node: N, path: &Path<'_>) -> Result<Self, FieldError> {
        let mut fields = Fields::open(node, path)?;
        let id = fields.required_text("id", chars!(1, 40))?;
        check_driver_id(&id, &path.field("id"))?;
        let mut labels = None;
        fields.nested("labels", |node, path| {
            Labels::read(node, path).map(|read| labels = Some(read))
        })?;
        let labels = labels.ok_or_else(|| fields.missing("labels", "a text for each language"))?;
        fields.finish()?;
        Ok(Self { id, labels })
    }
}

/// # Errors
/// When the id has another character or another length.
pub(crate) fn check_driver_id(id: &str, path: &Path<'_>) -> Result<(), FieldError> {
    match id.len() <= 40 && super::document::is_plain_name(id) {
        true => Ok(()),
        false => Err(FieldError::range(path, "1 to 40 of a-z, 0-9, - and _")),
    }
}
