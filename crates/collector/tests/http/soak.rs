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

/// Lets this process and those it starts have thousands of connections: many systems allow 1,024
/// unless asked. Where it cannot be had, the test that needs it fails by itself.
pub fn allow_many_connections() {
    let id = std::process::id().to_string();
    let asked =
        std::process::Command::new("prlimit").args(["--pid", &id, "--nofile=16384"]).status();
    drop(asked);
}
