//! Answers leaving and entering as files.

use serde_json::json;

use crate::server::{Database, Server, answer, on_each_engine};

on_each_engine!(
    an_export_is_complete_and_harmless,
    another_tools_export_comes_in_once,
    days_that_are_no_longer_kept_are_not_imported,
    a_file_that_is_no_export_is_explained,
    imported_answers_are_not_among_the_asked,
    an_import_takes_what_the_command_line_takes,
    contradicting_dates_leave_nothing_behind,
);

const PATH: &str = "/v1/surveys/acme";

async fn an_export_is_complete_and_harmless(database: Database) {
    let server = Server::start(&database).await;
    let comments = [
        "=HYPERLINK(\"http://evil\")",
        "+1",
        "-1",
        "@x",
        "\t=1",
        "fine\n=1+1",
        "\u{ff1d}1",
        " =1",
        "quote \" and, comma",
        "ünïcode 🙂",
        "<script>alert(1)</script>",
    ];
    for (number, comment) in comments.iter().enumerate() {
        let mut body = answer(&format!("{number:0>8}"), 1, number as u32 % 11);
        body["comment"] = (*comment).into();
        assert_eq!(server.post(&body).await.status, 202);
    }
    let file = server.admin("GET", &format!("{PATH}/export"), b"").await;
    assert_eq!(file.header("content-disposition"), Some("attachment; filename=\"acme.csv\""));
    let cells = |file: &crate::client::Reply| -> Vec<String> {
        let mut reader = csv::Reader::from_reader(&file.body[..]);
        reader.records().map(|record| record.unwrap()[5].to_owned()).collect()
    };
    for (cell, comment) in cells(&file).iter().zip(comments) {
        let is_formula =
            |line: &str| line.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}']);
        assert!(!cell.split('\n').any(is_formula), "{cell:?}");
        let lines = cell.split('\n').map(|line| line.strip_prefix('\'').unwrap_or(line));
        assert_eq!(lines.collect::<Vec<_>>().join("\n"), comment, "nothing is lost");
    }
    let raw = server.admin("GET", &format!("{PATH}/export?raw=1"), b"").await;
    assert_eq!(cells(&raw), comments);
    let lines = server.admin("GET", &format!("{PATH}/export?format=jsonl"), b"").await.text();
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), comments.len());
    assert_eq!((&lines[3]["comment"], &lines[3]["score"]), (&json!("@x"), &json!(3)));
    assert_eq!(lines[3]["received_at"], "2027-01-15T08:00:00Z");
}

/// Retention has deleted the answers of those days: of a row that comes again nobody could tell
/// whether it has been counted.
async fn days_that_are_no_longer_kept_are_not_imported(database: Database) {
    let server = Server::start(&database).await;
    let file = "score,date\n9,2027-01-14\n9,2027-01-13\n2,2027-01-12\n,2027-01-12\n";
    let import = async || {
        let path = format!("{PATH}/import?score=score&date=date");
        let reply = server.admin("POST", &path, file.as_bytes()).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    };
    let first = import().await;
    assert_eq!((&first["stored"], &first["too_old"]), (&json!(3), &json!(0)));
    let store = &server.state.store;
    let today = server.state.clock.now().day();
    assert_eq!(store.retain_from(today - 2).await.unwrap(), 1);
    let again = import().await;
    assert_eq!(
        (&again["stored"], &again["known"], &again["too_old"], &again["unanswered"]),
        (&json!(0), &json!(2), &json!(1), &json!(1)),
    );
    assert_eq!(store.recount().await.unwrap(), Vec::<String>::new());
    assert_eq!(server.results().await["n"], 3, "the file's answers, each once");
}

async fn another_tools_export_comes_in_once(database: Database) {
    let server = Server::start(&database).await;
    let mut file = String::from("When,Recommend score,Comment,Plan\n");
    for number in 0..1200 {
        file += &format!("2026-10-{:0>2},{},same words,pro\n", number % 28 + 1, number % 11);
    }
    file += "2026-10-01,,nothing said,pro\n2026-10-01,11,too much,pro\n";
    let path =
        format!("{PATH}/import?score=Recommend+score&comment=Comment&date=When&segment=Plan");
    let first = server.admin("POST", &path, file.as_bytes()).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let first = first.json();
    assert_eq!((&first["stored"], &first["known"]), (&json!(1200), &json!(0)), "{first}");
    assert_eq!((&first["unanswered"], &first["bad_rows"]), (&json!(1), &json!(1)), "{first}");
    let again = server.admin("POST", &path, file.as_bytes()).await.json();
    assert_eq!((&again["stored"], &again["known"]), (&json!(0), &json!(1200)));
    let report = server.results().await;
    assert_eq!((&report["n"], &report["counts"][0]), (&json!(1200), &json!(110)));
    let pro = server.admin("GET", &format!("{PATH}/results?segment=pro&to=2026-10-31"), b"").await;
    assert_eq!(pro.json()["n"], 1200);
    assert!(server.state.store.recount().await.unwrap().is_empty());
}

async fn a_file_that_is_no_export_is_explained(database: Database) {
    let server = Server::start(&database).await;
    for (file, code) in [
        (&b""[..], "empty"),
        (b"PK\x03\x04 no workbook", "broken_workbook"),
        (b"score\n9\n", "no_date_column"),
        (b"name,city\nAna,Skopje\n", "no_score_column"),
    ] {
        let reply = server.admin("POST", &format!("{PATH}/import"), file).await;
        assert_eq!((reply.status, reply.json()["code"].as_str()), (422, Some(code)));
    }
    let missing = server.admin("POST", &format!("{PATH}/import?score=Rating"), b"a,b\n1,2\n").await;
    assert_eq!(missing.json()["code"], "no_such_column");
    assert_eq!(server.results().await["n"], 0);
}

/// Nobody counted their displays, so they are no part of the response rate.
async fn imported_answers_are_not_among_the_asked(database: Database) {
    let server = Server::start(&database).await;
    assert_eq!(server.post(&answer("asked-1", 1, 9)).await.status, 202);
    let mut file = String::from("score,comment\n");
    for number in 0..50 {
        file += &format!("{},said {number}\n", number % 11);
    }
    let reply = server.admin("POST", &format!("{PATH}/import?undated=1"), file.as_bytes()).await;
    assert_eq!(reply.json()["stored"], 50, "{}", reply.text());
    let funnel = server.admin("GET", &format!("{PATH}/results/displays"), b"").await.json();
    assert_eq!((&funnel["scored"], &funnel["commented"]), (&json!(1), &json!(0)), "{funnel}");
    assert_eq!(server.results().await["n"], 51);
}

/// Workbooks, packed files, encodings and filters, as of `outoften import`.
async fn an_import_takes_what_the_command_line_takes(database: Database) {
    let server = Server::start(&database).await;
    let import = async |query: &str, file: &[u8]| {
        server.admin("POST", &format!("{PATH}/import{query}"), file).await
    };
    let workbook = format!("{}/tests/files/workbooks/report.xlsx", env!("CARGO_MANIFEST_DIR"));
    let workbook = std::fs::read(workbook).unwrap();
    let reply = import("", &workbook).await;
    let stored = reply.json()["stored"].as_u64();
    assert!(reply.status == 200 && stored > Some(0), "{}", reply.text());
    assert!(reply.json()["decided"][0].as_str().unwrap().starts_with("sheet \""));
    let none = import("?sheet=No+such", &workbook).await;
    assert_eq!((none.status, none.json()["code"].as_str()), (422, Some("no_such_sheet")));

    let file = b"score;date;plan;why\n9;2026-11-01;pro;sch\xf6n\n3;2026-11-02;free;z\xe4h\n";
    let latin = import("?where=plan%3Dpro&where=plan%3Dteam", file).await.json();
    assert_eq!((&latin["stored"], &latin["left_out"]), (&json!(1), &json!(1)), "{latin}");
    assert!(latin["decided"][0].as_str().unwrap().starts_with("read as "), "{latin}");
    let named = import("?encoding=windows-1252", file).await.json();
    assert_eq!((&named["stored"], &named["known"]), (&json!(1), &json!(1)), "{named}");

    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, b"score\n9\n8\n").unwrap();
    let packed = packed.finish().unwrap();
    assert_eq!(import("?undated=1", &packed).await.json()["stored"], 2);

    for (query, field) in [
        ("?encoding=latin-9000", "encoding"),
        ("?where=plan", "where"),
        ("?undated=maybe", "undated"),
        ("?date=date&undated=1", "undated"),
        ("?date_order=ymd", "date_order"),
        ("?score=a&score=b", "query"),
    ] {
        let reply = import(query, b"score\n9\n").await;
        assert_eq!((reply.status, &reply.json()["field"]), (422, &json!(field)), "{query}");
    }
    assert!(server.state.store.recount().await.unwrap().is_empty());
}

/// What was stored before the contradiction would be in the wrong months.
async fn contradicting_dates_leave_nothing_behind(database: Database) {
    let server = Server::start(&database).await;
    let mut file = String::from("score,date,n\n");
    for number in 0..60_000 {
        file += &format!("9,25/01/2026,{number} of many rows\n");
    }
    file += "3,01/26/2026,last\n";
    let reply = server.admin("POST", &format!("{PATH}/import"), file.as_bytes()).await;
    assert_eq!((reply.status, reply.json()["code"].as_str()), (422, Some("mixed_dates")));
    assert_eq!(server.results().await["n"], 0);
    let path = format!("{PATH}/import?date_order=dmy");
    let told = server.admin("POST", &path, &file.as_bytes()[..400]).await;
    assert!(told.json()["stored"].as_u64() > Some(5));
}
