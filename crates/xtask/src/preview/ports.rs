//! Ports to listen on: the usual one, or the next that is free.

use std::net::TcpListener;

use anyhow::{Context, Result};

use crate::process::say;

/// The first free port from `usual` on; says so when it is another.
///
/// # Errors
/// When none of a hundred is free.
pub fn free(who: &str, usual: u16) -> Result<u16> {
    let mut ports = usual..usual.saturating_add(100);
    let port = ports
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .with_context(|| format!("no port from {usual} to {} is free", usual.saturating_add(99)))?;
    if port != usual {
        say(&format!("port {usual} is taken; {who} takes {port}"));
    }
    Ok(port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_passed_over() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let usual = taken.local_addr().unwrap().port();
        assert!(free("a test", usual).unwrap() > usual);
    }
}
