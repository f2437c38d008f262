(() => {
  const tell = (event, value) => parent.postMessage({ outoften: event, value }, "*");
  const root = document.documentElement;
  new ResizeObserver(() => tell("height", root.offsetHeight)).observe(root);
  const close = () => tell("close");
  addEventListener("keydown", (event) => event.key === "Escape" && close());
  const button = document.querySelector(".close");
  if (button) button.addEventListener("click", close);
  const { waits } = document.body.dataset;
  if (waits) tell("waits", waits.split(" ").map(Number));
  if (document.body.dataset.answered) tell("answered", Number(document.body.dataset.answered));
})();
