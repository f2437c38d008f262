// The published figures through the wasm module, in Node: `npm test` after the module was built.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { StatsError, compare, interval, sampleSize, score, scoreFile } from "outoften-stats";

const vectors = (file) =>
  JSON.parse(readFileSync(new URL(`../../../crates/core/tests/vectors/${file}`, import.meta.url)));
const close = (actual, expected, tolerance = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} instead of ${expected}`);

test("scores", () => {
  for (const record of vectors("nps.json")) {
    const report = score({ counts: record.counts }, { small: true });
    assert.equal(report.n, record.n);
    assert.equal(report.nps_rounded, record.nps_rounded);
    close(report.nps, record.nps);
    close(report.variance, record.var);
    close(report.standard_error, record.se);
    close(report.interval.low, record.adjwald95_clamped[0]);
    close(report.interval.high, record.adjwald95_clamped[1]);
  }
});

test("no answers is null and score 0 is a score", () => {
  assert.equal(score({ scores: [] }).nps, null);
  assert.equal(score({ scores: [null] }).n, 0);
  assert.equal(score({ scores: [0] }).nps, -100);
  assert.equal(score({ scores: [0] }).interval, null);
});

test("intervals", () => {
  for (const record of vectors("nps.json")) {
    const of = { counts: record.counts };
    for (const [method, key] of [["score", "score95"], ["mover", "mover95"]]) {
      const limits = interval(of, { method, small: true });
      close(limits.low, Math.max(-100, record[key][0]), 1e-6);
      close(limits.high, Math.min(100, record[key][1]), 1e-6);
    }
  }
});

test("comparisons", () => {
  const answers = ({ detractors, passives, promoters }) => ({
    counts: [detractors, 0, 0, 0, 0, 0, 0, passives, 0, 0, promoters],
  });
  for (const record of vectors("nps_two_sample.json")) {
    for (const [method, key] of [["wald", "wald"], ["adjusted-wald", "adjusted"]]) {
      const actual = compare(answers(record.a), answers(record.b), { method });
      close(actual.difference, record[key].diff);
      close(actual.interval.low, record[key].ci95[0]);
      if (record[key].p_value === null) assert.equal(actual.p_value, null);
      else close(actual.p_value, record[key].p_value);
    }
  }
  assert.equal(compare({ scores: [] }, { scores: [9] }), null);
});

test("sample sizes", () => {
  assert.deepEqual(sampleSize({ margin: 5 }), { n: 1534, method: "adjusted-wald" });
  assert.equal(sampleSize({ margin: 10, method: "wald", population: 250 }).n, 152);
  assert.equal(sampleSize({ difference: 10, power: 0.9, method: "wald" }).n, 2102);
  assert.equal(sampleSize({ margin: 5, shares: [20, 30, 50], method: "wald" }).n, 938);
});

test("what is refused says why", () => {
  for (const [call, code] of [
    [() => score([1, 2, 3]), "range"],
    [() => score({ scores: [11] }), "range"],
    [() => score({ scores: [NaN] }), "range"],
    [() => score({ counts: [1, 2] }), "range"],
    [() => score({ scores: [9] }, { level: 1 }), "bad_level"],
    [() => score({ scores: [9] }, { sureness: 1 }), "unknown"],
    [() => sampleSize({ margin: 0 }), "bad_margin"],
  ]) {
    assert.throws(call, (error) => error instanceof StatsError && error.code === code);
  }
});

const FILE = "score,plan,date\n10,a,2026-10-01\n0,b,2026-11-01\nx,b,2026-11-01\n,b,\n";

test("files", async () => {
  const report = await scoreFile(new Blob([FILE]), { by: "plan", every: "month" });
  assert.deepEqual([report.n, report.nps, report.bad_rows, report.unanswered], [2, 0, 1, 1]);
  assert.deepEqual(report.segments.map((part) => part.name), ["a", "b"]);
  assert.deepEqual(report.periods.map((part) => part.name), ["2026-10", "2026-11"]);
  const pieces = [...new TextEncoder().encode(FILE)].map((byte) => new Uint8Array([byte]));
  assert.equal((await scoreFile(pieces)).n, 2);
});

test("an encoding that is named", async () => {
  const latin = Uint8Array.from([...Buffer.from("Note,Land\n9,"), 0xd6, ...Buffer.from("sterreich\n")]);
  const named = (report) => report.segments.map((segment) => segment.name);
  const report = await scoreFile([latin], { by: "Land", encoding: "windows-1252" });
  assert.deepEqual(named(report), ["\u00d6sterreich"]);
  assert.deepEqual(report.warnings, []);
  const garbled = await scoreFile([latin], { by: "Land" });
  assert.match(garbled.warnings[0], /name the encoding/);
  await assert.rejects(scoreFile([latin], { encoding: "klingon" }), { code: "range", field: "options.encoding" });
});

test("a JSON list", async () => {
  assert.equal((await scoreFile(new Blob(['[{"score": 9}, {"score": 3}]']))).n, 2);
});

test("files that cannot be read and readings that are stopped", async () => {
  await assert.rejects(scoreFile(new Blob([])), { name: "StatsError", code: "empty" });
  await assert.rejects(scoreFile(new Blob([FILE]), { by: "city" }), { code: "no_such_column" });
  const signal = AbortSignal.abort();
  await assert.rejects(scoreFile(new Blob([FILE]), { signal }), { name: "AbortError" });
});

test("a large file leaves room for others and tells how far it is", async () => {
  const rows = new TextEncoder().encode("9,\"a comment, with a comma\"\n".repeat(10_000));
  const pieces = [new TextEncoder().encode("score,comment\n"), ...Array(60).fill(rows)];
  let told = 0;
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const report = await scoreFile(pieces, { onProgress: (bytes) => (told = bytes) });
  clearInterval(timer);
  assert.equal(report.n, 600_000);
  assert.ok(told > 0 && turns > 0, `${told} bytes told, ${turns} turns of others`);
});
