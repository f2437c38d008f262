//! What the card costs a page, in counts: layouts, listeners, nodes, bytes of memory. Times depend
//! on the machine, so they are printed and nothing is asserted about them:
//! `OUTOFTEN_RUNS=15 cargo xtask test e2e -- cost --nocapture`.

use serde_json::{Value, json};

use crate::harness::{Page, Stage, survey_with, until};

/// Most memory of the module after a hundred openings, in bytes.
const MOST_MEMORY_BYTES: u64 = 4 << 20;

/// Keeps the module's memory, to ask how large it is.
const KEEP_MEMORY: &str = "const own = WebAssembly.instantiateStreaming; \
    WebAssembly.instantiateStreaming = async function () { const made = await own.apply(this, arguments); \
    window.memory = Object.values(made.instance.exports).find((one) => one instanceof WebAssembly.Memory); \
    return made }";

/// A figure of the browser's own about the page.
async fn metric(stage: &Stage, name: &str) -> f64 {
    let all = stage.browser.devtools("Performance.getMetrics", json!({})).await;
    let all = all["metrics"].as_array().unwrap();
    all.iter().find(|metric| metric["name"] == name).unwrap()["value"].as_f64().unwrap()
}

/// How often what is timed is done: once, or as `OUTOFTEN_RUNS` says.
fn runs() -> u32 {
    std::env::var("OUTOFTEN_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(1)
}

/// Puts the tag into a page that stands already, and waits until the loader has run: in tasks of its
/// own, the last of which are over long before this one.
async fn paste_tag(stage: &Stage) {
    let origin = stage.door.origin();
    let paste = format!(
        "const tag = document.createElement('script'); tag.dataset.survey = 'acme'; tag.dataset.consent = 'none'; \
         tag.src = '{origin}/outoften.js'; document.head.append(tag)"
    );
    stage.browser.run(&paste).await;
    stage.browser.until("typeof window.outoften === 'function'").await;
    stage.browser.run_async("const [done] = arguments; setTimeout(done, 1000)").await;
}

#[tokio::test]
async fn a_visitor_who_is_not_due_costs_no_layout_no_listener_and_one_request() {
    let stage = Stage::met().await;
    stage.card().close().await;
    stage.site.put("/bare", Page::with_tag(""));
    stage.browser.goto(&stage.site.at("/bare")).await;
    stage.browser.devtools("Performance.enable", json!({})).await;
    stage.browser.devtools("Emulation.setCPUThrottlingRate", json!({"rate": 4})).await;
    stage.door.forget();
    let counts = ["LayoutCount", "JSEventListeners", "Frames"];
    let mut before = Vec::new();
    for name in counts {
        before.push(metric(&stage, name).await);
    }
    let script_before_s = metric(&stage, "ScriptDuration").await;
    paste_tag(&stage).await;
    for (name, before) in counts.into_iter().zip(before) {
        assert_eq!(metric(&stage, name).await, before, "{name}");
    }
    assert_eq!(stage.door.loaded().len(), 1);
    let script_ms = (metric(&stage, "ScriptDuration").await - script_before_s) * 1_000.0;
    println!("not due, at a quarter of the speed: {script_ms:.1} ms of script");
}

#[tokio::test]
async fn on_a_slow_machine_the_card_stands_all_the_same() {
    let mut all = Vec::new();
    for _ in 0..runs() {
        all.push(tasks_of_a_first_visit().await);
    }
    println!(
        "due, at a quarter of the speed: tasks of more than 50 ms of each run, in ms: {all:?}"
    );
}

/// The tasks of more than 50 ms until the card stands, in a browser that starts for it.
async fn tasks_of_a_first_visit() -> Value {
    let stage = Stage::new().await;
    let watch = "window.tasks = []; new PerformanceObserver((list) => { for (const task of \
                 list.getEntries()) window.tasks.push(Math.round(task.duration)) })\
                 .observe({type: 'longtask', buffered: true})";
    stage.browser.before_pages(watch).await;
    stage.browser.devtools("Emulation.setCPUThrottlingRate", json!({"rate": 4})).await;
    stage.meet().await;
    stage.browser.run("return window.tasks").await
}

/// Opens the card, answers and closes it, so often.
async fn open_and_close(stage: &Stage, times: u32) {
    let script = "const [times, done] = arguments; \
        const host = () => document.querySelector('out-of-ten'); \
        const until = (holds) => new Promise((resolve) => { const look = setInterval(() => { \
            if (holds()) { clearInterval(look); resolve() } }, 5) }); \
        (async () => { for (let i = 0; i < times; i++) { \
            outoften('open'); await until(host); \
            host().shadowRoot.querySelector('input[value=\"7\"]').click(); \
            outoften('close'); await until(() => !host()) } done(true) })()";
    stage.browser.run_async_with(script, vec![times.into()]).await;
}

/// Nodes and listeners that are still there after the browser has tidied up.
async fn kept(stage: &Stage) -> Value {
    stage.browser.devtools("HeapProfiler.collectGarbage", json!({})).await;
    stage.browser.devtools("Memory.getDOMCounters", json!({})).await
}

/// The same once three looks in a row have seen the same.
async fn settled(stage: &Stage) -> Value {
    let mut seen = Vec::new();
    until("the browser has tidied up", async || {
        seen.push(kept(stage).await);
        seen.iter().rev().take(3).filter(|one| Some(*one) == seen.last()).count() == 3
    })
    .await;
    seen.pop().unwrap()
}

#[tokio::test]
async fn a_hundred_openings_leave_nothing_behind_and_fit_into_four_mebibytes() {
    let never = json!({"triggers": {"delay_ms": 3_600_000}});
    let stage = Stage::with(&survey_with(&never)).await;
    stage.browser.before_pages(KEEP_MEMORY).await;
    stage.visit().await;
    open_and_close(&stage, 20).await;
    let before = settled(&stage).await;
    for _ in 0..4 {
        open_and_close(&stage, 20).await;
        // Not one node and not one listener more than after the first twenty.
        until("what is no longer needed is let go", async || {
            let now = kept(&stage).await;
            ["nodes", "jsEventListeners"]
                .iter()
                .all(|name| now[name].as_u64().unwrap() <= before[name].as_u64().unwrap())
        })
        .await;
    }
    let bytes = stage.browser.run("return window.memory.buffer.byteLength").await;
    println!("after a hundred openings: {bytes} bytes of memory");
    assert!(bytes.as_u64().unwrap() <= MOST_MEMORY_BYTES, "{bytes} bytes");
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}
