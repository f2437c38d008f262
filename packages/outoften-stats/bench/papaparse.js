// Scores a large CSV in Chromium with this package and with PapaParse plus a loop, in one run, and
// prints the ratio. Not a test.
//
//     cargo xtask stats
//     npm install --no-save papaparse          (in packages/outoften-stats)
//     node bench/papaparse.js [FILE]           (a file made by core/benches/whole_process.py)
//
// Both read the same Blob in the same page and count all, by segment and by month; both sums have
// to agree. Each runs three times, in turn; the best counts.
import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const PACKAGE = new URL("../", import.meta.url);
const FILE = process.argv[2] ?? join(tmpdir(), "outoften-answers-2000000.csv");
const TYPES = { js: "text/javascript", wasm: "application/wasm" };

const PAGE = `<!doctype html><pre id="out"></pre><script src="/node_modules/papaparse/papaparse.js"></script>
<script type="module">
  import { scoreFile } from "/browser.js";
  const blob = await (await fetch("/answers.csv")).blob();
  let longest = 0;
  const watched = async (work) => {
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 4);
    longest = 0;
    const begin = performance.now();
    const result = await work();
    clearInterval(timer);
    return { ms: performance.now() - begin, longest, result };
  };
  const papa = () => new Promise((resolve, reject) => {
    const counts = Array(11).fill(0), segments = new Map(), months = new Map();
    const add = (map, key, score) => {
      let tally = map.get(key);
      if (!tally) map.set(key, (tally = Array(11).fill(0)));
      tally[score]++;
    };
    let head = true;
    Papa.parse(new File([blob], "answers.csv"), {
      skipEmptyLines: true,
      chunk: ({ data }) => {
        for (const row of data) {
          if (head) { head = false; continue; }
          const score = Number(row[0]);
          if (row[0] === "" || !Number.isInteger(score) || score < 0 || score > 10) continue;
          counts[score]++;
          add(segments, row[2], score);
          add(months, row[1].slice(0, 7), score);
        }
      },
      complete: () => resolve({ counts, parts: segments.size + months.size }),
      error: reject,
    });
  });
  const ours = async () => {
    const report = await scoreFile(blob, { by: "segment", every: "month" });
    return { counts: report.counts, parts: report.segments.length + report.periods.length };
  };
  const best = (runs) => runs.reduce((a, b) => (a.ms < b.ms ? a : b));
  const runs = { ours: [], papa: [] };
  try {
    for (let turn = 0; turn < 3; turn++) {
      runs.ours.push(await watched(ours));
      runs.papa.push(await watched(papa));
    }
    const [a, b] = [best(runs.ours), best(runs.papa)];
    if (JSON.stringify(a.result) !== JSON.stringify(b.result)) throw new Error("they disagree");
    document.querySelector("#out").textContent = JSON.stringify({
      megabytes: blob.size / 1e6, ours: a.ms, oursLongest: a.longest, papa: b.ms, papaLongest: b.longest,
    });
  } catch (error) {
    document.querySelector("#out").textContent = JSON.stringify({ error: String(error) });
  }
  await fetch("/done");
</script><img src="/held" alt="">`;

let release;
const done = new Promise((resolve) => (release = resolve));
const server = createServer(async (request, response) => {
  if (request.url === "/done") release();
  if (request.url === "/done" || request.url === "/held") {
    await done;
    return response.end();
  }
  if (request.url === "/answers.csv") return createReadStream(FILE).pipe(response);
  response.setHeader("Content-Type", TYPES[request.url.split(".").pop()] ?? "text/html");
  if (request.url === "/") return response.end(PAGE);
  return readFile(new URL(`.${request.url}`, PACKAGE)).then(
    (bytes) => response.end(bytes),
    () => response.writeHead(404).end(),
  );
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const profile = await mkdtemp(join(tmpdir(), "stats-"));
const { stdout } = await promisify(execFile)(process.env.OUTOFTEN_CHROMIUM ?? "chromium", [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  `--user-data-dir=${profile}`, "--dump-dom", `http://127.0.0.1:${server.address().port}/`,
]);
const result = JSON.parse(stdout.match(/<pre id="out">(.*?)<\/pre>/s)[1]);
if (result.error) throw new Error(result.error);
const line = (name, ms, longest) =>
  console.log(`${name.padEnd(20)} ${(ms / 1000).toFixed(2)} s, longest wait of the page ${longest.toFixed(0)} ms`);
console.log(`${result.megabytes.toFixed(0)} MB, best of 3`);
line("outoften-stats", result.ours, result.oursLongest);
line("PapaParse and a loop", result.papa, result.papaLongest);
console.log(`PapaParse takes ${(result.papa / result.ours).toFixed(1)} times as long`);
server.close();
server.closeAllConnections();
await rm(profile, { recursive: true, force: true, maxRetries: 5 });
