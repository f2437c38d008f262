//! The panel that says why (not) me.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::harness::{Fault, Page, Stage, axe, stays, survey_with, until};

const PANEL: &str = "document.querySelector('out-of-ten-why').shadowRoot";

/// Opens the panel by the page's address, and waits for what it says.
async fn reads(stage: &Stage) -> Vec<(String, String, bool)> {
    stage.browser.goto(&stage.site.at("/?oot=why")).await;
    read(stage).await
}

/// What the panel says: gate, detail, whether it is open.
async fn read(stage: &Stage) -> Vec<(String, String, bool)> {
    stage.browser.until("document.querySelector('out-of-ten-why')").await;
    stage.browser.until(&format!("{PANEL}.querySelector('li')")).await;
    let rows = format!(
        "return [...{PANEL}.querySelectorAll('li')].map(row => [row.querySelector('b').textContent, \
         row.querySelector('.detail').textContent, row.className === 'open'])"
    );
    let rows = stage.browser.run(&rows).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| (text(&row[0]), text(&row[1]), row[2] == true)).collect()
}

/// The row of this gate.
fn row<'a>(rows: &'a [(String, String, bool)], name: &str) -> (&'a str, bool) {
    let found = rows.iter().find(|row| row.0 == name);
    let (_, detail, open) = found.unwrap_or_else(|| panic!("no {name} in {rows:?}"));
    (detail, *open)
}

#[tokio::test]
async fn every_gate_is_listed_with_what_it_wants_and_what_there_is() {
    let document = survey_with(&json!({
        "triggers": {"delay_ms": 3_600_000, "scroll_percent": 80, "page_views": 2,
            "include": ["/shop/*"], "event": "bought", "visible": "#place", "clicked": "#count",
            "exit_intent": true, "site_ms": 60_000},
        "targeting": [{"trait": "plan", "is": ["pro"]}],
        "sampling": {"percent": 0},
    }));
    let stage = Stage::with(&document).await;
    let rows = reads(&stage).await;
    for (name, part, open) in [
        ("Consent", "not required", true),
        ("WebAssembly", "runs here", true),
        ("Scrolled", "100 of 80 %", true),
        ("Element in view", "#place: not yet", false),
        ("Storage", "can be read and written", true),
        ("Waiting time", "nothing stands against it", true),
        ("Sample", "0 %", false),
        ("Traits", "does not", false),
        ("Delay", "of 3600 s on this page", false),
        ("Time on the site", "of 60 s", false),
        ("Page views", "1 of 2", false),
        ("Event", "bought: not yet", false),
        ("Clicked", "#count: not yet", false),
        ("Address", "/shop/*: /?oot=why", false),
        ("Pointer leaves the page", "not yet", false),
        ("Good moment", "nobody types", true),
    ] {
        let (detail, is_open) = row(&rows, name);
        assert!(detail.contains(part) && is_open == open, "{name}: {detail}, {is_open}");
    }
    assert_eq!(stage.card().visible().await, 0);
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}

/// Where the site knows the visitor, the collector's word is a gate of its own.
#[tokio::test]
async fn a_person_whom_the_site_knows_reads_what_the_collector_says() {
    let stage = Stage::with(&survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}))).await;
    let token = stage.collector.token_of("customer 7").await;
    let stub = "window.outoften = function () { (outoften.q = outoften.q || []).push(arguments) };";
    let known = json!({"token": token});
    let early = format!("<script>{stub} outoften('identify', {known})</script>");
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(&early));
    let rows = reads(&stage).await;
    assert_eq!(row(&rows, "Person"), ("the collector says yes", true));
    stage.browser.run("outoften('open')").await;
    stage.card().stands().await;
    stage.card().choose(9).await;
    stage.card().click(".send").await;
    stage.delivered().await;
    // Another device: nothing of the ledger is there.
    stage.browser.run("localStorage.clear()").await;
    let rows = reads(&stage).await;
    assert_eq!(row(&rows, "Person"), ("was asked before, on this or another device", false));
}

#[tokio::test]
async fn somebody_who_answered_reads_from_when_on_the_question_comes_again() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().choose(9).await;
    stage.card().click(".send").await;
    stage.delivered().await;
    let rows = reads(&stage).await;
    let (detail, open) = row(&rows, "Waiting time");
    let mark = stage.kept().await["oot:due:acme"].as_str().unwrap().to_owned();
    let due = mark.split(' ').nth(1).unwrap();
    let due =
        stage.browser.run(&format!("return new Date({due}).toISOString().split('.')[0]")).await;
    assert!(detail.contains("gave a score") && detail.contains(due.as_str().unwrap()), "{detail}");
    assert!(!open);
    let verdict = format!("return {PANEL}.querySelector('.verdict').textContent");
    let verdict = stage.browser.run(&verdict).await;
    assert!(
        verdict.as_str().unwrap().starts_with("You are not asked now. Waiting time:"),
        "{verdict}"
    );
}

#[tokio::test]
async fn an_inline_survey_without_its_place_is_a_gate_that_is_shut() {
    let inline = json!({"display": {"mode": "inline", "target": "#nowhere"},
        "triggers": {"delay_ms": 3_600_000}});
    let stage = Stage::with(&survey_with(&inline)).await;
    let rows = reads(&stage).await;
    let (detail, open) = row(&rows, "Place");
    assert!(detail.contains("#nowhere") && !open, "{detail}");
    let verdict = format!("return {PANEL}.querySelector('.verdict').textContent");
    let verdict = stage.browser.run(&verdict).await.as_str().unwrap().to_owned();
    assert!(verdict.contains("Place"), "{verdict}");
    for place in [
        "<div id=\"nowhere\"></div>",
        "<out-of-ten></out-of-ten>",
        "<out-of-ten survey=\"acme\"></out-of-ten>",
    ] {
        stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(place));
        assert!(row(&reads(&stage).await, "Place").1, "{place}");
    }
    stage.site.put(
        "/",
        Page::with_tag(&stage.tag("")).at_end("<out-of-ten survey=\"other\"></out-of-ten>"),
    );
    assert!(!row(&reads(&stage).await, "Place").1, "another survey's");
    // A card that needs no place has no such gate.
    let stage = Stage::with(&survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}))).await;
    assert!(reads(&stage).await.iter().all(|row| row.0 != "Place"));
}

/// Whatever is broken, the panel names it with what there is to look at, instead of looking for ever.
#[tokio::test]
async fn what_is_broken_is_named_with_what_to_look_at() {
    let poor = "WebAssembly.instantiateStreaming = WebAssembly.instantiate = () => \
                Promise.reject(new RangeError('Out of memory'))";
    let full = "for (let size = 1 << 20, i = 0; size >= 1; i++) { try { \
                localStorage.setItem('host' + i, 'x'.repeat(size)) } catch { size >>= 1 } }";
    let off = "Object.defineProperty(window, 'localStorage', \
               {get() { throw new DOMException('denied', 'SecurityError') }})";
    for (end, before, name, part) in [
        ("card.wasm", "", "Card", "/card.wasm cannot be loaded"),
        ("card.js", "", "Card", "/card.js cannot be loaded"),
        (".json", "", "Survey document", "(status 404)"),
        ("triggers.js", "", "Triggers", "/triggers.js cannot be loaded"),
        ("", poor, "Card", "cannot start in this browser; the page need not change: Out of memory"),
        ("", full, "Storage", "is full"),
        ("", off, "Storage", "allow-same-origin"),
    ] {
        let stage = Stage::new().await;
        if !end.is_empty() {
            stage.door.fault(end, Fault::Status(404));
        }
        let script = format!("<script>{before}</script>");
        stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(&script));
        let rows = reads(&stage).await;
        let (detail, is_open) = row(&rows, name);
        assert!(detail.contains(part) && !is_open, "{name}: {detail}, {is_open}");
        assert_eq!(stage.browser.troubles().await, [""; 0], "{name}");
    }
}

#[tokio::test]
async fn the_panel_is_a_dialog_that_keys_reach_and_close() {
    let stage = Stage::with(&survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}))).await;
    stage.visit().await;
    stage.browser.until("typeof window.outoften === 'function'").await;
    stage.browser.run("document.getElementById('name').focus(); outoften('why')").await;
    read(&stage).await;
    let focus = format!(
        "return [{PANEL}.activeElement.getAttribute('role'), document.querySelectorAll('out-of-ten-why').length]"
    );
    assert_eq!(stage.browser.run(&focus).await, json!(["dialog", 1]));
    for scheme in ["light", "dark"] {
        stage.browser.prefer("prefers-color-scheme", scheme).await;
        stage.browser.run(&std::fs::read_to_string(axe()).unwrap()).await;
        let run = "const done = arguments[0]; axe.run({include: ['out-of-ten-why']}, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})\
                   .then(found => done(found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.failureSummary).join()).concat(found.passes.length ? [] : ['nothing was looked at'])))";
        assert_eq!(stage.browser.run_async(run).await, json!([]), "{scheme}");
    }
    stage.browser.resize(320, 640).await;
    let fits = format!(
        "const at = {PANEL}.querySelector('section').getBoundingClientRect(); \
        return at.left >= 0 && at.right <= innerWidth && at.bottom <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
    );
    assert_eq!(stage.browser.run(&fits).await, true);
    stage.browser.press(&[Key::Escape]).await;
    stage.browser.until("!document.querySelector('out-of-ten-why')").await;
    assert_eq!(stage.browser.run("return document.activeElement.id").await, "name");
}

#[tokio::test]
async fn without_consent_the_panel_says_so_and_reads_nothing() {
    let stage = Stage::new().await;
    stage.site.put("/", Page::with_tag(&stage.tag("data-consent=\"required\"")));
    let spy = "window.touches = 0; const own = Storage.prototype.getItem; \
               Storage.prototype.getItem = function () { window.touches++; return own.apply(this, arguments) }";
    stage.browser.before_pages(spy).await;
    let rows = reads(&stage).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(!row(&rows, "Consent").1);
    assert_eq!(stage.browser.run("return window.touches").await, 0);
}

#[tokio::test]
async fn the_lines_that_the_pages_policy_lacks() {
    for (policy, lines) in [
        ("script-src DOOR 'wasm-unsafe-eval'; connect-src 'self'", vec!["connect-src DOOR"]),
        ("script-src DOOR; connect-src DOOR", vec!["script-src 'wasm-unsafe-eval'"]),
        (
            "script-src DOOR 'wasm-unsafe-eval'; connect-src DOOR; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            vec![],
        ),
    ] {
        let stage = Stage::with(&survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}))).await;
        let policy = policy.replace("DOOR", &stage.door.origin());
        stage
            .site
            .put("/", Page::with_tag(&stage.tag("")).header("content-security-policy", policy));
        reads(&stage).await;
        let wanted: Vec<_> =
            lines.iter().map(|line| line.replace("DOOR", &stage.door.origin())).collect();
        let said = format!(
            "return ({PANEL}.querySelector('pre') || {{textContent: ''}}).textContent.split('\\n').filter(Boolean)"
        );
        until("the lines are there", async || stage.browser.run(&said).await == json!(wanted))
            .await;
    }
}

/// In the page's language, where the panel has it; else in the visitor's next, else in English.
#[tokio::test]
async fn the_panel_speaks_the_pages_language() {
    let stage = Stage::with(&survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}))).await;
    for (page, language, title, gate) in [
        ("en", "en", "Why (not) me?", "Good moment"),
        ("es-MX", "es", "¿Por qué (no) yo?", "Buen momento"),
        ("mk", "mk", "Зошто (не) јас?", "Погоден момент"),
        ("tlh", "en", "Why (not) me?", "Good moment"),
    ] {
        let html = format!("<html lang=\"{page}\">");
        stage.site.put("/", Page::with_tag(&stage.tag("")).replace("<html lang=\"en\">", &html));
        let rows = reads(&stage).await;
        assert!(row(&rows, gate).1, "{page}");
        let said = format!(
            "return [{PANEL}.querySelector('section').lang, {PANEL}.querySelector('h2').textContent]"
        );
        assert_eq!(stage.browser.run(&said).await, json!([language, title]), "{page}");
        let text = format!("return {PANEL}.querySelector('section').textContent");
        let text = stage.browser.run(&text).await.as_str().unwrap().to_owned();
        assert!(!text.contains("undefined") && !text.contains('{'), "{page}: {text}");
    }
}

/// Each language has the words of the English one, with the same places to fill in.
#[tokio::test]
async fn no_word_of_the_panel_is_missing_in_any_language() {
    let read = |language: &str| {
        let path = format!("{}/../www/debug/words/{language}.js", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let words = text.lines().filter_map(|line| {
            let (key, word) = line.trim().split_once(": ")?;
            let mut places: Vec<_> = word
                .split('{')
                .skip(1)
                .map(|rest| rest.split('}').next().unwrap().to_owned())
                .collect();
            places.sort();
            Some((key.to_owned(), places))
        });
        words.collect::<std::collections::BTreeMap<_, _>>()
    };
    let english = read("en");
    assert!(english.len() > 60, "{}", english.len());
    for language in ["es", "mk"] {
        assert_eq!(read(language), english, "{language}");
    }
}

#[tokio::test]
async fn the_owner_reads_how_many_answers_wait_and_why() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.door.fault("/v1/responses", Fault::Status(503));
    stage.browser.run("outoften('on', 'failed', ({detail}) => window.failed = detail)").await;
    stage.card().choose(4).await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.browser.until("window.failed === 503").await;
    stage.browser.run("outoften('why')").await;
    let rows = read(&stage).await;
    let (detail, _) = row(&rows, "Answers on their way");
    assert!(detail.starts_with("1 not delivered yet, the oldest since"), "{detail}");
    assert!(detail.ends_with("the collector replied with status 503"), "{detail}");
    // No gate: what is said of this visitor is the waiting time.
    let verdict = format!("return {PANEL}.querySelector('.verdict').textContent");
    let verdict = stage.browser.run(&verdict).await.as_str().unwrap().to_owned();
    assert!(verdict.contains("Waiting time"), "{verdict}");
    stage.door.mend();
    stage.delivered().await;
    stage.browser.run("outoften('why')").await;
    let rows = read(&stage).await;
    assert!(rows.iter().all(|row| row.0 != "Answers on their way"), "{rows:?}");
}

#[tokio::test]
async fn nobody_who_does_not_ask_downloads_the_panel() {
    let stage = Stage::new().await;
    stage.meet().await;
    stays("no panel", false, async || {
        stage.door.asked().iter().any(|asked| asked.path.contains("why"))
    })
    .await;
}

/// What holds the card back can be found in the page.
#[tokio::test]
async fn a_dialog_in_the_way_is_named() {
    let stage = Stage::new().await;
    let dialog = "<div id=\"chat\" class=\"box open\" role=\"dialog\" aria-label=\"Chat\" \
                  style=\"position: fixed; right: 0; bottom: 0; width: 400px; height: 400px\">Hello</div>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(dialog));
    let named = "a dialog is open: div#chat.box.open[role=\"dialog\"][aria-label=\"Chat\"]";
    let rows = reads(&stage).await;
    let (detail, open) = row(&rows, "Good moment");
    assert!(detail.contains(named) && !open, "{detail}");
    stage.browser.run("document.getElementById('chat').remove()").await;
    stage.card().stands().await;
}
