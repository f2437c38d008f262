/*
 * What the card does by itself after it stands: its height eases to what it holds, and a thank-you that
 * nobody has touched leaves. What it is not: it knows no state of the card; without it everything is there
 * at once and stays. Loaded with `counts.js`.
 */

const EASING_MS = 180;
/** Less is a line more in the comment box, which is not to be waited for while somebody writes. */
const EASED_FROM_PX = 32;
const THANKED_MS = 5000;

/** Follows the card of the page. */
export function move(page) {
  const host = [...document.querySelectorAll('out-of-ten')].find(({ shadowRoot }) => shadowRoot && shadowRoot.querySelector('.card'));
  if (!host) return;
  const card = host.shadowRoot.querySelector('.card');
  let before = 0;
  let easing;
  let thanked;
  const ease = () => {
    const now = card.offsetHeight;
    const last = before;
    before = now;
    if (!last || Math.abs(now - last) < EASED_FROM_PX || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    // Nothing scrolls meanwhile, and a second click hits nothing: see the sheet.
    const frames = { height: [last + 'px', now + 'px'], '--still': ['hidden', 'hidden'], '--shield': ['block', 'block'] };
    easing = card.animate(frames, { duration: EASING_MS, easing: 'ease-out' });
    easing.onfinish = () => {
      easing = 0;
      before = card.offsetHeight;
    };
  };
  new ResizeObserver(() => {
    // A link is to be read and followed in peace; a card in the page would move what is beneath it.
    if (!thanked && card.querySelector('.thanks') && !card.querySelector('a') && host.dataset.at !== 'inline') {
      thanked = setTimeout(async () => (await page.card()).close(false), THANKED_MS);
      // The key that sent is let go in the thank-you: who uses the keyboard, or hears the card, is not hurried.
      for (const name of ['pointerdown', 'keydown', 'keyup']) card.addEventListener(name, () => clearTimeout(thanked));
    }
    if (!easing) ease();
  }).observe(card);
}
