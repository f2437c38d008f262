//! How long the tests of faults go on: short in an ordinary run, long with `cargo xtask soak`,
//! which sets `OUTOFTEN_SOAK`.

/// What a soak is recognised by.
pub fn is_long() -> bool {
    std::env::var_os("OUTOFTEN_SOAK").is_some()
}

/// Rounds, connections or answers.
pub fn of(short: u64, long: u64) -> u64 {
    if is_long() { long } else { short }
}
