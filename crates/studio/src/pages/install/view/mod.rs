//! The steps of the Install page.

pub mod guides;
pub mod hosting;
pub mod page_check;
pub mod pinned;
pub mod publish;
