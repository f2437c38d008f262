//! What the Install page knows and decides, without a browser.

pub mod bundle;
pub mod policy;
pub mod tag;
