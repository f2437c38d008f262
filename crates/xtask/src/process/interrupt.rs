//! Whether somebody pressed Ctrl-C, or asked this program to end in another polite way.
//!
//! Commands that start nothing beside themselves do not need this: the terminal's Ctrl-C reaches
//! their programs directly.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};

static ASKED: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C only raises the flag that [`asked`] reads.
///
/// # Errors
/// When a handler is set already.
pub fn listen() -> Result<()> {
    ctrlc::set_handler(|| ASKED.store(true, Ordering::SeqCst)).context("cannot listen for Ctrl-C")
}

/// True once Ctrl-C was pressed after [`listen`].
pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
