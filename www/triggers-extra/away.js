/*
 * A card that nobody has touched steps down where an application moves to a page that the survey leaves
 * out, and comes back with a page that it is for. It is not closed: it is the same display, and no
 * outcome is told. What it is not: a word on cards that the page called for. Loaded with `triggers-extra.js`.
 */

import { roots } from '../elements.js';

/** How often it is looked, besides when the browser tells of a new address, in ms. */
const LOOK_AGAIN_MS = 500;

/** `isHere` says whether the survey is for this page, `isRight` whether the moment is right too. */
export function stepDown(isHere, isRight) {
  const host = standing();
  if (!host) return;
  const over = new AbortController();
  const { signal } = over;
  const timer = setInterval(look, LOOK_AGAIN_MS);
  let isAway = false;

  function stay() {
    over.abort();
    clearInterval(timer);
    host.removeAttribute('data-away');
  }

  function look() {
    const root = host.shadowRoot;
    // Closed meanwhile, called back by the page, or answered before this was loaded.
    if (!host.isConnected || !isCard(host) || isAway && !host.hasAttribute('data-away') ||
      root.querySelector(':checked, .thanks')) return stay();
    const dialog = root.querySelector('dialog');
    if (!isAway && !isHere() && (dialog || !root.activeElement)) {
      isAway = true;
      // Unseen, it would still keep the page to itself.
      if (dialog) dialog.close();
      host.setAttribute('data-away', '');
    } else if (isAway && isRight()) {
      isAway = false;
      host.removeAttribute('data-away');
      if (dialog) dialog.showModal();
    }
  }

  // Tab only passes through; a form in a frame is touched where the window's focus goes into it.
  const touch = ({ key }) => key === 'Tab' || stay();
  for (const name of ['pointerdown', 'keydown', 'input']) host.addEventListener(name, touch, { capture: true, signal });
  window.addEventListener('blur', () => document.activeElement === host && host.shadowRoot.querySelector('iframe') && stay(), { signal });
  if (window.navigation) window.navigation.addEventListener('currententrychange', look, { signal });
  look();
}

const isCard = ({ shadowRoot }) => shadowRoot && shadowRoot.querySelector('.card, .edge, iframe');

function standing() {
  return [...roots()].flatMap((root) => [...root.querySelectorAll('out-of-ten')]).find(isCard);
}
