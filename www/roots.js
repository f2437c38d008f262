/*
 * The page and the open shadow roots of its components; `src/widget/place.rs` looks for the same. What it
 * is not: a module that is served; whoever imports it holds it.
 */

/** The page first, then each root inside it; not those of the card's own elements. */
export function* roots(within = document) {
  yield within;
  for (const { shadowRoot, localName } of within.querySelectorAll('*')) {
    if (shadowRoot && !localName.startsWith('out-of-ten')) yield* roots(shadowRoot);
  }
}
