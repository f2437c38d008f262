/*
 * Whether anything that a selector fits is seen, also inside the open shadow roots of a page's components.
 * Loaded with `triggers-extra.js`. What it is not: it waits for nothing.
 */

import { isOnScreen, roots } from '../elements.js';

/** Of a selector that fits a whole page so many elements are looked at: some milliseconds' worth. */
const MOST_ELEMENTS = 5_000;
/** Roots come and go more rarely than elements, and to find them takes a look at everything. In ms. */
const ROOTS_LAST_MS = 2_000;

/** `seen` says it of one element that has a box. */
export function sight(selector, seen) {
  let known = [];
  let foundAt = 0;
  function everywhere() {
    if (Date.now() - foundAt > ROOTS_LAST_MS) {
      known = [...roots()];
      foundAt = Date.now();
    }
    return known;
  }
  return () => everywhere().flatMap((root) => [...root.querySelectorAll(selector)])
    .slice(0, MOST_ELEMENTS).some((element) => isSeen(element, seen));
}

/** A wrapper without a box of its own counts by its content: `display: contents`, or floats inside. */
function isSeen(element, seen) {
  return seen(element) || isBoxless(element) && contentOf(element).some((node) => node.nodeType === Node.ELEMENT_NODE ?
    isSeen(node, seen) : node.nodeType === Node.TEXT_NODE && isTextSeen(node, element));
}

/** What is hidden has none either, and what is cut off hides its content. */
function isBoxless(element) {
  const { width, height } = element.getBoundingClientRect();
  const { display, overflow } = getComputedStyle(element);
  return !(width * height) && display !== 'none' && (display === 'contents' || overflow === 'visible');
}

/** As it is shown: of a component its root, of a slot what was put into it. */
function contentOf(element) {
  const assigned = element.localName === 'slot' ? element.assignedNodes() : [];
  return assigned.length ? assigned : [...(element.shadowRoot || element).childNodes];
}

function isTextSeen(text, wrapper) {
  const range = document.createRange();
  range.selectNodeContents(text);
  let around = wrapper;
  while (around.parentElement && getComputedStyle(around).display === 'contents') around = around.parentElement;
  return isOnScreen(range) && getComputedStyle(wrapper).visibility === 'visible' &&
    (!around.checkVisibility || around.checkVisibility({ opacityProperty: true }));
}
