// The entry for browsers and bundlers: fetches the wasm module beside it.
import { over } from "./index.js";
import init, { FileScore, answer } from "./wasm/measure.js";

await init({ module_or_path: new URL("./wasm/measure_bg.wasm", import.meta.url) });

export const { score, interval, compare, sampleSize, scoreFile } = over({ answer, FileScore });
export { MeasureError } from "./index.js";
