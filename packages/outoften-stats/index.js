// What both entries share: the functions of the package over those of the wasm module.

/** An argument that was refused. `code` is stable; `field` names the place, if there is one. */
export class StatsError extends Error {
  constructor({ code, field, message }) {
    super(message);
    this.name = "StatsError";
    this.code = code;
    this.field = field;
  }
}

// JSON has no NaN and would pass it off as null, which stands for "no answer".
const strict = (_, value) => {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new StatsError({ code: "range", field: null, message: "every number must be finite" });
  }
  return value;
};

const taken = ({ result, error }) => {
  if (error) throw new StatsError(error);
  return result;
};

// A page answers between two pieces of this size.
const PIECE = 1 << 17;

const inPieces = async function* (source) {
  const chunks = source.stream?.() ?? source;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
  }
};

// setTimeout waits at least 4 ms after a few calls; a message does not.
const breathe = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

// The module reads UTF-8 and UTF-16 by itself; the platform decodes what is named.
const decoderOf = (encoding) => {
  if (encoding == null) return { push: (piece) => piece, finish: () => new Uint8Array() };
  let decoder;
  try {
    decoder = new TextDecoder(encoding);
  } catch {
    const [code, field] = ["range", "options.encoding"];
    const message = `${field} must be the name of an encoding, such as windows-1252`;
    throw new StatsError({ code, field, message });
  }
  const encoder = new TextEncoder();
  return {
    push: (piece) => encoder.encode(decoder.decode(piece, { stream: true })),
    finish: () => encoder.encode(decoder.decode()),
  };
};

const scoreFile = (FileScore) => async (source, { onProgress, signal, encoding, ...options } = {}) => {
  const decoder = decoderOf(encoding);
  const file = new FileScore(JSON.stringify(options, strict));
  let bytes = 0;
  let rested = performance.now();
  try {
    for await (const piece of inPieces(source)) {
      signal?.throwIfAborted();
      if (!file.push(decoder.push(piece))) break;
      bytes += piece.length;
      if (performance.now() - rested > 12) {
        onProgress?.(bytes);
        await breathe();
        rested = performance.now();
      }
    }
    file.push(decoder.finish());
    return taken(file.finish());
  } finally {
    file.free();
  }
};

/** The API over what the wasm module exports. */
export const over = ({ answer, FileScore }) => {
  const ask = (request) => taken(answer(JSON.stringify(request, strict)));
  return {
    score: (of, options = {}) => ask({ do: "score", of, options }),
    interval: (of, options = {}) => ask({ do: "interval", of, options }),
    compare: (a, b, options = {}) => ask({ do: "compare", a, b, options }),
    sampleSize: (options) => ask({ do: "sampleSize", options }),
    scoreFile: scoreFile(FileScore),
  };
};
