//! Nothing: this package is its tests.
//!
//! - `e2e/`: a real browser, a real collector, a real database file
//! - `sizes.rs`: what a visitor downloads
//! - `docs.rs`: what README says, held to the code
//! - `web/`: belongs to the root package; runs inside a browser
