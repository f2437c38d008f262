//! How a file was read is shown and can be changed: columns, encoding, sheet, filters.

use serde_json::{Value, json};

use super::read;
use crate::harness::Desk;
use crate::harness::checker::{RULES, brief, bring, check};

/// Sheets "Read me", "Answers" with three scores, "Others".
const WORKBOOK: &[u8] =
    include_bytes!("../../../crates/collector/tests/files/workbooks/report.xlsx");
const CSV: &str = "text/csv";

const TWO_QUESTIONS: &str = "survey,sent,answered,score,effort,why\n\
    loyalty,2026-10-01,2026-11-05,9,1,Good and quick\nloyalty,2026-10-02,2026-11-06,10,2,Kind people\n\
    help,2026-10-03,2026-11-07,,3,Nobody answered\nhelp,2026-10-04,2026-11-08,0,4,Too slow for us\n\
    loyalty,2026-10-05,2026-11-09,eleven,5,x\nhelp,2026-09-30,2026-11-09,8,5,fine\n";

/// What a row of the preview says, cell by cell.
async fn row(desk: &Desk, number: usize) -> Vec<String> {
    let script = "return [...document.querySelectorAll('#preview tbody tr')[arguments[0]].cells]\
                  .map(cell => cell.textContent)";
    let cells = desk.browser.run_with(script, vec![json!(number)]).await;
    cells.as_array().unwrap().iter().map(|cell| cell.as_str().unwrap().to_owned()).collect()
}

async fn says(desk: &Desk, selector: &str, words: &str) {
    let script =
        format!("document.querySelector('{selector}')?.textContent.includes({})", json!(words));
    desk.browser.until(&script).await;
}

#[tokio::test]
async fn columns_are_changed_and_five_rows_show_what_is_read() {
    let desk = Desk::at("#/results").await;
    read(&desk, "two.csv", TWO_QUESTIONS).await;
    says(&desk, "#read-from", "Scores from “score” · dates from “answered” · comments from “why”")
        .await;
    desk.unfold().await;
    let rows = "return document.querySelectorAll('#preview tbody tr').length";
    assert_eq!(desk.browser.run(rows).await, 5);
    assert_eq!(row(&desk, 0).await, ["9", "5 Nov 2026", "Good and quick", ""]);
    assert_eq!(row(&desk, 2).await, ["No score: in no figure"]);
    assert!(row(&desk, 4).await[0].contains("line 6, column \"score\""));
    desk.browser.run("document.getElementById('score-column').focus()").await;
    desk.put("score-column", "effort").await;
    says(&desk, "#n", "6").await;
    assert_eq!(row(&desk, 2).await[0], "3");
    // Whoever changes something keeps their place.
    assert_eq!(desk.browser.run("return document.activeElement.id").await, "score-column");
    desk.put("date-column", "sent").await;
    says(&desk, "#trend", "2026-09").await;
    assert_eq!(row(&desk, 0).await[1], "1 Oct 2026");
    desk.put("date-column", "").await;
    desk.browser.until("!document.querySelector('#trend')").await;
    desk.put("comment-column", "survey").await;
    says(&desk, "#comments", "loyalty").await;
    desk.put("segment-column", "why").await;
    says(&desk, "#preview", "Kind people").await;
    desk.put("comment-column", "").await;
    desk.browser.until("!document.querySelector('#comments')").await;
    desk.is_well().await;
}

#[tokio::test]
async fn the_order_of_day_and_month_is_changed() {
    let desk = Desk::at("#/results").await;
    read(&desk, "dates.csv", "date,score\n13/04/2026,9\n05/06/2026,10\n").await;
    says(&desk, "#trend", "2026-06").await;
    desk.put("date-order", "month").await;
    says(&desk, "#bad-rows", "13/04/2026").await;
    says(&desk, "#preview", "6 May 2026").await;
}

#[tokio::test]
async fn rows_are_filtered_and_the_filter_is_taken_away() {
    let desk = Desk::at("#/results").await;
    read(&desk, "two.csv", TWO_QUESTIONS).await;
    says(&desk, "#n", "4").await;
    desk.unfold().await;
    desk.put("filter-column", "survey").await;
    desk.put("filter-value", "LOYALTY").await;
    desk.press("add-filter").await;
    says(&desk, "#n", "2").await;
    says(&desk, "#filters li", "survey = LOYALTY").await;
    says(&desk, "#left-out", "3 rows left out").await;
    // Of two values for one column any will do.
    desk.put("filter-column", "survey").await;
    desk.put("filter-value", "help").await;
    desk.press("add-filter").await;
    says(&desk, "#n", "4").await;
    for left in [1, 0] {
        desk.browser.run("document.querySelector('#filters li button').click()").await;
        desk.browser
            .until(&format!("document.querySelectorAll('#filters li').length === {left}"))
            .await;
    }
    says(&desk, "#n", "4").await;
    desk.put("filter-column", "survey").await;
    desk.put("filter-value", "nothing").await;
    desk.press("add-filter").await;
    says(&desk, "#trouble", "No row has the values").await;
    desk.is_well().await;
}

#[tokio::test]
async fn letters_of_windows_are_kept_said_and_read_otherwise_on_request() {
    let desk = Desk::at("#/results").await;
    let text = b"score;comment\n9;sch\xf6n und gr\xfcndlich erkl\xe4rt\n3;\xfcberall zu sp\xe4t\n";
    desk.choose_file("answers-file", "umlauts.csv", CSV, text).await;
    says(&desk, "#read-from", "letters read as windows-1252").await;
    says(&desk, "#comments", "schön und gründlich erklärt").await;
    says(&desk, "#encoding option", "automatic: windows-1252").await;
    desk.put("encoding", "windows-1251").await;
    says(&desk, "#read-from", "letters read as windows-1251").await;
    says(&desk, "#comments", "schцn").await;
    desk.put("encoding", "").await;
    says(&desk, "#comments", "schön").await;
    desk.is_well().await;
}

#[tokio::test]
async fn a_workbook_is_read_by_the_sheet_with_scores_or_another() {
    let desk = Desk::at("#/results").await;
    desk.choose_file("answers-file", "report.xlsx", "", WORKBOOK).await;
    says(&desk, "#n", "3").await;
    says(&desk, "#read-from", "sheet “Answers”").await;
    says(&desk, "#read-options .notes", "above the header").await;
    assert_eq!(desk.browser.run("return !!document.getElementById('encoding')").await, false);
    desk.put("sheet", "Others").await;
    says(&desk, "#read-from", "sheet “Others”").await;
    says(&desk, "#share-detractor", "2").await;
    desk.is_well().await;
}

#[tokio::test]
async fn what_makes_a_figure_doubtful_stands_beside_it() {
    let desk = Desk::at("#/results").await;
    let classes = "score,Class\n9,Promoter\n3,Promoter\n8,Passive\n2,\n";
    read(&desk, "classes.csv", classes).await;
    says(&desk, "[data-code=classes_disagree]", "1 row has another class in “Class”").await;
    says(&desk, "[data-code=partly_classed]", "names a class for 3 answers and none for 1").await;
    let hundred = b"Rating\n100\n85\n40\n10\n0\n95\n";
    desk.choose_file("answers-file", "hundred.csv", CSV, hundred).await;
    says(&desk, "#trouble", "look like a scale of 0 to 100").await;
    desk.browser.run("document.querySelector('#trouble button').click()").await;
    says(&desk, "[data-code=other_scale]", "Only the rows that fit").await;
}

/// Also unfolded, in light and dark, on the smallest phone.
#[tokio::test]
async fn the_choices_break_no_rule_and_fit_a_phone() {
    let desk = Desk::at("#/results").await;
    read(&desk, "two.csv", TWO_QUESTIONS).await;
    desk.put("filter-column", "survey").await;
    desk.put("filter-value", "loyalty").await;
    desk.press("add-filter").await;
    says(&desk, "#left-out", "3 rows left out").await;
    desk.unfold().await;
    for (theme, width) in [("light", 1280), ("dark", 375), ("light", 320)] {
        desk.browser.resize(width, 900).await;
        desk.browser.prefer("prefers-color-scheme", theme).await;
        bring(&desk.browser).await;
        let found = check(&desk.browser, &RULES.map(Value::from)).await;
        let broken = brief(&found["violations"]);
        assert!(broken.is_empty(), "{theme} {width}: {broken:#?}");
        let wider =
            "const page = document.scrollingElement; return page.scrollWidth - page.clientWidth";
        assert!(desk.browser.run(wider).await.as_i64().unwrap() <= 0, "{width}");
        let over = "const box = document.querySelector('#read-options'); const edge = box.getBoundingClientRect().right;\
                    return [...box.querySelectorAll('*')].filter(part => part.getBoundingClientRect().right > edge + 1)\
                    .map(part => part.outerHTML.slice(0, 80))";
        assert_eq!(desk.browser.run(over).await, json!([]), "{width}");
    }
}

#[tokio::test]
async fn the_reader_is_fetched_when_there_is_a_file_to_read() {
    let desk = Desk::at("#/results").await;
    let fetched =
        "performance.getEntriesByType('resource').some(file => file.name.includes('reader'))";
    assert_eq!(desk.browser.run(&format!("return {fetched}")).await, false);
    read(&desk, "a.csv", "score\n9\n10\n").await;
    desk.browser.until(fetched).await;
}

#[tokio::test]
async fn broken_files_end_in_a_sentence_or_a_figure() {
    let desk = Desk::at("#/results").await;
    let wide = format!("{}score\n{}9\n", "a,".repeat(4_096), "x,".repeat(4_096));
    for (name, bytes, words) in [
        ("cut.xlsx", &WORKBOOK[..WORKBOOK.len() / 2], "This is no workbook"),
        ("wide.csv", wide.as_bytes(), "more than 4\u{202f}096 columns"),
        ("empty.csv", b"", "The file is empty"),
    ] {
        desk.choose_file("answers-file", name, CSV, bytes).await;
        says(&desk, "#trouble", words).await;
    }
    desk.choose_file("answers-file", "line.csv", CSV, b"score,comment").await;
    says(&desk, "#interval", "No answers yet").await;
    let half = &TWO_QUESTIONS.as_bytes()[..TWO_QUESTIONS.len() / 2];
    desk.choose_file("answers-file", "half.csv", CSV, half).await;
    says(&desk, "#n", "2").await;
    let nul = TWO_QUESTIONS.replace("Kind people", "Kind\0people");
    desk.choose_file("answers-file", "nul.csv", CSV, nul.as_bytes()).await;
    says(&desk, "#n", "4").await;
    desk.is_well().await;
}
