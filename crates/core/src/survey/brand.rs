//! How the card looks. Colours are checked here and corrected for contrast in [`crate::color`].

use crate::choices::choices;
use crate::color::{Accent, Color};
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
    /// How much of the brand is seen before an answer.
    Look {
        Plain = "plain": "its colour is where something is chosen",
        Tinted = "tinted": "a surface with a little of its colour",
        Banded = "banded": "a band of its colour above the question",
    }
}

choices! {
    /// How the answers of the scale are drawn.
    Scale {
        Plain = "plain": "numbers in outlines",
        Filled = "filled": "numbers on the brand's colour",
        Colored = "colored": "red, amber and green, which biases answers",
        Stars = "stars": "of CSAT only; else as `plain`",
        Faces = "faces": "of CSAT only; else as `plain`",
    }
}

/// What a card is drawn with on one of its two surfaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The card itself.
    pub surface: Color,
    /// What lies under the pointer, and quiet marks.
    pub soft: Color,
    /// What is chosen, and what sends.
    pub accent: Accent,
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
    /// Default `plain`.
    pub scale: Scale,
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
            scale: Scale::Plain,
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
        self.cover.as_deref().and_then(Color::parse).unwrap_or_else(|| self.plain_color())
    }

    /// The colours of the light or of the dark card. A dark one always has a little of the brand's.
    ///
    /// ```
    /// use outoften_core::survey::{Brand, Look};
    /// let tinted = Brand { look: Look::Tinted, ..Brand::default() };
    /// assert_eq!(Brand::default().palette(false).surface.to_hex(), "#ffffff");
    /// assert_ne!(tinted.palette(false).surface.to_hex(), "#ffffff");
    /// ```
    #[must_use]
    pub fn palette(&self, is_dark: bool) -> Palette {
        let color = self.plain_color();
        let (plain, share) = match (is_dark, self.look == Look::Tinted) {
            (false, false) => (Color::LIGHT_SURFACE, 0.0),
            (false, true) => (Color::LIGHT_SURFACE, 0.07),
            (true, false) => (Color::DARK_SURFACE, 0.05),
            (true, true) => (Color::DARK_SURFACE, 0.13),
        };
        let surface = plain.mixed(color, share);
        let accent = Accent::of(color, surface);
        Palette { surface, soft: surface.mixed(accent.fill, 0.1), accent }
    }

    fn plain_color(&self) -> Color {
        Color::parse(&self.color).unwrap_or(Color::BLACK)
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
        fields.choice("scale", Scale::from_name, Scale::EXPECTED, &mut self.scale);
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
    use super::*;
    use crate::color::{SHAPE_CONTRAST, TEXT_CONTRAST};
    use proptest::prelude::*;

    /// Text, quiet text and lines of the card's sheet.
    const LIGHT: [&str; 3] = ["#16181d", "#5c6370", "#7f8694"];
    const DARK: [&str; 3] = ["#f2f3f7", "#a9b0bf", "#8a92a2"];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn on_every_brands_surface_text_and_lines_are_seen(red: u8, green: u8, blue: u8) {
            let color = Color::rgb(red, green, blue).to_hex();
            let looks = [Look::Plain, Look::Tinted].map(|look| [(look, false), (look, true)]);
            for (look, is_dark) in looks.into_iter().flatten() {
                let brand = Brand { color: color.clone(), look, ..Brand::default() };
                let Palette { surface, soft, accent } = brand.palette(is_dark);
                let sheet = if is_dark { DARK } else { LIGHT };
                let [text, muted, line] = sheet.map(|hex| Color::parse(hex).unwrap());
                prop_assert!(text.contrast(surface) >= TEXT_CONTRAST);
                prop_assert!(text.contrast(soft) >= TEXT_CONTRAST);
                prop_assert!(muted.contrast(surface) >= TEXT_CONTRAST);
                prop_assert!(line.contrast(surface) >= SHAPE_CONTRAST);
                prop_assert!(accent.fill.contrast(surface) >= SHAPE_CONTRAST);
                prop_assert!(accent.text.contrast(accent.fill) >= TEXT_CONTRAST);
            }
        }
    }
}
