//! What the clock of a case of the follow-up queue says.
//!
//! Not here: the 24 hours, which are the collector's.

use super::cases::Case;

const HOUR_MS: f64 = 3_600_000.0;

/// What the clock of a case says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Clock {
    /// Somebody wrote back in time, after so many hours.
    Answered(f64),
    /// Somebody wrote back too late, after so many hours.
    AnsweredLate(f64),
    /// So many hours are left.
    Left(f64),
    /// So many hours late.
    Late(f64),
    /// Solved or closed.
    Done,
}

impl Case {
    /// The clock at this moment, ms since 1970.
    pub fn clock(&self, now_ms: f64) -> Clock {
        let hours = |from: f64, to: f64| (to - from) / HOUR_MS;
        match self.contacted_at_ms {
            Some(at) if at > self.due_at_ms => Clock::AnsweredLate(hours(self.opened_at_ms, at)),
            Some(at) => Clock::Answered(hours(self.opened_at_ms, at)),
            None if matches!(self.state.as_str(), "solved" | "closed") => Clock::Done,
            None if now_ms > self.due_at_ms => Clock::Late(hours(self.due_at_ms, now_ms)),
            None => Clock::Left(hours(now_ms, self.due_at_ms)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_runs_until_somebody_writes() {
        let case = Case { due_at_ms: 24.0 * HOUR_MS, state: "new".into(), ..Case::default() };
        assert_eq!(case.clock(19.0 * HOUR_MS), Clock::Left(5.0));
        assert_eq!(case.clock(26.0 * HOUR_MS), Clock::Late(2.0));
        let late = Case { contacted_at_ms: Some(30.0 * HOUR_MS), ..case.clone() };
        assert_eq!(late.clock(99.0 * HOUR_MS), Clock::AnsweredLate(30.0));
        let answered = Case { contacted_at_ms: Some(3.0 * HOUR_MS), ..case.clone() };
        assert_eq!(answered.clock(99.0 * HOUR_MS), Clock::Answered(3.0));
        assert_eq!(Case { state: "closed".into(), ..case }.clock(0.0), Clock::Done);
    }
}
