//! Colours and the contrast between them, by WCAG 2.2.
//!
//! A brand colour is shifted towards black or white until what is drawn with it can be seen. Not
//! here: CSS.

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    red: u8,
    green: u8,
    blue: u8,
}

/// Text on its background (SC 1.4.3).
pub const TEXT_CONTRAST: f64 = 4.5;
/// Borders, focus rings and states (SC 1.4.11).
pub const SHAPE_CONTRAST: f64 = 3.0;

/// The same for what may lie on a surface with a little of the brand's colour in it.
const ON_TINTED: f64 = 3.6;

impl Color {
    /// `#ffffff`.
    pub const WHITE: Self = Self::rgb(255, 255, 255);
    /// `#000000`.
    pub const BLACK: Self = Self::rgb(0, 0, 0);
    /// The light card's surface.
    pub const LIGHT_SURFACE: Self = Self::WHITE;
    /// The dark card's surface.
    pub const DARK_SURFACE: Self = Self::rgb(0x1b, 0x1d, 0x24);

    /// A colour from its three parts.
    #[must_use]
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// `#rgb` or `#rrggbb`, upper or lower case.
    ///
    /// ```
    /// use outoften_core::color::Color;
    /// assert_eq!(Color::parse("#fff"), Some(Color::WHITE));
    /// assert_eq!(Color::parse("white"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = value.to_be_bytes();
        match digits.len() {
            6 => Some(Self::rgb(red, green, blue)),
            3 => Some(Self::rgb((green & 0x0f) * 0x11, (blue >> 4) * 0x11, (blue & 0x0f) * 0x11)),
            _ => None,
        }
    }

    /// `#rrggbb`.
    #[must_use]
    pub fn to_hex(self) -> String {
        let mut hex = "#".to_owned();
        for part in [self.red, self.green, self.blue] {
            push_hex(&mut hex, part);
        }
        hex
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance").
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { power_2_4((part + 0.055) / 1.055) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio").
    ///
    /// ```
    /// use outoften_core::color::Color;
    /// assert!((Color::WHITE.contrast(Color::BLACK) - 21.0).abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// White, or black where white could not be read. One of them always reaches 4.5.
    #[must_use]
    pub fn text_on(self) -> Self {
        if self.contrast(Self::WHITE) >= TEXT_CONTRAST { Self::WHITE } else { Self::BLACK }
    }

    /// This colour, shifted away from `surface` in small steps until the ratio is reached.
    #[must_use]
    pub fn visible_on(self, surface: Self, ratio: f64) -> Self {
        let lightens = surface.contrast(Self::WHITE) > surface.contrast(Self::BLACK);
        let end = if lightens { Self::WHITE } else { Self::BLACK };
        let mut share = 0.0_f64;
        let mut shade = self;
        while shade.contrast(surface) < ratio && share < 1.0 {
            share += 0.05;
            shade = self.mixed(end, share.min(1.0));
        }
        shade
    }

    /// This colour with a share of another one in it, 0 to 1.
    #[must_use]
    pub fn mixed(self, other: Self, share: f64) -> Self {
        // Between two values of 0..=255, so the conversion neither wraps nor loses.
        let mix = |one: u8, other: u8| {
            (f64::from(one) + (f64::from(other) - f64::from(one)) * share + 0.5) as u8
        };
        Self::rgb(
            mix(self.red, other.red),
            mix(self.green, other.green),
            mix(self.blue, other.blue),
        )
    }
}

/// Writes a byte as two hexadecimal digits.
///
/// ```
/// let mut text = String::new();
/// outoften_core::color::push_hex(&mut text, 0x0a);
/// assert_eq!(text, "0a");
/// ```
pub fn push_hex(text: &mut String, byte: u8) {
    for nibble in [byte >> 4, byte & 0x0f] {
        text.push(char::from(if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 }));
    }
}

/// `x` to the power 2.4 for 0 <= x <= 1 without the maths library's `pow`, which would cost a
/// visitor 2 KB: x² times the fifth root of x², by Newton's method. Exact to 1e-12.
fn power_2_4(x: f64) -> f64 {
    let square = x * x;
    let mut root = 1.0_f64;
    for _ in 0..60 {
        let fourth = root * root * root * root;
        root = 0.8 * root + 0.2 * square / fourth;
    }
    square * root
}

/// What a card draws with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accent {
    /// Fills of buttons and of the chosen score, focus rings: at least 3:1 on the surface.
    pub fill: Color,
    /// Text on `fill`: at least 4.5:1.
    pub text: Color,
}

impl Accent {
    /// The accent of a brand colour on a surface.
    ///
    /// ```
    /// use outoften_core::color::{Accent, Color};
    /// let yellow = Color::rgb(255, 230, 0);
    /// let accent = Accent::of(yellow, Color::LIGHT_SURFACE);
    /// assert!(accent.fill.contrast(Color::LIGHT_SURFACE) >= 3.0);
    /// assert!(accent.text.contrast(accent.fill) >= 4.5);
    /// ```
    #[must_use]
    pub fn of(brand: Color, surface: Color) -> Self {
        let fill = brand.visible_on(surface, ON_TINTED);
        Self { fill, text: fill.text_on() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn every_brand_colour_becomes_readable(red: u8, green: u8, blue: u8) {
            for surface in [Color::LIGHT_SURFACE, Color::DARK_SURFACE] {
                let accent = Accent::of(Color::rgb(red, green, blue), surface);
                prop_assert!(accent.fill.contrast(surface) >= SHAPE_CONTRAST);
                prop_assert!(accent.text.contrast(accent.fill) >= TEXT_CONTRAST);
            }
            let color = Color::rgb(red, green, blue);
            prop_assert_eq!(Color::parse(&color.to_hex()), Some(color));
        }

        #[test]
        fn the_power_is_the_power(x in 0.0_f64..=1.0) {
            prop_assert!((power_2_4(x) - x.powf(2.4)).abs() < 1e-12);
        }
    }

    #[test]
    fn short_form_doubles_each_digit() {
        assert_eq!(Color::parse("#1aF"), Some(Color::rgb(0x11, 0xaa, 0xff)));
        for bad in ["", "#", "#12", "#12345", "#1234567", "123456", "#ggg", "#+12"] {
            assert_eq!(Color::parse(bad), None, "{bad}");
        }
    }
}
