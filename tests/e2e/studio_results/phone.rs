//! On a phone: one thing at a time, and charts drawn for the width there is.

use fantoccini::key::Key;

use super::{example, queue};

/// Whether the whole of an element is in the window, below the bar.
fn in_view(element: &str) -> String {
    format!(
        "(() => {{ const box = document.querySelector('{element}')?.getBoundingClientRect(); \
         return box?.height && box.top >= document.querySelector('.bar').getBoundingClientRect().bottom \
         && box.bottom <= innerHeight }})()"
    )
}

#[tokio::test]
async fn a_case_stands_in_place_of_the_list_and_leads_back_to_it() {
    let desk = queue::queue().await;
    desk.browser.resize(375, 720).await;
    let line = "document.getElementById('case-answer-0000-low')";
    desk.browser.click(line).await;
    desk.browser.until("document.querySelector('#case-title')").await;
    desk.browser.until("document.activeElement.id === 'case-back'").await;
    desk.browser.until(&in_view("#case-back")).await;
    desk.browser.until(&in_view("#case-words")).await;
    desk.browser.until(&format!("{line}.getClientRects().length === 0")).await;
    // By its link, by the keyboard; then once more by the browser's own button.
    desk.browser.press(&[Key::Enter]).await;
    desk.browser
        .until("location.hash === '#/follow-up' && !document.querySelector('#case-back')")
        .await;
    desk.browser.until(&format!("document.activeElement === {line}")).await;
    desk.browser.until(&in_view("#case-answer-0000-low")).await;
    desk.browser.click(line).await;
    desk.browser.until("document.querySelector('#case-title')").await;
    desk.browser.back().await;
    desk.browser.until(&in_view("#case-answer-0000-low")).await;
    desk.is_well().await;
}

#[tokio::test]
async fn charts_and_figures_are_read_without_scrolling_sideways() {
    let desk = example().await;
    for width in [320, 375, 600] {
        desk.browser.resize(width, 720).await;
        let narrow =
            format!("document.querySelector('#trend svg').viewBox.baseVal.width <= {width}");
        desk.browser.until(&narrow).await;
        desk.unfold().await;
        let wide = "return [...document.querySelectorAll('.report .chart-scroll, .report .table-scroll')]\
                    .filter(box => box.scrollWidth > box.clientWidth).map(box => box.ariaLabel)";
        assert_eq!(desk.browser.run(wide).await, serde_json::json!([]), "{width}");
        // Twelve pixels at least, and nothing drawn beyond the edge or over its neighbour.
        let small = "return [...document.querySelectorAll('.report svg text')].filter(text => \
                     parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a < 12)\
                     .map(text => text.textContent)";
        assert_eq!(desk.browser.run(small).await, serde_json::json!([]), "{width}");
        let over = "const boxes = (svg) => [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);\
                    const hit = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4;\
                    return ['#distribution', '#segments'].flatMap(id => { const all = boxes(document.querySelector(id + ' svg'));\
                    return all.flatMap(([a, one], at) => all.slice(at + 1).filter(([, other]) => hit(one, other)).map(([b]) => a + ' / ' + b)) })";
        assert_eq!(desk.browser.run(over).await, serde_json::json!([]), "{width}");
        let beyond = "return [...document.querySelectorAll('.report .chart text')].filter(text => \
                      text.getBoundingClientRect().right > text.closest('.chart-scroll').getBoundingClientRect().right + 1)\
                      .map(text => text.textContent)";
        assert_eq!(desk.browser.run(beyond).await, serde_json::json!([]), "{width}");
    }
}
