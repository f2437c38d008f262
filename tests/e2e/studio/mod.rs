//! The Studio as its user meets it, at the collector's `/studio/`.

mod access;
mod document;
mod fields;
mod install;
mod keyboard;
mod pages;
mod preview;
mod trouble;
