/*
 * A phone's keyboard covers the window without making it smaller: the card's sheet is told how much of
 * the window is covered, so that neither the box nor Send is. What it is not: it moves nothing itself,
 * except what is written in into view. Loaded with `display-events.js`, after the card stands.
 */

/** Follows the keyboard for as long as the card of this host stands. */
export function followKeyboard(host) {
  const seen = window.visualViewport;
  if (!seen) return;
  const root = host.shadowRoot.querySelector('.root');
  // The form in a frame moves as a whole; inside it the browser shows the field that is written in.
  const stage = root ? root.parentElement : host.shadowRoot.firstElementChild;
  const over = new AbortController();
  const fit = () => {
    // Taken away without a word, because consent was.
    if (!stage.isConnected) return over.abort();
    const isZoomed = seen.scale > 1.01;
    const covered = isZoomed ? 0 : Math.max(0, Math.floor(innerHeight - seen.height - seen.offsetTop));
    stage.style.setProperty('--covered', covered + 'px');
    // The sheet then keeps Send at the lower edge; what is written in stays above it.
    stage.toggleAttribute('data-covered', covered);
    const field = covered && host.shadowRoot.activeElement;
    if (field) field.scrollIntoView({ block: 'nearest' });
  };
  // Some phones move what is seen of the window instead of making it smaller again.
  for (const name of ['resize', 'scroll']) seen.addEventListener(name, fit, { signal: over.signal });
  document.addEventListener('oot:closed', () => over.abort(), { once: true });
  fit();
}
