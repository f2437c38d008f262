// What both entries share: the four functions over one function of the wasm module.

/** An argument that was refused. `code` is stable; `field` names the place, if there is one. */
export class MeasureError extends Error {
  constructor({ code, field, message }) {
    super(message);
    this.name = "MeasureError";
    this.code = code;
    this.field = field;
  }
}

// JSON has no NaN and would pass it off as null, which stands for "no answer".
const strict = (_, value) => {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new MeasureError({ code: "range", field: null, message: "every number must be finite" });
  }
  return value;
};

/** The API over `answer`, the function of the wasm module. */
export const over = (answer) => {
  const ask = (request) => {
    const { result, error } = JSON.parse(answer(JSON.stringify(request, strict)));
    if (error) throw new MeasureError(error);
    return result;
  };
  return {
    score: (of, options = {}) => ask({ do: "score", of, options }),
    interval: (of, options = {}) => ask({ do: "interval", of, options }),
    compare: (a, b, options = {}) => ask({ do: "compare", a, b, options }),
    sampleSize: (options) => ask({ do: "sampleSize", options }),
  };
};
