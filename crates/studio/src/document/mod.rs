//! The survey document: its draft with undo, its links and files, the ready texts that complete it.

pub mod draft;
pub mod ready_texts;
pub mod share_link;
pub mod without_defaults;
