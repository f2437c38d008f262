//! Metrics other than recommending: their own figures, never a score of promoters.

use super::read;
use crate::harness::Desk;

fn answers(column: &str, counts: &[(u8, u32)]) -> String {
    let lines: String =
        counts.iter().map(|(value, times)| format!("{value}\n").repeat(*times as usize)).collect();
    format!("{column}\n{lines}")
}

async fn figure(metric: &str, column: &str, counts: &[(u8, u32)]) -> Desk {
    let desk = Desk::at("#/results").await;
    desk.put("question", metric).await;
    read(&desk, "answers.csv", &answers(column, counts)).await;
    desk
}

#[tokio::test]
async fn satisfaction_is_a_share() {
    let counts = [(1, 10), (2, 10), (3, 13), (4, 32), (5, 42)];
    let desk = figure("csat", "csat", &counts).await;
    let shown = desk.text("#nps").await;
    assert!(shown.contains("CSAT") && shown.contains("69"), "{shown}");
    assert!(!desk.text("#report").await.contains("NPS"));
    assert_eq!(desk.browser.run("return !!document.querySelector('#benchmark')").await, false);
}

#[tokio::test]
async fn effort_is_a_mean_of_its_own_scale() {
    let desk = figure("ces1", "effort", &[(1, 20), (2, 15), (3, 8), (4, 4), (5, 3)]).await;
    assert!(desk.text("#nps").await.contains("2.1"), "{}", desk.text("#nps").await);
    assert!(desk.text("#score").await.contains("Lower is better"));
    let desk = figure("ces2", "ease", &[(1, 1), (3, 2), (4, 3), (5, 10), (6, 20), (7, 14)]).await;
    assert!(desk.text("#nps").await.contains("5.7"));
    let bars = "return document.querySelectorAll('#distribution rect').length";
    assert_eq!(desk.browser.run(bars).await, 7);
}

#[tokio::test]
async fn missing_the_brand_has_four_shares() {
    let desk = figure("fxf", "fxf", &[(2, 10), (5, 22), (8, 28), (10, 40)]).await;
    assert!(desk.text("#nps").await.contains("+8"), "{}", desk.text("#nps").await);
    assert_eq!(desk.browser.run("return document.querySelectorAll('.share').length").await, 4);
    assert!(!desk.text("#report").await.contains("Detractors"));
}
