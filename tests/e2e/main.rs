//! The whole way, in a real browser, with a real collector and a real database file.
//!
//! Each test has a browser, a collector and a website of its own and shares nothing. Host pages
//! are on another origin than the collector, as in life.
#![allow(missing_docs)]

mod access;
mod answer;
mod appearing;
mod asked_again;
mod away;
mod bad_documents;
mod bad_input;
mod calls;
mod composing;
mod cost;
mod delivery;
mod demo;
mod display;
mod displays;
mod failure;
mod fallback;
mod faults;
mod framed;
mod frameworks;
mod harness;
mod hostile;
mod keyboard;
mod language;
mod leaving;
mod life;
mod manners;
mod metrics;
mod modal;
mod moments;
mod motion;
mod network;
mod patience;
mod policy;
mod printed;
mod privacy;
mod questions;
mod roots;
mod signed_out;
mod standing;
mod studio;
mod studio_results;
mod versions;
mod visit;
mod when;
mod whom;
mod why;
