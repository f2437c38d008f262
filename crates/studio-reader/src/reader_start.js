// Loads the reader: as a worker's script by its first message, as a page's script by a call.
const start = async ({ glue, wasm, port, slice }) => {
  const reader = await import(glue);
  await reader.default({ module_or_path: wasm });
  reader.serve(port, slice);
};
if (globalThis.document) globalThis.startReader = start;
else onmessage = ({ data }) => start(data).catch((error) => postMessage(String(error)));
