//! States, remedies, parts and clocks in the interface's language.

use crate::pages::follow_up::model::clock::Clock;
use crate::pages::follow_up::state::FollowUpState;
use crate::words::{tr, trf};

/// A state.
pub fn state_label(name: &str) -> &'static str {
    match name {
        "new" => tr("New"),
        "contacted" => tr("Contacted"),
        "solving" => tr("Solving"),
        "solved" => tr("Solved"),
        _ => tr("Closed"),
    }
}

/// A remedy.
pub fn remedy_label(name: &str) -> &'static str {
    match name {
        "better_version" => tr("A better version"),
        "alternative" => tr("An alternative that fits"),
        "apology" => tr("A sincere apology"),
        "refund" => tr("A refund"),
        "repair" => tr("A repair"),
        "explanation" => tr("An explanation"),
        "none" => tr("Nothing could be done"),
        _ => tr("Not chosen yet"),
    }
}

/// What a part of a reply is for.
pub fn part_label(name: &str) -> &'static str {
    match name {
        "reason" => tr("Why you write"),
        "problem" => tr("What you understood"),
        "questions" => tr("What you would like to know"),
        _ => tr("What happens now"),
    }
}

/// Something that was done to a case.
pub fn event_label(kind: &str) -> &'static str {
    match kind {
        "state" => tr("State"),
        "owner" => tr("Owner"),
        "remedy" => tr("Remedy"),
        "promise" => tr("Promise"),
        "reply" => tr("Reply"),
        "followup" => tr("Short survey"),
        _ => tr("Note"),
    }
}

/// A clock.
pub fn clock_label(clock: Clock) -> String {
    match clock {
        Clock::Answered(hours) | Clock::AnsweredLate(hours) => {
            trf("answered after {time}", &[("time", &FollowUpState::hours(hours))])
        }
        Clock::Left(hours) => trf("{time} left", &[("time", &FollowUpState::hours(hours))]),
        Clock::Late(hours) => trf("{time} late", &[("time", &FollowUpState::hours(hours))]),
        Clock::Done => tr("done").to_owned(),
    }
}

/// How pressing a clock is, as a class of the style sheet.
pub const fn urgency(clock: Clock) -> &'static str {
    match clock {
        Clock::Late(_) => "late",
        Clock::Left(hours) if hours < 6.0 => "soon",
        Clock::Left(_) | Clock::AnsweredLate(_) => "open",
        Clock::Answered(_) | Clock::Done => "done",
    }
}
