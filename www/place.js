/*
 * Where an inline card stands; the card looks for the same. What it is not: a module that is served;
 * `frame.js` and `why.js` each hold it.
 */

/** What of the document names the place, and the element there, if there is one. */
export function inlinePlace({ target = '#out-of-ten' }, survey) {
  let named;
  try {
    named = document.querySelector(target);
  } catch (refused) { /* No selector: as one that matches nothing. */ }
  const authored = `out-of-ten:not([survey]),out-of-ten[survey="${CSS.escape(survey)}"]`;
  return { target, element: named || document.querySelector(authored) };
}
