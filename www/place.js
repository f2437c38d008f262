/*
 * Where an inline card stands; the card looks for the same. What it is not: a module that is served;
 * `frame.js` and `why.js` each hold it.
 */

import { roots } from './roots.js';

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
