//! A report and its parts as rows of cells, for tables and for CSV.

use outoften_core::bands::Band;
use outoften_core::report::Footing;
use outoften_core::result::Segment;
use outoften_core::{Class, Report, Score};

use super::output::{decimals, p_value, plain};

/// The columns of CSV.
pub(super) const HEADER: [&str; 29] = [
    "kind",
    "name",
    "n",
    "detractors",
    "passives",
    "promoters",
    "nps",
    "nps_rounded",
    "variance",
    "standard_error",
    "method",
    "level",
    "low",
    "high",
    "count_0",
    "count_1",
    "count_2",
    "count_3",
    "count_4",
    "count_5",
    "count_6",
    "count_7",
    "count_8",
    "count_9",
    "count_10",
    "bad_rows",
    "difference",
    "p_value",
    "p_value_adjusted",
];

fn cells(kind: &str, name: &str, report: &Report) -> Vec<String> {
    let interval = report.interval;
    let mut cells = vec![kind.to_owned(), name.to_owned()];
    let counts = [report.n, report.detractors, report.passives, report.promoters];
    cells.extend(counts.iter().map(u64::to_string));
    cells.push(plain(report.nps));
    cells.push(report.nps_rounded.map_or(String::new(), |points| points.to_string()));
    cells.extend([plain(report.variance), plain(report.standard_error)]);
    cells.push(interval.map_or(String::new(), |interval| interval.method.name().to_owned()));
    cells.push(plain(interval.map(|interval| interval.level.get())));
    cells.push(plain(interval.map(|interval| interval.low)));
    cells.push(plain(interval.map(|interval| interval.high)));
    cells.extend(report.counts.iter().map(u64::to_string));
    cells
}

/// The whole, as a row of CSV.
pub(super) fn whole_row(report: &Report, bad_rows: u64) -> Vec<String> {
    let mut row = cells("all", "", report);
    row.push(bad_rows.to_string());
    row.resize(HEADER.len(), String::new());
    row
}

/// The parts, as rows of CSV.
pub(super) fn rows(kind: &str, parts: &[Segment<Report>]) -> Vec<Vec<String>> {
    let row = |part: &Segment<Report>| {
        let mut row = cells(kind, &part.name, &part.result);
        row.push(String::new());
        row.push(plain(part.difference.map(|difference| difference.difference)));
        row.push(plain(part.difference.and_then(|difference| difference.p_value)));
        row.push(plain(part.p_value_adjusted));
        row
    };
    parts.iter().map(row).collect()
}

fn row(name: &str, cells: &[String]) -> Vec<String> {
    [&[name.to_owned()], cells].concat()
}

/// The whole, as a table for people.
pub(super) fn summary(report: &Report, bad_rows: u64) -> Vec<Vec<String>> {
    let mut rows = estimate(report);
    rows.push(row("answers", &[report.n.to_string()]));
    let classes = [
        (Class::Detractor, report.detractors),
        (Class::Passive, report.passives),
        (Class::Promoter, report.promoters),
    ];
    for (class, count) in classes {
        rows.push(row(&format!("{}s", class.name()), &[count.to_string(), share(count, report.n)]));
    }
    for (score, count) in Score::all().zip(report.counts) {
        let cells = [count.to_string(), share(count, report.n), bar(count, report.n)];
        rows.push(row(&format!("  score {score}"), &cells));
    }
    if bad_rows > 0 {
        rows.push(row("bad rows, not counted", &[bad_rows.to_string()]));
    }
    match report.footing() {
        Footing::TooFew => rows.push(row("fewer than 5 answers: no interval", &[])),
        Footing::Few => rows.push(row("fewer than 30 answers: read with care", &[])),
        Footing::NoData | Footing::Enough => {}
    }
    rows
}

/// The score with its interval and the bands of all three.
fn estimate(report: &Report) -> Vec<Vec<String>> {
    let (Some(points), Some(rounded)) = (report.nps, report.nps_rounded) else {
        return vec![row("NPS", &["no answers yet".to_owned()])];
    };
    let mut rows = vec![row("NPS", &[rounded.to_string(), format!("({})", decimals(points, 1))])];
    if let Some(interval) = report.interval {
        let percent = decimals(100.0 * interval.level.get(), 1);
        let percent = percent.trim_end_matches(".0");
        let (low, high) = (decimals(interval.low, 1), decimals(interval.high, 1));
        rows.push(row(&format!("{percent} % interval, {}", interval.method.name()), &[low, high]));
        let (low, high) = Band::range(&interval);
        let range = format!("({} to {})", low.name(), high.name());
        let range = if low == high { String::new() } else { range };
        rows.push(row("bands attributed to Bain", &[Band::of(points).name().to_owned(), range]));
    }
    rows
}

fn share(count: u64, n: u64) -> String {
    if n == 0 {
        String::new()
    } else {
        format!("{} %", decimals(100.0 * count as f64 / n as f64, 1))
    }
}

/// Twenty places for all answers.
fn bar(count: u64, n: u64) -> String {
    let places = if n == 0 { 0.0 } else { 20.0 * count as f64 / n as f64 };
    format!("{:<20}", "\u{2588}".repeat(places.round() as usize))
}

/// The parts, as a table for people.
pub(super) fn overview(kind: &str, parts: &[Segment<Report>]) -> Vec<Vec<String>> {
    let against = if kind == "segment" { "against the rest" } else { "against the one before" };
    let head = [kind, "n", "NPS", "low", "high", against, "adjusted p"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for part in parts {
        let name = if part.name.is_empty() { "(none)" } else { &part.name };
        let limits = part.result.interval.map_or((String::new(), String::new()), |interval| {
            (decimals(interval.low, 1), decimals(interval.high, 1))
        });
        rows.push(vec![
            name.to_owned(),
            part.result.n.to_string(),
            part.result.nps_rounded.map_or(String::new(), |points| points.to_string()),
            limits.0,
            limits.1,
            part.difference.map_or(String::new(), |d| signed(d.difference)),
            part.p_value_adjusted.map_or(String::new(), p_value),
        ]);
    }
    rows
}

/// A difference in points with its sign.
pub(super) fn signed(points: f64) -> String {
    let text = decimals(points, 1);
    if points > 0.0 && text != "0.0" { format!("+{text}") } else { text }
}
