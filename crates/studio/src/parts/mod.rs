//! Small elements that every page uses.

mod classes;
mod code;
mod dismiss;
mod drop_zone;
mod fields;
mod icon;
mod lines;
mod segmented;
mod span_field;
mod switch;

pub use classes::{ClassTicks, class_name};
pub use code::Code;
pub use dismiss::Dismiss;
pub use drop_zone::DropZone;
pub use fields::{Area, Field, Flaw, Number, Section, Text};
pub use icon::Icon;
pub use lines::Lines;
pub use segmented::Segmented;
pub use span_field::SpanField;
pub use switch::Switch;
