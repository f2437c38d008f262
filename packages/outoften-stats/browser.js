// The entry for browsers and bundlers: fetches the wasm module beside it.
import { over } from "./index.js";
import init, { FileScore, answer } from "./wasm/stats.js";

await init({ module_or_path: new URL("./wasm/stats_bg.wasm", import.meta.url) });

export const { score, interval, compare, sampleSize, scoreFile } = over({ answer, FileScore });
export { StatsError } from "./index.js";
