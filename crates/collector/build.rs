//! Wordings and the demo page are embedded; a file added there must rebuild the collector.

fn main() {
    for folder in ["migrations", "../../www/texts", "../../www/examples/shop"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
