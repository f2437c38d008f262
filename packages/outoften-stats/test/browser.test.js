// The same package in Chromium: served over HTTP, imported as a page does.
// OUTOFTEN_CHROMIUM names the browser; `chromium` otherwise.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

const PACKAGE = new URL("../", import.meta.url);
const TYPES = { html: "text/html", js: "text/javascript", wasm: "application/wasm" };
const PAGE = `<!doctype html><title>stats</title><pre id="out">waiting</pre>
<script type="module">
  const out = document.querySelector("#out");
  try {
    const { score, compare, sampleSize, interval, StatsError } = await import("/browser.js");
    const of = { counts: [0, 0, 0, 10, 0, 0, 0, 20, 0, 0, 70] };
    let refused = null;
    try { score({ scores: [11] }); } catch (error) { refused = error instanceof StatsError && error.code; }
    out.textContent = JSON.stringify({
      nps: score(of).nps,
      none: score({ scores: [] }).nps,
      low: interval(of).low,
      p: compare(of, { counts: [0, 0, 0, 20, 0, 0, 0, 30, 0, 0, 50] }).p_value,
      n: sampleSize({ margin: 5 }).n,
      refused,
    });
  } catch (error) {
    out.textContent = "failed: " + error;
  }
  // The page has loaded when its picture has: dump-dom waits for that and not for modules.
  await fetch("/done");
</script><img src="/held" alt="">`;

/** Serves the package; the picture is held back until the page reports that it is done. */
const serve = () => {
  let release;
  const done = new Promise((resolve) => (release = resolve));
  return createServer(async (request, response) => {
    if (request.url === "/done") release();
    if (request.url === "/done" || request.url === "/held") {
      await done;
      return response.end();
    }
    const path = request.url === "/" ? "page.html" : request.url.slice(1);
    response.setHeader("Content-Type", TYPES[path.split(".").pop()] ?? "text/plain");
    if (path === "page.html") return response.end(PAGE);
    return readFile(new URL(path, PACKAGE)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
};

test("in Chromium", { timeout: 120_000 }, async () => {
  const server = serve();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const profile = await mkdtemp(join(tmpdir(), "stats-"));
  try {
    const { stdout } = await promisify(execFile)(process.env.OUTOFTEN_CHROMIUM ?? "chromium", [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      `--user-data-dir=${profile}`, "--dump-dom", `http://127.0.0.1:${server.address().port}/`,
    ]);
    const [, text] = stdout.match(/<pre id="out">(.*?)<\/pre>/s) ?? [];
    const result = JSON.parse(text);
    assert.equal(result.nps, 60);
    assert.equal(result.none, null);
    assert.equal(result.n, 1534);
    assert.equal(result.refused, "range");
    assert.ok(Math.abs(result.low - 45.2697602538483) < 1e-9);
    assert.ok(Math.abs(result.p - 0.004112611152630441) < 1e-9);
  } finally {
    server.close();
    server.closeAllConnections();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
