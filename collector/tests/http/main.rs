//! The collector over real HTTP with a real database.

mod access;
mod bad_input;
mod client;
mod exchange;
mod faults;
mod files;
mod form;
mod hostile;
mod ingest;
mod manage;
mod operate;
mod people;
mod postgres;
mod program;
mod results;
mod server;
mod webhooks;
