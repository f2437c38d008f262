//! How the card looks. Colours are checked here and corrected for contrast in [`crate::color`].

use crate::choices::choices;
use crate::color::Color;
use crate::node::{At, Node, Object, chars, whole};

choices! {
    /// Light or dark surface.
    Theme {
        Auto = "auto": "what the visitor's system prefers",
        Light = "light",
        Dark = "dark",
    }
}

choices! {
    /// What is seen of the brand before an answer.
    Look {
        Plain = "plain": "its colour is where something is chosen",
        Tinted = "tinted": "a surface with a little of its colour",
        Banded = "banded": "a band of its colour above the question",
        Filled = "filled": "numbers on its colour",
        Colored = "colored": "numbers on red, amber and green, which biases answers",
        Stars = "stars": "where the scale has five steps",
        Faces = "faces": "where the scale has five steps",
    }
}

/// The brand, as far as the card shows it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Brand {
    /// What `{brand}` stands for, 1 to 80 characters. Default `us`.
    pub name: String,
    /// The address of an image, or a `data:image/` URL up to 20,000 characters. Default none.
    pub logo: Option<String>,
    /// The brand colour, `#rgb` or `#rrggbb`. Default `#4338ca`. Shades that cannot be read on
    /// the card are shifted until they can.
    pub color: String,
    /// The colour of the header's band, `#rgb` or `#rrggbb`. Default none: no band, or one of the
    /// brand's colour if `look` wants it.
    pub cover: Option<String>,
    /// Default `plain`.
    pub look: Look,
    /// Corner radius in CSS pixels, 0 to 32. Default 16.
    pub radius_px: u16,
    /// A CSS font family, or `inherit` for the page's own. Default the system's.
    pub font: Option<String>,
    /// Default `auto`.
    pub theme: Theme,
}

impl Default for Brand {
    fn default() -> Self {
        Self {
            name: "us".to_owned(),
            logo: None,
            color: "#4338ca".to_owned(),
            cover: None,
            look: Look::Plain,
            radius_px: 16,
            font: None,
            theme: Theme::Auto,
        }
    }
}

impl Brand {
    /// Whether it has a name of its own.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.name != Self::default().name
    }

    /// Whether there is anything of it to show above the question: a name, a logo, a colour.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.is_named() || self.logo.is_some() || self.is_banded()
    }

    /// Whether a band stands above the question.
    #[must_use]
    pub fn is_banded(&self) -> bool {
        self.cover.is_some() || self.look == Look::Banded
    }

    /// The colour of that band.
    #[must_use]
    pub fn band(&self) -> Color {
        let color = self.cover.as_ref().unwrap_or(&self.color);
        Color::parse(color).unwrap_or(Color::BLACK)
    }

    pub(super) fn read<N: Node>(&mut self, node: N, at: &At<'_>) {
        let mut fields = Object::open(node, at);
        fields.text("name", chars!(1, 80), &mut self.name);
        fields.optional_text("logo", chars!(1, 20000), &mut self.logo);
        if self.logo.as_deref().is_some_and(|logo| !is_image_address(logo)) {
            let expected = "an https:// address, a path or a data:image/ URL";
            at.field("logo").refuse(expected);
        }
        fields.text("color", chars!(4, 7), &mut self.color);
        if Color::parse(&self.color).is_none() {
            at.field("color").refuse(COLOR);
        }
        fields.optional_text("cover", chars!(4, 7), &mut self.cover);
        if self.cover.as_deref().is_some_and(|cover| Color::parse(cover).is_none()) {
            at.field("cover").refuse(COLOR);
        }
        fields.choice("look", Look::from_name, Look::EXPECTED, &mut self.look);
        fields.whole("radius_px", whole!(0, 32), &mut self.radius_px);
        fields.optional_text("font", chars!(1, 120), &mut self.font);
        fields.choice("theme", Theme::from_name, Theme::EXPECTED, &mut self.theme);
        fields.finish();
    }
}

const COLOR: &str = "#rgb or #rrggbb";

/// Addresses with a scheme that could run something are refused.
fn is_image_address(logo: &str) -> bool {
    let scheme_end = logo.find([':', '/', '?', '#']);
    let has_scheme = scheme_end.is_some_and(|at| logo.get(at..=at) == Some(":"));
    !has_scheme
        || ["https://", "http://", "data:image/"].iter().any(|start| logo.starts_with(start))
}

#[cfg(test)]
mod tests {
    use crate::color::{Accent, Color, SHAPE_CONTRAST, TEXT_CONTRAST};
    use proptest::prelude::*;

    /// A surface of the sheet (`src/widget/card.css`) with text, quiet text and lines, and the shares of
    /// the accent that a plain and a tinted card mix into it.
    const LOOKS: [(&str, [&str; 3], [f64; 2]); 2] = [
        ("#ffffff", ["#16181d", "#5c6370", "#7f8694"], [0.0, 0.07]),
        ("#1b1d24", ["#f2f3f7", "#a9b0bf", "#8a92a2"], [0.05, 0.12]),
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn on_every_brands_surface_all_is_seen(red: u8, green: u8, blue: u8) {
            for (surface, drawn, shares) in LOOKS {
                let surface = Color::parse(surface).unwrap();
                let fill = Accent::of(Color::rgb(red, green, blue), surface).fill;
                let [text, muted, line] = drawn.map(|hex| Color::parse(hex).unwrap());
                for share in shares {
                    let tinted = surface.mixed(fill, share);
                    prop_assert!(text.contrast(tinted) >= TEXT_CONTRAST);
                    prop_assert!(muted.contrast(tinted) >= TEXT_CONTRAST);
                    prop_assert!(line.contrast(tinted) >= SHAPE_CONTRAST, "{line:?} {tinted:?}");
                    prop_assert!(fill.contrast(tinted) >= SHAPE_CONTRAST, "{fill:?} {tinted:?}");
                }
                // What lies under the pointer.
                prop_assert!(text.contrast(surface.mixed(fill, 0.1)) >= TEXT_CONTRAST);
            }
        }
    }
}
