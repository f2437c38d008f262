// Compiled by tsc, not run: what the package's types promise.
import { StatsError, compare, interval, sampleSize, score, scoreFile, type FileReport, type Report } from "../index.js";

const report: Report = score({ counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] }, { small: true });
const nps: number | null = report.nps;
const limits: number | undefined = interval({ scores: [10, null] })?.low;
const p: number | null | undefined = compare({ scores: [1] }, { scores: [9] })?.p_value;
const needed: number = sampleSize({ margin: 5 }).n;
const file: Promise<FileReport> = scoreFile(new Blob(["score\n9\n"]), { by: "plan" });
// @ts-expect-error a margin is a number
sampleSize({ margin: "5" });
// @ts-expect-error there is no such field
report.score;
const code: string = new StatsError().code;
void [nps, limits, p, needed, file, code];
