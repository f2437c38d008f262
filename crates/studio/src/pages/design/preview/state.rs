//! What the preview shows, apart from the document.

use crate::browser::system_settings::Palette;
use crate::browser::{matches, now_ms};
use crate::pages::design::model::simulation::Simulation;
use crate::state::Studio;
use leptos::prelude::*;
use outoften_core::fatigue::EventKind;
use outoften_core::survey::{Metric, Survey, Theme};
use outoften_core::time::Utc;
use outoften_core::{Class, Score};

/// Which device frames are shown.
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
pub enum Backdrop {
    /// A friendly shop.
    Shop,
    /// The same in the dark.
    Night,
    /// A page with strong styles of its own for every element.
    Loud,
}

/// The choices of the toolbar.
#[derive(Clone, Copy)]
pub struct PreviewState {
    /// The visitor's language.
    pub language: RwSignal<String>,
    /// The frames.
    pub devices: RwSignal<Devices>,
    /// The page under the card.
    pub backdrop: RwSignal<Backdrop>,
    /// The score that is chosen when the card starts over.
    pub score: RwSignal<Option<Score>>,
    /// Counts each "start over".
    pub round: RwSignal<u32>,
    /// Whether the visitor's system asks for less motion.
    pub still: RwSignal<bool>,
    /// Whether the visitor's system has colours of its own for everything.
    pub system_colors: RwSignal<bool>,
    /// What happened to the simulated visitor so far.
    pub simulation: RwSignal<Simulation>,
    /// Whose rule the simulation follows.
    survey: Memo<Survey>,
}

impl PreviewState {
    /// In the survey's own language, nothing answered.
    pub fn new() -> Self {
        let survey = Studio::here().survey;
        let language = survey.with_untracked(|survey| survey.locale.clone());
        let is_narrow = matches("(max-width: 719px)");
        Self {
            language: RwSignal::new(language),
            devices: RwSignal::new(if is_narrow { Devices::Phone } else { Devices::Both }),
            backdrop: RwSignal::new(Backdrop::Shop),
            score: RwSignal::new(None),
            round: RwSignal::new(0),
            still: RwSignal::new(false),
            system_colors: RwSignal::new(false),
            simulation: RwSignal::new(Simulation::new(Utc::from_ms(now_ms() as i64))),
            survey,
        }
    }

    /// The colours of the visitor's system, where it has its own for everything.
    pub fn palette(&self, theme: Theme) -> Option<Palette> {
        let palette = if theme == Theme::Dark { Palette::Dark } else { Palette::Light };
        self.system_colors.get().then_some(palette)
    }

    /// Records in the simulation how an appearance of the card ended.
    pub fn record(&self, what: EventKind) {
        self.survey.with_untracked(|survey| {
            self.simulation.update(|simulation| simulation.record(&survey.fatigue, what));
        });
    }

    /// Starts every card over, with this score chosen.
    pub fn start_over(&self, score: Option<Score>) {
        self.score.set(score);
        self.round.update(|round| *round += 1);
    }
}

/// The highest score of a class, which its button chooses.
pub fn score_of(metric: Metric, class: Class) -> Option<Score> {
    metric.scores().rev().find(|score| metric.class(*score) == class)
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

impl Backdrop {
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
