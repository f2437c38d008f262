//! What the follow-up queue knows and decides, without a browser.

pub mod cases;
pub mod clock;
pub mod promise;
