//! A large file: the page answers while it is read, and can stop it.

use crate::harness::Desk;

/// Builds a file of so many rows in the page and drops it, without sending it over.
async fn drop_rows(desk: &Desk, rows: u32) {
    let script = "const [rows] = arguments; const part = Array.from({length: 10000}, (_, n) => \
                  `2026-0${1 + n % 9}-1${n % 10},${n % 11},words ${n % 97}`).join('\\n') + '\\n';\
                  const parts = ['date,score,comment\\n', ...Array(rows / 10000).fill(part)];\
                  const list = new DataTransfer(); list.items.add(new File(parts, 'many.csv'));\
                  const input = document.getElementById('answers-file'); input.files = list.files;\
                  input.dispatchEvent(new Event('change', {bubbles: true}))";
    desk.browser.run_with(script, vec![rows.into()]).await;
}

#[tokio::test]
async fn a_million_rows_are_read_on_another_thread() {
    let desk = Desk::at("#/results").await;
    desk.browser
        .run("window.beats = 0; window.shares = new Set(); const beat = () => { window.beats += 1;\
              const bar = document.getElementById('progress'); if (bar) window.shares.add(bar.value);\
              requestAnimationFrame(beat) }; beat()")
        .await;
    drop_rows(&desk, 1_000_000).await;
    desk.browser
        .until("document.querySelector('#n')?.textContent.startsWith('1\u{202f}000\u{202f}000')")
        .await;
    desk.browser.until("document.querySelector('.comments li')").await;
    let shares = desk.browser.run("return window.shares.size").await.as_u64().unwrap();
    assert!(shares > 2, "the bar moved: {shares} places");
    desk.is_well().await;
}

#[tokio::test]
async fn reading_can_be_stopped_and_another_file_read() {
    let desk = Desk::at("#/results").await;
    // Stopped at the first sign of progress, from within the page.
    desk.browser
        .run("new MutationObserver((_, watch) => { if (document.getElementById('rows-read').textContent.match(/[1-9]/))\
              { watch.disconnect(); document.getElementById('cancel').click() } })\
              .observe(document.querySelector('.progress'), {subtree: true, childList: true, characterData: true})")
        .await;
    drop_rows(&desk, 3_000_000).await;
    desk.browser.until("/[1-9]/.test(document.getElementById('rows-read').textContent) && document.querySelector('.progress').hidden").await;
    assert_eq!(desk.browser.run("return !!document.querySelector('#score')").await, false);
    super::read(&desk, "small.csv", "score\n10\n9\n").await;
    assert!(desk.text("#n").await.starts_with('2'));
}
