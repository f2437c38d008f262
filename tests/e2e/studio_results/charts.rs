//! Charts and what can be taken along: pictures, drawings, figures, a printed page.

use serde_json::json;

use super::example;
use crate::harness::Desk;

const CHARTS: [&str; 3] = ["distribution", "trend", "segments"];

#[tokio::test]
async fn each_chart_is_saved_as_drawing_picture_and_figures() {
    let desk = example().await;
    for chart in CHARTS {
        desk.press(&format!("{chart}-svg")).await;
        let (name, bytes) = desk.saved().await;
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(name, format!("{chart}.svg"));
        assert!(text.contains("<svg") && text.contains("fill=\"rgb("), "{chart}");
        desk.press(&format!("{chart}-csv")).await;
        let (_, bytes) = desk.saved().await;
        let table = String::from_utf8(bytes).unwrap();
        let rows = format!("return document.querySelectorAll('#{chart} tbody tr').length");
        let rows = desk.browser.run(&rows).await.as_u64().unwrap();
        assert_eq!(table.lines().count() as u64, rows + 1, "{chart}: {table}");
        desk.press(&format!("{chart}-png")).await;
        let (name, bytes) = desk.saved().await;
        assert_eq!(name, format!("{chart}.png"));
        assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n", "{chart}");
    }
}

#[tokio::test]
async fn the_report_prints_on_one_page() {
    let desk = example().await;
    let paper = json!({"printBackground": true, "paperWidth": 8.27, "paperHeight": 11.69});
    let reply = desk.browser.devtools("Page.printToPDF", paper).await;
    let decoded = "return atob(arguments[0])";
    let text = desk.browser.run_with(decoded, vec![reply["data"].clone()]).await;
    let pages = text.as_str().unwrap().matches("/Type /Page\n").count();
    assert_eq!(pages, 1);
}

#[tokio::test]
async fn a_target_is_drawn_judged_and_kept() {
    let desk = example().await;
    assert_eq!(desk.browser.run("return document.querySelectorAll('.target').length").await, 0);
    desk.put("target", "90").await;
    desk.browser.until("document.querySelector('#trend .target')").await;
    assert!(desk.text("#target-verdict").await.contains("misses the target of +90"));
    desk.open("#/results").await;
    desk.press("example").await;
    desk.browser.until("document.querySelector('#trend .target')").await;
    desk.put("target", "900").await;
    desk.browser.until("!document.querySelector('#trend .target')").await;
}

#[tokio::test]
async fn the_calculator_takes_scores_three_and_eleven_numbers() {
    let desk = Desk::at("#/calculator").await;
    desk.put("scores", "10 10 9, 7; 3 0\n11").await;
    desk.browser.until("document.querySelector('#n').textContent.startsWith('6')").await;
    assert!(desk.text("#nps").await.contains("+17"), "{}", desk.text("#nps").await);
    assert!(desk.text("#bad-rows").await.contains("11"));
    desk.press("calculator-mode-three").await;
    for (class, count) in [("detractor", "20"), ("passive", "30"), ("promoter", "50")] {
        desk.put(&format!("count-{class}"), count).await;
    }
    desk.browser.until("document.querySelector('#nps').textContent.includes('+30')").await;
    assert!(desk.text("#interval").await.contains("between"));
    assert!(desk.text("#needed").await.contains("more answers for ±5 points"));
    desk.press("calculator-mode-eleven").await;
    desk.put("count-0", "100").await;
    desk.browser.until("document.querySelector('#nps').textContent.includes('−')").await;
}
