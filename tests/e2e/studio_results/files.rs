//! Files that are dropped into the results page.

use super::{example, read};
use crate::harness::Desk;

#[tokio::test]
async fn a_file_becomes_a_report_and_nothing_is_uploaded() {
    let desk = Desk::at("#/results").await;
    let asked = "return performance.getEntriesByType('resource').length";
    let before = desk.browser.run(asked).await.as_u64().unwrap();
    let rows: String =
        (0..20).map(|n| format!("2026-0{}-03,{},ok\n", 1 + n % 2, 9 - n % 3)).collect();
    read(&desk, "mine.csv", &format!("date,score,comment\n{rows}2026-02-01,,\n2026-02-01,11,x\n"))
        .await;
    assert!(desk.text("#n").await.starts_with("20"));
    assert!(desk.text("#nps").await.contains("+35"), "{}", desk.text("#nps").await);
    assert!(desk.text("#bad-rows").await.contains("line 23"), "{}", desk.text("#bad-rows").await);
    assert!(desk.text("#displays").await.contains("Rows"));
    // Only the reader's own start came from anywhere.
    let after = desk.browser.run(asked).await.as_u64().unwrap();
    assert!(after - before <= 1, "{before} requests before, {after} after");
    desk.is_well().await;
}

#[tokio::test]
async fn the_example_is_read_by_week_month_and_quarter() {
    let desk = example().await;
    let periods = "return document.querySelectorAll('#trend tbody tr').length";
    assert_eq!(desk.browser.run(periods).await, 9);
    desk.press("period-quarter").await;
    desk.browser.until("document.querySelectorAll('#trend tbody tr').length === 3").await;
    desk.press("period-week").await;
    desk.browser.until("document.querySelectorAll('#trend tbody tr').length > 30").await;
    assert!(
        desk.browser.run("return document.querySelectorAll('#segments tbody tr').length").await
            == 3
    );
}

#[tokio::test]
async fn a_sure_change_is_marked_and_a_chance_one_is_not() {
    let desk = Desk::at("#/results").await;
    let month = |month: u32, tens: u32, of: u32| -> String {
        (0..of).map(|n| format!("2026-0{month}-05,{}\n", if n < tens { 10 } else { 0 })).collect()
    };
    let text =
        format!("date,score\n{}{}{}", month(1, 60, 100), month(2, 62, 100), month(3, 95, 100));
    read(&desk, "steps.csv", &text).await;
    assert_eq!(
        desk.browser.run("return document.querySelectorAll('#trend .changed').length").await,
        1
    );
    assert!(
        desk.text("#trend")
            .await
            .contains("The rise from +24 to +90 in 2026-03 is more than chance.")
    );
    let verdict = desk.text("#versus-verdict").await;
    assert!(
        verdict.contains("The rise from +24 in 2026-02 to +90 in 2026-03 is more than chance"),
        "{verdict}"
    );
    desk.put("versus-first", "0").await;
    desk.put("versus-second", "1").await;
    desk.browser
        .until("document.querySelector('#versus-verdict').textContent.includes('could be chance')")
        .await;
}

#[tokio::test]
async fn comments_are_searched_and_sorted_by_class() {
    let desk = example().await;
    desk.put("comment-class", "detractor").await;
    desk.browser.until("[...document.querySelectorAll('.comments .badge')].every(badge => badge.classList.contains('detractor'))").await;
    desk.put("comment-search", "SLOW").await;
    desk.browser
        .until(
            "[...document.querySelectorAll('.comments p')].every(p => /slow/i.test(p.textContent))",
        )
        .await;
    desk.put("comment-search", "no such words").await;
    desk.browser.until("document.querySelector('.none-found').checkVisibility()").await;
    let slow = "document.querySelector('#themes .detractor').textContent.includes('slow')";
    desk.browser.until(slow).await;
}

#[tokio::test]
async fn what_was_read_is_still_there_after_another_page() {
    let desk = example().await;
    desk.turn_to("#/calculator").await;
    desk.turn_to("#/results").await;
    desk.browser.until("document.querySelector('#comments .comments li')").await;
    desk.press("period-quarter").await;
    desk.browser.until("document.querySelectorAll('#trend tbody tr').length === 3").await;
}

#[tokio::test]
async fn an_unclear_file_asks_and_then_reads() {
    let desk = Desk::at("#/results").await;
    desk.choose_file("answers-file", "two.csv", "text/csv", b"alpha,beta\n9,1\n10,2\n8,3\n").await;
    desk.browser.until("document.querySelectorAll('#trouble button').length === 2").await;
    desk.browser.run("document.querySelector('#trouble button').click()").await;
    desk.browser.until("document.querySelector('#n')?.textContent.startsWith('3')").await;
    let order = b"date,score\n03/04/2026,9\n05/06/2026,10\n";
    desk.choose_file("answers-file", "dates.csv", "text/csv", order).await;
    desk.browser
        .until("document.querySelector('#trouble')?.textContent.includes('03/04/2026')")
        .await;
    desk.browser.run("document.querySelectorAll('#trouble button')[1].click()").await;
    desk.browser.until("document.querySelector('#trend')?.textContent.includes('2026-05')").await;
}
