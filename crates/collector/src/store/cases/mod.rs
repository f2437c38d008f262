//! Cases: unhappy people who are owed a reply within a day, and what was done about it.
//!
//! A case opens in the transaction of its answer (`opening`), is listed and read (`reading`),
//! changed by one person at a time (`change`) and summed up (`summary`). It goes when its answer
//! goes. Not here: the words of a reply (`crate::reply_template`), who may see a case (`crate::http`).

mod change;
mod opening;
mod reading;
mod summary;

use outoften_core::Score;
use outoften_core::metric::Metric;

pub use change::CaseChange;
pub(super) use opening::{open, withdraw};
pub use reading::CaseFilter;
pub use summary::CaseSummary;

use super::StoreError;
use super::sql::{self, Db, Key};

/// How long a person may wait for a first reply: a day, while it is fresh.
const REPLY_WITHIN_MS: i64 = 86_400_000;

/// How far a case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseState {
    /// Nobody has written yet.
    New,
    /// Somebody has.
    Contacted,
    /// A remedy is on its way.
    Solving,
    /// The person has what was promised.
    Solved,
    /// Nothing more is done.
    Closed,
}

impl CaseState {
    pub const ALL: [Self; 5] =
        [Self::New, Self::Contacted, Self::Solving, Self::Solved, Self::Closed];

    /// The name in the database and in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Contacted => "contacted",
            Self::Solving => "solving",
            Self::Solved => "solved",
            Self::Closed => "closed",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether somebody still waits.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Contacted | Self::Solving)
    }
}

/// What a person was offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    BetterVersion,
    /// Something else that fits better.
    Alternative,
    /// A sincere apology.
    Apology,
    /// Money back.
    Refund,
    /// What was broken works again.
    Repair,
    /// How it is meant to work.
    Explanation,
    /// Nothing could be done.
    None,
}

impl Remedy {
    pub const ALL: [Self; 7] = [
        Self::BetterVersion,
        Self::Alternative,
        Self::Apology,
        Self::Refund,
        Self::Repair,
        Self::Explanation,
        Self::None,
    ];

    /// The name in the database and in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BetterVersion => "better_version",
            Self::Alternative => "alternative",
            Self::Apology => "apology",
            Self::Refund => "refund",
            Self::Repair => "repair",
            Self::Explanation => "explanation",
            Self::None => "none",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|remedy| remedy.name() == name)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub survey: String,
    pub response: String,
    /// How far it has come.
    pub state: CaseState,
    /// Who sees to it.
    pub owner: Option<String>,
    /// What was offered.
    pub remedy: Option<Remedy>,
    /// What was promised.
    pub promise: Option<String>,
    /// How often it went from one owner to another.
    pub handovers: i64,
    /// When the answer came, UTC.
    pub opened_at_ms: i64,
    /// Until when a first reply is owed.
    pub due_at_ms: i64,
    /// When somebody first wrote.
    pub contacted_at_ms: Option<i64>,
    pub solved_at_ms: Option<i64>,
    pub closed_at_ms: Option<i64>,
    pub changed_at_ms: i64,
    /// Raised by each change.
    pub version: i64,
    /// The short survey afterwards and the id of its one answer.
    pub followup: Option<(String, String)>,
    /// What the short survey was answered with.
    pub followup_score: Option<Score>,
    /// Where the person agreed to be written to.
    pub address: Option<String>,
    pub metric: Metric,
    pub score: Score,
    pub comment: Option<String>,
    pub drivers: Vec<String>,
    pub lang: Option<String>,
    pub channel: Option<String>,
    pub touchpoint: Option<String>,
    pub segment: Option<String>,
}

impl Case {
    /// Whether a first reply is owed and its time is over.
    #[must_use]
    pub fn is_overdue(&self, now_ms: i64) -> bool {
        self.state == CaseState::New && self.due_at_ms < now_ms
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLine {
    /// When, UTC.
    pub at_ms: i64,
    /// What the operator called the token of whoever did it.
    pub by: String,
    /// `state`, `owner`, `remedy`, `promise`, `note`, `reply` or `followup`.
    pub kind: String,
    /// What it became, or what was written.
    pub content: String,
}

/// Deletes the cases of these answers with all that was written about them.
pub(super) async fn forget(db: &mut Db, keys: &[Key]) -> Result<(), StoreError> {
    sql::delete_of(db, "case_history", keys).await?;
    sql::delete_of(db, "cases", keys).await
}
