/*
 * The page comes first: the card steps aside for a dialog of the page, and for a field beneath it that
 * has the focus. What it is not: it closes nothing and forgets nothing. Loaded with `display-events.js`, after
 * the card stands.
 */

import { isOnScreen } from '../elements.js';

/** How often it is looked whether a dialog is still open, in ms. */
const LOOK_AGAIN_MS = 500;
/** What a page puts above everything else, so that only it can be used. */
const MODALS = (CSS.supports('selector(:modal)') ? 'dialog:modal' : 'dialog[open]') + ', [aria-modal="true"]';

/**
 * While such a dialog of the page is open the card is out of sight: it would lie above it, or could
 * not be used. What was written in it stays, and it takes no focus when it comes back. Every dialog
 * tells of itself or moves the focus, so nothing is watched meanwhile. The same while something of
 * the page has the focus that the card covers; then Tab still leads into the card.
 */
export function stepAside() {
  const host = document.querySelector('html > out-of-ten');
  if (!host) return;
  const isOpen = () => [...document.querySelectorAll(MODALS)]
    .some((dialog) => isOnScreen(dialog) && getComputedStyle(dialog).visibility === 'visible');
  let aside = false;
  const look = async (isFirst) => {
    if (aside) return;
    if (!isOpen()) {
      // One that slides in is looked at once more.
      if (isFirst && document.querySelector(MODALS)) setTimeout(look, LOOK_AGAIN_MS);
      return;
    }
    host.hidden = aside = true;
    while (isOpen()) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    host.hidden = aside = false;
  };
  const clear = (type, target) => {
    const { left, top, width, height } = target.getBoundingClientRect();
    host.removeAttribute('data-aside');
    host.toggleAttribute('data-aside', type === 'focusin' && target !== host &&
      document.elementFromPoint(left + width / 2, top + height / 2) === host);
  };
  const hear = ({ type, target }) => {
    // Taken away without a word.
    if (!host.isConnected) return listen('remove');
    look(true);
    if (type !== 'toggle') requestAnimationFrame(() => clear(type, target));
  };
  const listen = (act) => ['toggle', 'focusin', 'focusout'].forEach((name) => document[act + 'EventListener'](name, hear, true));
  listen('add');
  look(true);
  document.addEventListener('oot:closed', () => listen('remove'), { once: true });
}
