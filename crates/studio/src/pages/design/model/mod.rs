//! What the Design page knows and decides, without a browser.

pub mod form;
pub mod simulation;
pub mod templates;
