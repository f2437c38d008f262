/*
 * Where elements are: in the page and in the open shadow roots of its components, on the screen, and the
 * place of an inline card. `src/widget/place.rs` looks in the same roots. This file is not served: each
 * module that imports it holds the part it needs.
 */

/** Whether any of an element lies inside the window. */
export function isOnScreen(element) {
  const { top, left, bottom, right, width, height } = element.getBoundingClientRect();
  return width * height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
}

/** The page first, then each root inside it; not those of the card's own elements. */
export function* roots(within = document) {
  yield within;
  for (const { shadowRoot, localName } of within.querySelectorAll('*')) {
    if (shadowRoot && !localName.startsWith('out-of-ten')) yield* roots(shadowRoot);
  }
}

/** What of the document names the place, and the element there, if there is one. */
export function inlinePlace({ target = '#out-of-ten' }, survey) {
  const authored = `out-of-ten:not([survey]),out-of-ten[survey="${CSS.escape(survey)}"]`;
  return { target, element: find(target) || find(authored) };
}

function find(selector) {
  try {
    for (const root of roots()) {
      const found = root.querySelector(selector);
      if (found) return found;
    }
  } catch (refused) { /* No selector: as one that matches nothing. */ }
  return undefined;
}
