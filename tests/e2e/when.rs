//! When the card comes: every trigger, the pages it is for, and the moments that are left alone.

use serde_json::{Value, json};

use crate::bad_input::is_silent_with_one_line;
use crate::harness::{Page, Stage, stays, survey_with, until};

/// A stage whose survey has these triggers.
async fn with(triggers: &Value) -> Stage {
    Stage::with(&survey_with(&json!({"triggers": triggers}))).await
}

/// The document and the triggers are there, and no card is.
async fn waits(stage: &Stage) {
    until("the triggers are loaded", async || {
        stage.door.asked().iter().any(|asked| asked.path.ends_with("triggers.js"))
    })
    .await;
    stays("no card shows", 0, async || stage.card().visible().await).await;
}

#[tokio::test]
async fn the_third_page_of_a_visit() {
    let stage = with(&json!({"delay_ms": 0, "page_views": 3})).await;
    for _ in 0..2 {
        stage.door.forget();
        stage.visit().await;
        waits(&stage).await;
    }
    stage.meet().await;
}

#[tokio::test]
async fn the_third_page_of_an_application_that_changes_its_address_itself() {
    let stage = with(&json!({"delay_ms": 0, "page_views": 3})).await;
    let own = "window.pushed = history.pushState; window.replaced = history.replaceState";
    stage.browser.before_pages(own).await;
    stage.visit().await;
    waits(&stage).await;
    stage
        .browser
        .run("history.pushState({}, '', '/two'); history.pushState({}, '', '#part')")
        .await;
    waits(&stage).await;
    stage.browser.run("history.pushState({}, '', '/three?x=1')").await;
    stage.card().stands().await;
    let untouched = "return [history.pushState === window.pushed, \
                     history.replaceState === window.replaced, Object.keys(history).length]";
    assert_eq!(stage.browser.run(untouched).await, json!([true, true, 0]));
}

#[tokio::test]
async fn time_on_the_site_is_counted_over_its_pages() {
    let stage = with(&json!({"delay_ms": 0, "site_ms": 600_000})).await;
    stage.visit().await;
    waits(&stage).await;
    let kept = "return Number(sessionStorage.getItem('oot:visit').split(' ')[0])";
    let began = stage.browser.run(kept).await;
    stage.door.forget();
    stage.visit().await;
    waits(&stage).await;
    assert_eq!(stage.browser.run(kept).await, began, "the visit goes on");
    // Eleven minutes later.
    stage.browser.shift_clock(11.0 / 1_440.0).await;
    stage.meet().await;
}

#[tokio::test]
async fn a_survey_that_counts_nothing_of_a_visit_keeps_nothing_of_it() {
    let stage = Stage::new().await;
    stage.meet().await;
    assert_eq!(stage.browser.run("return sessionStorage.length").await, 0);
}

#[tokio::test]
async fn a_delay_is_not_begun_anew_by_a_change_of_address() {
    let stage = with(&json!({"delay_ms": 2_500})).await;
    stage.visit().await;
    let turn = "window.turns = 0; window.turning = setInterval(() => \
                history.pushState({}, '', '/' + window.turns++), 100)";
    stage.browser.run(turn).await;
    stage.card().stands().await;
    assert!(stage.browser.run("return window.turns").await.as_u64().unwrap() > 5);
}

#[tokio::test]
async fn an_element_that_comes_into_view() {
    let stage = with(&json!({"delay_ms": 0, "visible": "#far"})).await;
    let far = "<div style=\"height: 3000px\"></div><p id=\"far\">far</p>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(far));
    stage.visit().await;
    waits(&stage).await;
    stage.browser.run("document.getElementById('far').scrollIntoView()").await;
    stage.card().stands().await;
}

#[tokio::test]
async fn an_element_that_comes_later_one_that_is_hidden_and_a_thousand_of_them() {
    let stage = with(&json!({"delay_ms": 0, "visible": ".wanted"})).await;
    let hidden = "<p class=\"wanted\" style=\"visibility: hidden\">not to be seen</p>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(hidden));
    stage.visit().await;
    waits(&stage).await;
    let add = "for (let i = 0; i < 1000; i++) { const line = document.createElement('p'); \
               line.className = 'wanted'; line.textContent = i; document.body.prepend(line) }";
    stage.browser.run(add).await;
    stage.card().stands().await;
}

/// Not only the first of them count.
#[tokio::test]
async fn one_of_a_thousand_elements_that_is_scrolled_to() {
    let stage = with(&json!({"delay_ms": 0, "visible": ".wanted"})).await;
    let lines: String =
        (0..1_000).map(|number| format!("<p class=\"wanted\">{number}</p>")).collect();
    let page = Page::with_tag(&stage.tag(""));
    stage.site.put("/", page.at_end(&format!("<div style=\"height: 3000px\"></div>{lines}")));
    stage.visit().await;
    waits(&stage).await;
    stage.browser.run("document.querySelectorAll('.wanted')[500].scrollIntoView()").await;
    stage.card().stands().await;
}

#[tokio::test]
async fn an_element_that_is_clicked_even_before_the_delay_is_over() {
    let stage = with(&json!({"delay_ms": 2_000, "clicked": "#count"})).await;
    stage.visit().await;
    waits(&stage).await;
    stays("nor after the delay", 0, async || stage.card().visible().await).await;
    stage.browser.click("document.getElementById('count')").await;
    stage.card().stands().await;
    let stage = with(&json!({"delay_ms": 2_500, "clicked": "#count"})).await;
    stage.visit().await;
    let early = "document.getElementById('count').click()";
    until("the triggers listen", async || {
        stage.browser.run(early).await;
        stage.card().visible().await == 1
    })
    .await;
}

#[tokio::test]
async fn an_event_of_the_site() {
    let stage = with(&json!({"delay_ms": 0, "event": "bought"})).await;
    stage.visit().await;
    waits(&stage).await;
    stage.browser.run("outoften('event', 'looked')").await;
    waits(&stage).await;
    stage.browser.run("outoften('event', 'bought')").await;
    stage.card().stands().await;
}

#[tokio::test]
async fn pages_by_path_and_by_regular_expression() {
    for (triggers, path, comes) in [
        (json!({"include": ["/shop/*"]}), "/shop/tea", true),
        (json!({"include": ["/shop/*"]}), "/shop/tea?from=mail", true),
        (json!({"include": ["/shop/*"]}), "/other", false),
        (json!({"include": ["regex:^/order/\\d+$"]}), "/order/42", true),
        (json!({"include": ["regex:^/order/\\d+$"]}), "/order/new", false),
        (json!({"include": ["regex:[?&]done=1"]}), "/order?done=1", true),
        (json!({"exclude": ["/pay*"]}), "/payment", false),
        (json!({"exclude": ["/pay"]}), "/payment", true),
        (json!({"exclude": ["regex:checkout|pay"], "include": ["*"]}), "/to/checkout", false),
        // As people read an address, and as it travels.
        (json!({"exclude": ["/über/*"]}), "/%C3%BCber/uns", false),
        (json!({"include": ["/%D0%BF*"]}), "/%D0%BF%D0%BE", true),
        (json!({"include": ["regex:^/за/нас$"]}), "/%D0%B7%D0%B0/%D0%BD%D0%B0%D1%81", true),
        (json!({"include": ["/100%*"]}), "/100%", true),
    ] {
        let mut all = triggers.clone();
        all["delay_ms"] = json!(0);
        let stage = with(&all).await;
        let bare = path.split('?').next().unwrap();
        stage.site.put(bare, Page::with_tag(&stage.tag("")));
        stage.browser.goto(&stage.site.at(path)).await;
        if comes {
            stage.card().stands().await;
        } else {
            waits(&stage).await;
        }
    }
}

#[tokio::test]
async fn a_page_that_an_application_leads_to() {
    let stage = with(&json!({"delay_ms": 0, "include": ["/thanks"]})).await;
    stage.visit().await;
    waits(&stage).await;
    stage.browser.run("history.replaceState({}, '', '/thanks')").await;
    stage.card().stands().await;
}

#[tokio::test]
async fn a_regular_expression_that_is_none_is_one_line_and_asks_nobody() {
    for list in ["include", "exclude"] {
        let stage = with(&json!({"delay_ms": 0, list: ["regex:(", "/elsewhere"]})).await;
        stage.visit().await;
        is_silent_with_one_line(&stage, "regex:(").await;
    }
}

#[tokio::test]
async fn a_selector_that_is_none_is_one_line_and_asks_nobody() {
    for list in ["visible", "clicked"] {
        let stage = with(&json!({"delay_ms": 0, list: "##"})).await;
        stage.visit().await;
        is_silent_with_one_line(&stage, "##").await;
        stage.browser.click("document.getElementById('count')").await;
        assert_eq!(stage.browser.troubles().await, [""; 0]);
    }
}

#[tokio::test]
async fn a_selector_that_fits_nothing_is_one_line_for_who_looks_and_no_warning() {
    let stage =
        with(&json!({"delay_ms": 0, "visible": "#not-there", "clicked": "#nor-this"})).await;
    let listen = "window.lines = []; console.debug = (line) => window.lines.push(line)";
    stage.browser.before_pages(listen).await;
    stage.visit().await;
    waits(&stage).await;
    stage.browser.until("window.lines.length === 2").await;
    for (at, selector) in ["#not-there", "#nor-this"].into_iter().enumerate() {
        let line = stage.browser.run(&format!("return window.lines[{at}]")).await;
        assert!(line.as_str().is_some_and(|line| line.contains(selector)), "{line}");
    }
    assert_eq!(stage.browser.troubles().await, [""; 0]);
    assert_eq!(stage.browser.console().await, [""; 0]);
}

#[tokio::test]
async fn nobody_is_asked_while_a_dialog_stands_or_something_plays() {
    for (disturb, settle) in [
        (
            "document.body.insertAdjacentHTML('beforeend', '<div role=\"dialog\" aria-modal=\"true\" id=\"d\">Cookies?</div>')",
            "d.remove()",
        ),
        (
            "document.body.insertAdjacentHTML('beforeend', '<dialog id=\"d\">Wait</dialog>'); d.showModal()",
            "d.close()",
        ),
        (
            "document.body.insertAdjacentHTML('beforeend', '<p role=\"alertdialog\" id=\"d\">Save?</p>')",
            "d.remove()",
        ),
        // Where the card would stand, one that leaves the page free counts too: a chat that is open.
        (
            "document.body.insertAdjacentHTML('beforeend', '<div role=\"dialog\" id=\"d\" \
             style=\"position: fixed; right: 20px; bottom: 20px; width: 350px; height: 500px\">Chat</div>')",
            "d.style.height = '60px'",
        ),
        // One without a box of its own, as some frameworks make it.
        (
            "document.body.insertAdjacentHTML('beforeend', '<div role=\"dialog\" aria-modal=\"true\" id=\"d\">\
             <div style=\"position: fixed; inset: 0\">Wait</div></div>')",
            "d.remove()",
        ),
        (
            "window.d = document.createElement('video'); Object.defineProperty(d, 'paused', {configurable: true, value: false}); document.body.append(d)",
            "d.remove()",
        ),
    ] {
        let stage = with(&json!({"delay_ms": 0})).await;
        let script = format!("<script>{disturb}</script>");
        stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(&script));
        stage.visit().await;
        waits(&stage).await;
        stage.browser.run(settle).await;
        stage.card().stands().await;
    }
}

/// The button of a chat, a bar about cookies: they are there on every page, and leave the page free.
#[tokio::test]
async fn a_dialog_that_is_always_there_holds_nothing_back_unless_the_card_would_cover_it() {
    let launcher = "right: 20px; bottom: 20px; width: 60px; height: 60px";
    let cookies = "left: 0; right: 0; bottom: 0; height: 90px";
    let left = "left: 20px; bottom: 20px; width: 350px; height: 500px";
    let whole = "left: 0; right: 0; bottom: 0; height: 300px";
    let tags = ["div role=\"dialog\" aria-modal=\"false\"", "div role=\"dialog\"", "dialog open"];
    let cases = [
        (json!({}), launcher, true),
        (json!({}), cookies, true),
        (json!({}), left, true),
        (json!({}), whole, false),
        (json!({"position": "bottom-left"}), left, false),
        (json!({"position": "top-center"}), whole, true),
        (json!({"mode": "bar"}), launcher, true),
        (json!({"mode": "bar"}), cookies, false),
        (json!({"mode": "bar", "position": "top-right"}), cookies, true),
        (json!({"mode": "modal"}), whole, true),
        (json!({"mode": "inline", "target": "#place"}), whole, true),
    ];
    for (number, (display, style, comes)) in cases.into_iter().enumerate() {
        let tag = tags[number % tags.len()];
        let stage = Stage::with(&survey_with(&json!({"display": display}))).await;
        let end = tag.split(' ').next().unwrap();
        let dialog = format!("<{tag} style=\"position: fixed; margin: 0; {style}\">Chat</{end}>");
        stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(&dialog));
        stage.visit().await;
        if comes {
            stage.card().stands().await;
        } else {
            waits(&stage).await;
        }
    }
}

#[tokio::test]
async fn a_dialog_that_nobody_sees_is_no_dialog() {
    let stage = with(&json!({"delay_ms": 0})).await;
    let hidden = "<div role=\"dialog\" style=\"visibility: hidden\">later</div>\
                  <div role=\"dialog\" hidden>later</div><dialog>later</dialog>\
                  <div aria-modal=\"true\" style=\"position: fixed; left: -900px; width: 300px\">off</div>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(hidden));
    stage.meet().await;
}

#[tokio::test]
async fn of_three_pages_that_open_together_one_asks_with_locks_and_without() {
    for has_locks in [true, false] {
        let stage = Stage::new().await;
        if !has_locks {
            stage.browser.before_pages("delete Navigator.prototype.locks").await;
        }
        let frames = "<iframe src=\"/\" width=\"600\" height=\"700\"></iframe>".repeat(3);
        stage.site.put("/three", Page::new(format!("<!doctype html><title>Three</title>{frames}")));
        stage.browser.goto(&stage.site.at("/three")).await;
        let locks = "return frames[0].navigator.locks !== undefined";
        assert_eq!(stage.browser.run(locks).await, has_locks);
        let cards = "return [...document.querySelectorAll('iframe')].filter(frame => \
                     frame.contentDocument.querySelector('out-of-ten')).length";
        until("one card stands", async || stage.browser.run(cards).await == 1).await;
        stays("and no second one", json!(1), async || stage.browser.run(cards).await).await;
        let kept = stage.kept().await;
        assert_eq!(kept["oot:ledger"].as_str().unwrap().lines().count(), 1, "{kept}");
    }
}

/// Without the browser's own word about addresses (the Navigation API) the card follows them all the
/// same, and the page's history functions stay its own.
#[tokio::test]
async fn without_the_browsers_word_about_addresses_they_are_followed_by_looking() {
    let absent = "delete window.navigation; window.pushed = history.pushState; \
                  window.replaced = history.replaceState";
    for (triggers, step) in [
        (json!({"include": ["/thanks"]}), "history.pushState({}, '', '/thanks')"),
        (json!({"include": ["/thanks"]}), "history.replaceState({}, '', '/thanks')"),
        (json!({"include": ["/#/thanks"]}), "location.hash = '#/thanks'"),
        (json!({"exclude": ["/"]}), "history.pushState({}, '', '/elsewhere')"),
        (json!({"page_views": 2}), "history.pushState({}, '', '/two')"),
    ] {
        let mut all = triggers.clone();
        all["delay_ms"] = json!(0);
        let stage = with(&all).await;
        stage.browser.before_pages(absent).await;
        stage.visit().await;
        waits(&stage).await;
        let found = "return [typeof navigation, history.pushState === window.pushed, \
                     history.replaceState === window.replaced, Object.keys(history).length]";
        assert_eq!(stage.browser.run(found).await, json!(["undefined", true, true, 0]));
        stage.browser.run(step).await;
        stage.card().stands().await;
    }
}

/// Pages that an application goes through while the survey waits for something else count too.
#[tokio::test]
async fn pages_that_went_by_while_an_event_was_awaited_count_with_and_without_that_word() {
    for absent in ["", "delete window.navigation"] {
        let stage = with(&json!({"delay_ms": 0, "page_views": 3, "event": "bought"})).await;
        stage.browser.before_pages(absent).await;
        stage.visit().await;
        waits(&stage).await;
        for (number, path) in [(2, "/two"), (3, "/three")] {
            stage.browser.run(&format!("history.pushState({{}}, '', '{path}')")).await;
            let counted = format!("sessionStorage.getItem('oot:visit').endsWith(' {number}')");
            stage.browser.until(&counted).await;
        }
        stays("no card shows", 0, async || stage.card().visible().await).await;
        stage.browser.run("outoften('event', 'bought')").await;
        stage.card().stands().await;
    }
}
