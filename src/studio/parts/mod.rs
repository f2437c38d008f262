//! Small elements that every page uses.

mod code;
mod drop_zone;
mod fields;
mod icon;
mod segmented;
mod span_field;

pub use code::Code;
pub use drop_zone::DropZone;
pub use fields::{Area, Field, Number, Section, Text};
pub use icon::Icon;
pub use segmented::Segmented;
pub use span_field::SpanField;
