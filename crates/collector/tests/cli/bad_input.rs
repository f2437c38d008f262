//! Wrong usage ends with 2, what cannot be done with 1, and both say what to do.

use crate::program::{Files, run, run_with};

#[test]
fn bad_values_name_the_range() {
    let score = "score --counts 0,0,0,10,0,0,0,20,0,0,70";
    for (arguments, expected) in [
        ("score --counts 1,2,3,4,5,6,7,8,9,10".to_owned(), "eleven for 0 to 10"),
        ("score --counts 0,0,0,0,0,0,0,0,0,0,-1".to_owned(), "whole number from 0 up"),
        ("score --counts 0,0,0,0,0,0,0,0,0,0,NaN".to_owned(), "whole number from 0 up"),
        ("score --counts -1,0,0,0,0,0,0,0,0,0,1".to_owned(), "whole number from 0 up"),
        (format!("{score} --level 0"), "between 0 and 1"),
        (format!("{score} --level 1"), "between 0 and 1"),
        (format!("{score} --level NaN"), "between 0 and 1"),
        (format!("{score} --population 99"), "not below the number of answers"),
        ("sample-size --margin 0".to_owned(), "above 0 and at most 100"),
        ("sample-size --margin -5".to_owned(), "above 0 and at most 100"),
        ("sample-size --margin 5 --shares 0.2,0.3".to_owned(), "three numbers"),
        ("sample-size --margin 5 --shares 0.2,0.3,0.6".to_owned(), "add up to 1"),
        ("sample-size --margin 5 --variance 2".to_owned(), "at most 1"),
        ("sample-size --difference 5 --power 1".to_owned(), "between 0.5 and 1"),
        ("metric ces --counts 1,2,3".to_owned(), "one whole number per step"),
        ("metric csat --counts 1,2,3,4,5,6,7".to_owned(), "one whole number per step"),
    ] {
        let outcome = run(&arguments);
        assert_eq!(outcome.code, 1, "{arguments}: {outcome:?}");
        assert!(outcome.err.contains(expected), "{arguments}: {}", outcome.err);
        assert!(outcome.out.is_empty(), "{arguments}: {}", outcome.out);
    }
}

#[test]
fn wrong_usage_ends_with_two() {
    for arguments in [
        "score",
        "score --counts 1 file.csv",
        "score --format xml x",
        "compare",
        "compare a b c",
        "compare --counts-a 1",
        "compare --counts-a 1 --counts-b 2 --method score",
        "sample-size",
        "sample-size --margin 5 --difference 5",
        "metric",
        "eligible",
        "eligible --now yesterday",
    ] {
        let outcome = run(arguments);
        assert_eq!(outcome.code, 2, "{arguments}: {outcome:?}");
    }
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let files = Files::new();
    let missing = files.path("missing.csv");
    let outcome = run(&format!("score {}", missing.display()));
    assert_eq!(outcome.code, 1);
    assert!(outcome.err.contains("missing.csv"), "{}", outcome.err);
    for (content, expected) in [
        (&b""[..], "the file is empty"),
        (b"name,city\nAna,Lima\n", "no column looks like scores"),
        (b"score,score\n9,1\n", "more than one column"),
        (b"PK\x03\x04zip", "save the sheet as CSV"),
        // "Оценка" in UTF-16 without a mark: no letter has a zero byte.
        (
            b"\x1e\x04\x46\x04\x35\x04\x3d\x04\x3a\x04\x30\x04\n\x009\0\n\x003\0\n\0",
            "--encoding utf-16le",
        ),
        (b"\x1f\x8bnot really gzip", "answers"),
    ] {
        let path = files.write("answers", content);
        let outcome = run(&format!("score {path}"));
        assert_eq!(outcome.code, 1, "{outcome:?}");
        assert!(outcome.err.contains(expected), "{expected}: {}", outcome.err);
    }
}

#[test]
fn a_header_only_is_no_data() {
    let outcome = run_with(&["score", "-", "--format", "json"], b"score,comment\n");
    let value = outcome.json();
    assert_eq!((value["n"].as_u64(), value["nps"].as_f64()), (Some(0), None));
}

#[test]
fn a_five_point_scale_is_pointed_out() {
    let file = format!("score\n{}", "4\n5\n".repeat(10));
    let outcome = run_with(&["score", "-"], file.as_bytes());
    assert!(outcome.err.contains("scale of 1 to 5"), "{}", outcome.err);
}
