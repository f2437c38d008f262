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
    /// The colour of the header's band, `#rgb` or `#rrggbb`. Default none: no band.
    pub cover: Option<String>,
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
        self.is_named() || self.logo.is_some() || self.cover.is_some()
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
