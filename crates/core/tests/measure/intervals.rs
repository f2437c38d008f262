//! What must hold for every interval, whatever the counts.

use outoften_core::population::Population;
use outoften_core::{Interval, Level, Method, Nps};
use proptest::prelude::*;

fn scores() -> impl Strategy<Value = Nps> {
    (0_u64..2_000, 0_u64..2_000, 0_u64..2_000)
        .prop_filter_map("nobody answered", |(d, p, q)| Nps::from_classes(d, p, q))
}

proptest! {
    #[test]
    fn limits_are_ordered_and_on_the_scale(nps in scores(), level in 0.01..0.999) {
        for method in Method::ALL.iter().copied() {
            let interval = Interval::of(nps, method, Level::new(level).unwrap());
            prop_assert!(-100.0 <= interval.low && interval.low <= interval.high);
            prop_assert!(interval.high <= 100.0, "{:?}", interval);
        }
    }

    #[test]
    fn all_but_the_adjusted_contain_the_score(nps in scores()) {
        for method in [Method::Wald, Method::Score, Method::Mover] {
            let interval = Interval::of(nps, method, Level::P95);
            prop_assert!(interval.low <= nps.points() + 1e-9, "{:?} {:?}", nps, interval);
            prop_assert!(nps.points() <= interval.high + 1e-9, "{:?} {:?}", nps, interval);
        }
    }

    #[test]
    fn the_adjusted_contains_the_score_from_five_answers_within_reach_of_its_shift(nps in scores()) {
        // The centre is n / (n + 3) of the score.
        let interval = Interval::of(nps, Method::AdjustedWald, Level::P95);
        let n = nps.n() as f64;
        let centre = nps.points() * n / (n + 3.0);
        prop_assert!(interval.low <= centre + 1e-9 && centre <= interval.high + 1e-9);
    }

    #[test]
    fn turning_the_classes_round_mirrors_the_interval(d in 0_u64..900, p in 0_u64..900, q in 1_u64..900) {
        let there = Nps::from_classes(d, p, q).unwrap();
        let back = Nps::from_classes(q, p, d).unwrap();
        for method in Method::ALL.iter().copied() {
            let (a, b) =
                (Interval::of(there, method, Level::P95), Interval::of(back, method, Level::P95));
            prop_assert!((a.low + b.high).abs() < 1e-6 && (a.high + b.low).abs() < 1e-6, "{:?}", method);
        }
    }

    #[test]
    fn asking_more_of_the_population_never_widens(nps in scores(), silent in 0_u64..5_000) {
        let near = Population::new(nps.n() + silent, nps.n()).unwrap();
        let far = Population::new(nps.n() + silent + 1_000, nps.n()).unwrap();
        for method in Method::ALL.iter().copied() {
            let width = |population| {
                let interval = Interval::within(nps, population, method, Level::P95);
                interval.high - interval.low
            };
            prop_assert!(width(near) <= width(far) + 1e-9, "{:?}", method);
        }
    }
}
