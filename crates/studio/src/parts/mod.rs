//! Small elements that every page uses.

mod classes;
mod code;
mod drop_zone;
mod fields;
mod icon;
mod segmented;
mod span_field;

pub use classes::{ClassTicks, class_name};
pub use code::Code;
pub use drop_zone::DropZone;
pub use fields::{Area, Field, Flaw, Lines, Number, Section, Switch, Text};
pub use icon::{Dismiss, Icon};
pub use segmented::Segmented;
pub use span_field::SpanField;
