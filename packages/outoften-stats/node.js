// The entry for Node: reads the wasm module from disk.
import { readFileSync } from "node:fs";
import { over } from "./index.js";
import { FileScore, answer, initSync } from "./wasm/stats.js";

initSync({ module: readFileSync(new URL("./wasm/stats_bg.wasm", import.meta.url)) });

export const { score, interval, compare, sampleSize, scoreFile } = over({ answer, FileScore });
export { StatsError } from "./index.js";
