//! JSON: objects on lines, and lists of objects.

use crate::read::text;

#[test]
fn a_list_of_objects_is_read_like_lines() {
    let list = "[\n  {\"npsScore\": 9, \"user\": {\"plan\": \"pro\"}, \"comment\": \"a, \\\"b\\\" ]}\"},\n  \
                {\"npsScore\": null},\n  {\"npsScore\": 3, \"comment\": \"slow\"}\n]\n";
    let outcome = text(list).unwrap();
    assert_eq!(outcome.numbers(), (2, 1, 0));
    assert_eq!(outcome.columns.names, ["comment", "npsScore", "user.plan"]);
    for file in ["[{\"score\":9},{\"score\":10}]", "[ {\"score\":9}\n,{\"score\":10} ] \n\n"] {
        assert_eq!(text(file).unwrap().numbers(), (2, 0, 0), "{file}");
    }
}

#[test]
fn what_is_no_object_of_a_list_is_a_bad_row_with_its_line() {
    let outcome =
        text("[{\"score\": 9},\n 7,\n {\"score\": 8}, {\"score\": 10},\n {\"sco").unwrap();
    assert_eq!(outcome.numbers(), (3, 0, 2));
    let lines: Vec<u64> = outcome.scored.first_bad_rows.iter().map(|bad| bad.line).collect();
    assert_eq!(lines, [2, 4]);
    assert!(outcome.scored.first_bad_rows[0].to_string().contains("a JSON object"));
}

#[test]
fn json_of_another_form_is_refused_in_a_sentence() {
    for (file, found) in [
        ("{\n  \"score\": 9\n}\n", "JSON of another form"),
        ("{\"responses\":[{\"score\":9},{\"score\":8}]}\n", "a JSON object around a list"),
        ("[1, 2, 3]", "JSON of another form"),
        ("[]", "JSON of another form"),
    ] {
        let why = text(file).unwrap_err();
        assert_eq!(why.code(), "not_a_table", "{file}");
        assert!(why.to_string().contains(found), "{why}");
        assert!(why.to_string().contains("a list") || why.to_string().contains("the list"));
    }
    // A name in brackets is none of it.
    assert_eq!(text("[Score],[Plan]\n9,a\n8,b\n").unwrap().numbers(), (2, 0, 0));
}
