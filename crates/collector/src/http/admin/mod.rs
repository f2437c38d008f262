//! For operators: tokens, the audit log, metrics, webhooks, erasure, files of answers.

mod erasure;
mod import_export;
mod tokens;
mod webhooks;

pub use erasure::{erase_answer, erase_contact, erase_person};
pub use import_export::{IMPORT_NAMES, export, import};
pub use tokens::{add_token, audit, metrics, revoke_tokens, tokens};
pub use webhooks::{add_webhook, remove_webhook, rotate_secret, webhooks};
