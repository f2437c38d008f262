//! The sections of the panel, in which the document is edited.

pub mod after;
pub mod asking;
pub mod audience;
pub mod brand;
pub mod check;
mod color;
pub mod document;
pub mod position;
pub mod privacy;
mod reasons;
mod subject;
mod text_name;
pub mod timing;
pub mod wording;
pub mod wording_table;
