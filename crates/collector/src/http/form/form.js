(() => {
  const tell = (event, value) => parent.postMessage({ outoften: event, value }, "*");
  const { documentElement: root, body } = document;
  const { waits, answered, left: isLeft, radius } = body.dataset;
  const [form, edge, said] = ["form", ".edge", ".said"].map((name) => document.querySelector(name));
  const chosen = () => form && form.querySelector("[name=score]:checked");
  tell("lang", root.lang);
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
  // Not where the key is an input method's.
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && event.keyCode !== 229) close();
  });
  // What the page has to say: that it closes the card, and how it wants it to look.
  const looks = { text: "ink", muted: "soft", soft: "wash" };
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || !data) return;
    if (data.outoften === "leave") close();
    if (data.outoften === "open" && edge) edge.click();
    if (data.outoften !== "look") return;
    data.value.forEach(([name, value]) => root.style.setProperty("--" + (looks[name] || name), value));
    // What the survey gives as a path of the site's.
    document.querySelectorAll("[data-path]").forEach((part) => {
      part[part.src === undefined ? "href" : "src"] = new URL(part.dataset.path, data.base);
      part.hidden = false;
    });
  });
  const [box, left] = ["textarea", ".left"].map((name) => document.querySelector(name));
  if (left) box.addEventListener("input", () => {
    const rest = Math.max(0, box.maxLength - box.value.length);
    left.textContent = rest < 200 ? left.dataset.line.replace("{left}", rest) : "";
  });
  addEventListener("error", ({ target }) => { if (target.src) target.hidden = true; }, true);
  if (form) form.addEventListener("submit", () => tell("sending"));
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
    if (isLeft) tell("close");
  } else if (waits && edge) {
    tell("edge");
    edge.addEventListener("click", () => {
      edge.remove();
      ask();
      form.querySelector("[name=score]").focus();
    });
  } else if (waits) ask();
})();
