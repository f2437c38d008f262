//! Every call into the WebAssembly goes through a guard, so that a failure of the card stays the
//! card's own. The guard itself is `guard.js`; this puts it into the glue.

use anyhow::{Result, ensure};

const GUARD: &str = include_str!("guard.js");
const BEFORE: &str = "wasm = instance.exports;";
const AFTER: &str = "wasm = guarded(instance.exports);";

/// The glue with the guard between it and the module.
///
/// # Errors
/// When the glue takes the exports in another way than is known here.
pub fn around(glue: &str) -> Result<String> {
    ensure!(
        glue.matches(BEFORE).count() == 1,
        "the glue no longer says `{BEFORE}` exactly once: look at what wasm-bindgen writes"
    );
    Ok(format!("{GUARD}{}", glue.replace(BEFORE, AFTER)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_is_reached_through_the_guard_only() {
        let glue = around("let wasm;\nwasm = instance.exports;\n").unwrap();
        assert!(glue.contains(AFTER) && !glue.contains(BEFORE));
        assert!(around("wasm = somewhere.else;").is_err());
    }
}
