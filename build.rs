//! Shrinks the card's style sheet before it is compiled in: comments and needless space would be
//! downloaded by every visitor.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let source = "src/widget/card.css";
    println!("cargo::rerun-if-changed={source}");
    let css = fs::read_to_string(source)?;
    let small = minifier::css::minify(&css)?.to_string();
    fs::write(Path::new(&env::var("OUT_DIR")?).join("card.css"), small)?;
    Ok(())
}
