//! studio
fn main() {}
