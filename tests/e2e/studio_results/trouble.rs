//! Files that are none: what is wrong is said, and what was on show stays.

use super::{example, read};
use crate::harness::Desk;

async fn refused(desk: &Desk, name: &str, bytes: &[u8]) -> String {
    desk.choose_file("answers-file", name, "text/csv", bytes).await;
    desk.browser.until("document.querySelector('#progress').closest('div').hidden && document.querySelector('#trouble')").await;
    desk.text("#trouble").await
}

#[tokio::test]
async fn what_is_no_table_is_named_and_the_report_stays() {
    let desk = example().await;
    let n = desk.text("#n").await;
    for (name, bytes, words) in [
        ("empty.csv", &b""[..], "The file is empty"),
        ("book.xlsx", b"PK\x03\x04rest", "This is no workbook that can be read"),
        ("packed.gz", b"\x1f\x8b\x08\x00", "a gzip archive"),
        ("page.html", b"<html><body>9</body></html>", "a web page"),
        ("noise.bin", &[0x01, 0, 0, 0x7f, 0, 0, 0, 0x33][..], "binary"),
    ] {
        let said = refused(&desk, name, bytes).await;
        assert!(said.contains(words), "{name}: {said}");
        assert_eq!(desk.text("#n").await, n, "{name}: the report stays");
    }
    desk.is_well().await;
}

#[tokio::test]
async fn other_encodings_are_read() {
    let desk = Desk::at("#/results").await;
    let utf16: Vec<u8> = "\u{feff}score,comment\n9,añejo\n0,Лошо\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    desk.choose_file("answers-file", "utf16.csv", "text/csv", &utf16).await;
    desk.browser.until("document.querySelector('.comments')?.textContent.includes('Лошо')").await;
    desk.choose_file(
        "answers-file",
        "latin.csv",
        "text/csv",
        b"score,comment\n9,a\xf1ejo\n9,fine\n9,good\n",
    )
    .await;
    // Neither of the two: read as windows-1252, so that letters stay what they are.
    desk.browser.until("document.querySelector('#n')?.textContent.startsWith('3')").await;
    desk.browser.until("document.querySelector('.comments')?.textContent.includes('añejo')").await;
}

#[tokio::test]
async fn a_file_of_quotes_and_endless_lines_is_read_to_its_end() {
    let desk = Desk::at("#/results").await;
    let text = format!("score,comment\n9,\"{}\"\n7,\"never closed\n", "long ".repeat(100_000));
    read(&desk, "odd.csv", &text).await;
    assert!(desk.text("#n").await.starts_with('1'));
    assert!(desk.text("#bad-rows").await.contains("line 3"), "{}", desk.text("#bad-rows").await);
}

#[tokio::test]
async fn a_browser_that_gives_no_thread_reads_in_the_page() {
    let desk = Desk::closed(crate::harness::Start::default()).await;
    desk.browser.before_pages("window.Worker = function () { throw new Error('forbidden') }").await;
    desk.open("#/results").await;
    desk.press("example").await;
    desk.browser.until("document.querySelector('#comments .comments li')").await;
    assert!(desk.text("#score").await.contains("Alder Coffee"));
}

#[tokio::test]
async fn a_thread_that_does_not_start_is_replaced_by_the_page() {
    let desk = Desk::closed(crate::harness::Start::default()).await;
    let broken = "const Real = window.Worker; window.Worker = function (address, options) {\
                  return new Real(new URL('nowhere.js', address), options) }";
    desk.browser.before_pages(broken).await;
    desk.open("#/results").await;
    desk.press("example").await;
    desk.browser.until("document.querySelector('#comments .comments li')").await;
}
