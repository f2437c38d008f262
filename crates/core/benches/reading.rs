//! How fast a file of answers is scored, against splitting it into fields with the same library.
//!
//! `cargo bench -p outoften-core`; whole processes, memory and DuckDB: `whole_process.py` beside
//! this file.

// A bench may stop at the first surprise, as a test may.
#![allow(clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use outoften_core::metric::Metric;
use outoften_core::reading::{Period, ReadOptions, Reading, Scored};
use outoften_core::result::{Segment, against_previous, against_rest};
use outoften_core::{Interval, Level, Method, Nps, Report, ReportOptions};

/// Score, date, segment and comment, the same each time.
fn file(rows: u64) -> String {
    let mut file = String::from("score,date,segment,comment\n");
    let mut state = 20_261_122_u64;
    for row in 0..rows {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let chance = state >> 33;
        let day = row * 730 / rows;
        let (month, day) = (day / 31 % 12 + 1, day % 28 + 1);
        let segment = ["free", "team", "business", "enterprise"][(chance % 4) as usize];
        let comment = ["", "fine", "\"slow, and late\"", "the people were kind and quick"];
        let comment = comment[(chance / 4 % 4) as usize];
        let score = chance / 16 % 11;
        writeln!(file, "{score},2026-{month:02}-{day:02},{segment},{comment}").unwrap_or_default();
    }
    file
}

fn scored(file: &[u8]) -> Scored {
    let options = ReadOptions {
        segment_column: Some("segment".into()),
        dates: true,
        ..ReadOptions::default()
    };
    let mut scored = Scored::new(true, Some(Period::Month));
    let mut reading = Reading::new(options);
    for chunk in file.chunks(1 << 18) {
        reading.push(chunk, &mut scored).unwrap_or_else(|why| panic!("{why}"));
    }
    reading.finish(&mut scored).unwrap_or_else(|why| panic!("{why}"));
    scored
}

fn split(file: &[u8]) -> u64 {
    let mut reader = csv_core::Reader::new();
    let (mut fields, mut ends) = (vec![0; 1 << 16], [0; 64]);
    let (mut rest, mut records) = (file, 0);
    loop {
        let (result, used, _, _) = reader.read_record(rest, &mut fields, &mut ends);
        rest = &rest[used..];
        match result {
            csv_core::ReadRecordResult::Record => records += 1,
            csv_core::ReadRecordResult::End => return records,
            _ => {}
        }
    }
}

fn reading(criterion: &mut Criterion) {
    let file = file(200_000);
    let mut group = criterion.benchmark_group("file of 200,000 rows");
    group.throughput(Throughput::Bytes(file.len() as u64)).sample_size(20);
    group.bench_function("split into fields", |bench| bench.iter(|| split(file.as_bytes())));
    group.bench_function("score by segment and month", |bench| {
        bench.iter(|| {
            let scored = scored(file.as_bytes());
            let (metric, options) = (Metric::Nps, ReportOptions::default());
            let (segments, periods) = (scored.segments(), scored.periods());
            let segments: Vec<Segment<Report>> =
                against_rest(metric, &segments, &scored.tally, &options);
            let periods: Vec<Segment<Report>> = against_previous(metric, &periods, &options);
            black_box((segments, periods))
        });
    });
    group.finish();
}

fn intervals(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("interval");
    let Some(nps) = Nps::from_classes(123, 456, 789) else { return };
    for method in Method::ALL.iter().copied() {
        group.bench_function(method.name(), |bench| {
            bench.iter(|| Interval::of(black_box(nps), method, Level::P95));
        });
    }
    group.finish();
}

criterion_group!(benches, reading, intervals);
criterion_main!(benches);
