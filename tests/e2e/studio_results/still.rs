//! Nothing moves when a slow reply comes: what it brings has its room already, or stands above the
//! page, or at its end. Presses are made by script, so nothing counts as somebody's own doing; each
//! reply is held back until the page stands still.

use serde_json::json;

use super::queue;
use crate::harness::{Desk, Door, Fault, Start};

const WIDTHS: [(u32, u32); 2] = [(1280, 900), (375, 720)];
const CASE: &str = "answer-0000-low";

/// The Studio behind a door that can hold replies back, watched.
struct Slow {
    desk: Desk,
    door: Door,
}

impl Slow {
    async fn at(fragment: &str, (width, height): (u32, u32)) -> Self {
        let desk = Desk::closed(Start::default()).await;
        queue::answered(&desk).await;
        let door = Door::open(desk.collector.address()).await;
        desk.browser.resize(width, height).await;
        desk.browser.watch_shifts().await;
        desk.browser.goto(&format!("{}/studio/{fragment}", door.origin())).await;
        desk.rests().await;
        Self { desk, door }
    }

    /// Does something whose reply takes its time, and asserts that nothing moves when it is there.
    /// `waits` holds once the page shows that it waits, `done` once the reply was taken.
    async fn moves_nothing(&self, path: &'static str, press: &str, waits: &str, done: &str) {
        let browser = &self.desk.browser;
        self.door.fault(path, Fault::Hold);
        self.desk.press(press).await;
        browser.until(waits).await;
        browser.settles().await;
        self.door.mend();
        browser.until(done).await;
        browser.until("!document.querySelector('#read-queue')?.disabled").await;
        assert_eq!(browser.shifts().await, json!([]), "{press} by {path}");
    }
}

#[tokio::test]
async fn the_queue_and_a_case_come_into_their_room() {
    for size in WIDTHS {
        let slow = Slow::at("#/follow-up", size).await;
        let desk = &slow.desk;
        let waits = "document.querySelector('#read-queue').disabled";
        let awaited = "document.querySelector('#awaited')";
        desk.put("collector-token", "expired").await;
        let refused = "document.querySelector('#trouble')";
        slow.moves_nothing("/cases/summary", "read-queue", awaited, refused).await;
        desk.put("collector-token", &desk.collector.token()).await;
        let listed = "document.querySelector('#cases li')";
        slow.moves_nothing("/cases/summary", "read-queue", awaited, listed).await;
        // Once more, with a list on show.
        slow.moves_nothing("/cases/summary", "read-queue", waits, listed).await;
        let blank = "document.querySelector('.blank-case')";
        let open = "document.querySelector('#case-title')";
        slow.moves_nothing(CASE, &format!("case-{CASE}"), blank, open).await;
        let solved = "!document.querySelector('#mini-survey').disabled";
        slow.moves_nothing(CASE, "case-state-solved", waits, solved).await;
        desk.put("collector-token", "expired").await;
        slow.moves_nothing(CASE, "case-state-closed", waits, refused).await;
    }
}

#[tokio::test]
async fn a_report_its_comments_and_what_went_wrong_move_nothing() {
    for size in WIDTHS {
        let slow = Slow::at("#/results", size).await;
        let desk = &slow.desk;
        let waits = "document.querySelector('#fetch-results').disabled";
        let refused = "document.querySelector('#trouble')";
        let said = "document.querySelector('#comments .comments li') && \
                    document.querySelector('.said:not([hidden])')";
        desk.put("collector-token", "expired").await;
        slow.moves_nothing("/results", "fetch-results", waits, refused).await;
        desk.put("collector-token", &desk.collector.token()).await;
        slow.moves_nothing("/results", "fetch-results", waits, said).await;
        desk.put("collector-token", "expired").await;
        slow.moves_nothing("/results", "again", waits, refused).await;
    }
}

#[tokio::test]
async fn a_file_moves_nothing_while_it_is_read_and_afterwards() {
    for size in WIDTHS {
        let slow = Slow::at("#/results", size).await;
        let browser = &slow.desk.browser;
        for file in ["first", "second"] {
            browser.settles().await;
            slow.desk.press("example").await;
            browser.until("document.querySelector('.said:not([hidden]) .comments li')").await;
            assert_eq!(browser.shifts().await, json!([]), "{file} {size:?}");
        }
    }
}

#[tokio::test]
async fn publishing_and_hashes_move_nothing() {
    for size in WIDTHS {
        let slow = Slow::at("#/install", size).await;
        let desk = &slow.desk;
        let waits = "document.querySelector('#publish').disabled";
        desk.put("collector-token", "expired").await;
        let refused = "document.querySelector('#published .trouble')";
        slow.moves_nothing("/v1/surveys/alder-coffee", "publish", waits, refused).await;
        desk.put("collector-token", &desk.collector.token()).await;
        let published = "document.querySelector('#published .good-news')";
        slow.moves_nothing("/v1/surveys/alder-coffee", "publish", waits, published).await;
        let tag = "document.querySelector('#pinned-tag')";
        slow.moves_nothing("/manifest.json", "pin", "true", tag).await;
        desk.press("hosting-own").await;
        desk.browser.until("document.querySelector('#bundle')").await;
        let waits = "document.querySelector('#bundle').disabled";
        let bundled = "document.querySelector('#bundled .good-news')";
        slow.moves_nothing("/manifest.json", "bundle", waits, bundled).await;
    }
}
