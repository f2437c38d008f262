//! The parts of the follow-up page: figures, list, the open case, the reply.

mod actions;
pub mod case;
mod labels;
pub mod placeholder;
pub mod queue;
mod reply;
pub mod summary;
