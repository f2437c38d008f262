//! Exports of known tools: how many header lines they have and what is particular about them, as
//! far as their documentation shows it.

use super::dates::DateOrder;

/// A tool whose export was recognised by its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Two header lines; dates with the month first; scores as `10 - Extremely likely`.
    SurveyMonkey,
    /// Three header lines (name, question, import id); `Q1_NPS_GROUP` beside `Q1`.
    Qualtrics,
    /// Questions as names, `Submit Date (UTC)`, `Network ID`.
    Typeform,
    /// `Score`, `Comment`, `Permalink`; times in seconds since 1970.
    Delighted,
    /// `answer`, `comment`, `responded`.
    AskNicely,
    /// Events with `$survey_response` properties.
    PostHog,
    /// `Response ID`, `Timestamp`, `Finished`, then numbered questions.
    Formbricks,
}

impl Layout {
    /// Recognises a tool by its column names.
    pub(super) fn of(names: &[String]) -> Option<Self> {
        let has = |name: &str| names.iter().any(|other| other.trim().eq_ignore_ascii_case(name));
        let mentions = |part: &str| names.iter().any(|other| other.contains(part));
        match () {
            () if has("Respondent ID") && has("Collector ID") => Some(Self::SurveyMonkey),
            () if has("ResponseId") && (has("RecordedDate") || has("EndDate")) => {
                Some(Self::Qualtrics)
            }
            () if has("Submit Date (UTC)") && (has("#") || has("Network ID")) => {
                Some(Self::Typeform)
            }
            () if mentions("$survey_response") => Some(Self::PostHog),
            () if has("Response ID") && has("Finished") && has("Survey ID") => {
                Some(Self::Formbricks)
            }
            () if has("score") && has("comment") && (has("permalink") || has("survey type")) => {
                Some(Self::Delighted)
            }
            () if has("answer") && has("responded") => Some(Self::AskNicely),
            () => None,
        }
    }

    /// The tool's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SurveyMonkey => "SurveyMonkey",
            Self::Qualtrics => "Qualtrics",
            Self::Typeform => "Typeform",
            Self::Delighted => "Delighted",
            Self::AskNicely => "AskNicely",
            Self::PostHog => "PostHog",
            Self::Formbricks => "Formbricks",
        }
    }

    /// How many lines before the first answer, seen from the lines after the first.
    pub(super) fn header_rows(self, following: &[Vec<String>]) -> usize {
        let first_cell = |row: usize| following.get(row).and_then(|row| row.first());
        match self {
            // The second line names the parts of questions; nobody has answered it, so it has no
            // respondent.
            Self::SurveyMonkey => 1 + usize::from(first_cell(0).is_some_and(String::is_empty)),
            Self::Qualtrics => {
                let import_ids = |row: &&Vec<String>| {
                    row.iter().any(|cell| cell.replace(' ', "").starts_with("{\"ImportId\""))
                };
                // Older exports have one line of questions and no ids.
                let place = following.iter().take(3).position(|row| import_ids(&row));
                place.map_or(1, |place| place + 2)
            }
            _ => 1,
        }
    }

    /// The order of day and month, where the tool has one.
    pub(super) const fn date_order(self) -> Option<DateOrder> {
        match self {
            Self::SurveyMonkey => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}
