//! What the preview shows, apart from the document.

use crate::studio::state::Studio;
use leptos::prelude::*;
use outoften_core::{Class, Score};

/// Which frames stand on the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Devices {
    /// A phone beside a desktop.
    Both,
    /// One phone.
    Phone,
    /// One tablet.
    Tablet,
    /// One desktop.
    Desktop,
}

/// The page under the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A friendly shop.
    Shop,
    /// The same in the dark.
    Night,
    /// A page whose own styles shout at everything.
    Loud,
}

/// The choices of the toolbar. Small enough to be handed about.
#[derive(Clone, Copy)]
pub struct View {
    /// The visitor's language.
    pub language: RwSignal<String>,
    /// The frames.
    pub devices: RwSignal<Devices>,
    /// The page under the card.
    pub ground: RwSignal<Ground>,
    /// The score a visitor has chosen when the card is set up anew.
    pub score: RwSignal<Option<Score>>,
    /// Raised by one for each "start over".
    pub round: RwSignal<u32>,
}

impl View {
    /// In the survey's own language, nothing answered.
    pub fn new() -> Self {
        let language = Studio::here().survey.with_untracked(|survey| survey.locale.clone());
        Self {
            language: RwSignal::new(language),
            devices: RwSignal::new(Devices::Both),
            ground: RwSignal::new(Ground::Shop),
            score: RwSignal::new(None),
            round: RwSignal::new(0),
        }
    }

    /// Sets every card up anew, with this score chosen.
    pub fn start_over(&self, score: Option<Score>) {
        self.score.set(score);
        self.round.update(|round| *round += 1);
    }
}

/// The highest score of a class: the one a click on its path stands for.
pub fn score_of(class: Class) -> Option<Score> {
    Score::all().rev().find(|score| score.class() == class)
}

impl Devices {
    /// Of the toolbar, with a name and an icon.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Both, "both", "both"),
        (Self::Phone, "phone", "phone"),
        (Self::Tablet, "tablet", "tablet"),
        (Self::Desktop, "desktop", "desktop"),
    ];

    /// The name of the toolbar's choice.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(devices, ..)| *devices == self).map_or("both", |(_, name, _)| name)
    }

    /// The choice of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == name).map(|(devices, ..)| *devices)
    }
}

impl Ground {
    /// In the order of the toolbar.
    pub const ALL: [Self; 3] = [Self::Shop, Self::Night, Self::Loud];

    /// The name of the toolbar's choice and of the style.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shop => "shop",
            Self::Night => "night",
            Self::Loud => "loud",
        }
    }
}
