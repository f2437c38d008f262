//! The devices of the stage.

use crate::words::tr;

/// What a visitor holds in their hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Device {
    /// 375 by 720.
    Phone,
    /// 768 by 960.
    Tablet,
    /// 1120 by 720.
    Desktop,
}

impl Device {
    /// In ids and classes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Tablet => "tablet",
            Self::Desktop => "desktop",
        }
    }

    /// In the interface's language.
    pub fn title(self) -> &'static str {
        match self {
            Self::Phone => tr("Phone"),
            Self::Tablet => tr("Tablet"),
            Self::Desktop => tr("Desktop"),
        }
    }
}
