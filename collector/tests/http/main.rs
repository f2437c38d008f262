//! The collector over real HTTP with a real database.

mod access;
mod bad_input;
mod cases;
mod client;
mod contact;
mod exchange;
mod faults;
mod files;
mod form;
mod form_metrics;
mod hostile;
mod ingest;
mod manage;
mod metrics;
mod operate;
mod people;
mod postgres;
mod program;
mod results;
mod rows;
mod server;
mod tickets;
mod webhooks;
