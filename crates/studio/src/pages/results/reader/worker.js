// The beginning of the reader's thread: takes the glue's address and the compiled module, starts
// the module a second time, and passes on what came in meanwhile. Everything else is Rust.
const early = [];
const broken = (why) => postMessage(JSON.stringify({ Broken: String(why) }));
onunhandledrejection = ({ reason }) => broken(reason);
onmessage = async ({ data: { glue, module } }) => {
  onmessage = ({ data }) => early.push(data);
  try {
    const { default: start } = await import(glue);
    await start({ module_or_path: module });
    // The module has put its own listener in place.
    for (const data of early) onmessage(new MessageEvent("message", { data }));
  } catch (error) {
    broken(error);
  }
};
