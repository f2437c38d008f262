(() => {
  const tell = (event, value) => parent.postMessage({ outoften: event, value }, "*");
  const { documentElement: root, body } = document;
  const { waits, answered, left, radius } = body.dataset;
  const [form, edge, said] = ["form", ".edge", ".said"].map((name) => document.querySelector(name));
  const chosen = () => form && form.querySelector("[name=score]:checked");
  tell("radius", Number(radius));
  new ResizeObserver(() => tell("height", Math.ceil(root.getBoundingClientRect().height))).observe(root);

  // Closing with a score chosen keeps the score; what was not sent besides it does not leave.
  const close = () => {
    if (!chosen()) return tell("close");
    form.querySelectorAll("textarea,[name=driver],[name=address],[name=agree]").forEach((field) => { field.disabled = true; });
    form.elements.left.disabled = false;
    tell("leaving");
    form.submit();
  };
  addEventListener("keydown", (event) => event.key === "Escape" && close());
  addEventListener("message", ({ source, data }) => source === parent && data && data.outoften === "leave" && close());
  document.querySelectorAll(".close").forEach((button) => button.addEventListener("click", close));
  document.querySelectorAll("[data-tell]").forEach((button) => {
    button.addEventListener("click", () => tell(button.dataset.tell));
  });

  const ask = () => {
    tell("waits", waits.split(" ").map(Number));
    // What is to be heard has to stand for a while before it gets its words.
    setTimeout(() => { if (said && !chosen()) said.textContent = said.dataset.line; }, 1000);
  };
  if (answered) {
    const thanks = document.querySelector("h1");
    if (document.hasFocus()) thanks.focus();
    tell("answered", Number(answered));
    if (left) tell("close");
  } else if (waits && edge) {
    tell("edge");
    edge.addEventListener("click", () => {
      edge.remove();
      ask();
      form.querySelector("[name=score]").focus();
    });
  } else if (waits) ask();
})();
