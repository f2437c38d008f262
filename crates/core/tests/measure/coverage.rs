//! Whether 95 % intervals cover the truth 95 % of the time: every sample enumerated over a grid
//! of truths, and a seeded simulation that goes the whole way from single answers to a report.

use outoften_core::{Interval, Level, Method, Nps, Report, ReportOptions, Score, Tally};

/// The 171 interior points of the triangle of (detractors, promoters), in steps of 0.05.
fn grid() -> Vec<(f64, f64)> {
    let steps = (1..20).flat_map(|d| (1..20 - d).map(move |q| (d, q)));
    steps.map(|(d, q)| (f64::from(d) / 20.0, f64::from(q) / 20.0)).collect()
}

/// Every sample of `n` answers with its interval.
fn samples(n: u64, method: Method) -> Vec<(u64, u64, Interval)> {
    let of = |d: u64, q: u64| {
        let nps = Nps::from_classes(d, n - d - q, q).unwrap();
        (d, q, Interval::of(nps, method, Level::P95))
    };
    (0..=n).flat_map(|d| (0..=n - d).map(move |q| of(d, q))).collect()
}

fn ln_factorial(n: u64) -> f64 {
    (1..=n).map(|k| (k as f64).ln()).sum()
}

/// Mean and least coverage over the grid.
fn coverage(n: u64, method: Method) -> (f64, f64) {
    let samples = samples(n, method);
    let covered = |(detracting, promoting): (f64, f64)| -> f64 {
        let truth = 100.0 * (promoting - detracting);
        let chance = |d: u64, q: u64| {
            let p = n - d - q;
            let ways = ln_factorial(n) - ln_factorial(d) - ln_factorial(p) - ln_factorial(q);
            let passive = 1.0 - detracting - promoting;
            (ways
                + d as f64 * detracting.ln()
                + p as f64 * passive.ln()
                + q as f64 * promoting.ln())
            .exp()
        };
        // A limit that meets the truth but for the last digit covers it.
        let inside = |i: &Interval| i.low <= truth + 1e-9 && truth <= i.high + 1e-9;
        samples.iter().filter(|(_, _, i)| inside(i)).map(|(d, q, _)| chance(*d, *q)).sum()
    };
    let all: Vec<f64> = grid().into_iter().map(covered).collect();
    assert_eq!(all.len(), 171);
    (all.iter().sum::<f64>() / 171.0, all.iter().copied().fold(1.0, f64::min))
}

#[test]
fn exact_coverage_at_ten_answers() {
    for (method, mean, least) in [
        (Method::AdjustedWald, 0.955, 0.930),
        (Method::Wald, 0.880, 0.649),
        (Method::Score, 0.963, 0.940),
        (Method::Mover, 0.948, 0.905),
    ] {
        let actual = coverage(10, method);
        assert!((actual.0 - mean).abs() < 0.0006, "{method:?}: mean {}", actual.0);
        assert!((actual.1 - least).abs() < 0.0006, "{method:?}: least {}", actual.1);
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014), uniform on 0..1.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn answer(&mut self, detracting: f64, promoting: f64) -> Score {
        let (class, within) = (self.next(), self.next());
        let value = if class < detracting {
            7.0 * within
        } else if class < detracting + promoting {
            9.0 + 2.0 * within
        } else {
            7.0 + 2.0 * within
        };
        Score::new(value as u8).unwrap()
    }
}

#[test]
fn simulated_coverage_of_the_default_report_at_ten_answers() {
    let mut chance = Chance(20_261_122);
    let (mut covered, mut all) = (0_u32, 0_u32);
    for (detracting, promoting) in grid() {
        let truth = 100.0 * (promoting - detracting);
        for _ in 0..400 {
            let tally: Tally = (0..10).map(|_| chance.answer(detracting, promoting)).collect();
            let interval = Report::of(&tally, &ReportOptions::default()).unwrap().interval.unwrap();
            covered += u32::from(interval.low <= truth && truth <= interval.high);
            all += 1;
        }
    }
    let share = f64::from(covered) / f64::from(all);
    assert!((0.94..=0.97).contains(&share), "{share}");
}
