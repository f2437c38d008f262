//! What the Studio knows and decides, without a browser, so that it is tested natively.

pub mod bundle;
pub mod cases;
pub mod chart;
pub mod clock;
pub mod desk;
pub mod draft;
pub mod example;
pub mod findings;
pub mod form;
pub mod gathering;
pub mod link;
pub mod messages;
pub mod number;
pub mod pasted;
pub mod policy;
pub mod promise;
pub mod ready;
pub mod replies;
pub mod route;
pub mod share;
pub mod slim;
pub mod story;
pub mod table;
pub mod tag;
pub mod templates;
