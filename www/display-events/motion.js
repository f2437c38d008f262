/*
 * What the card does by itself after it stands: its height eases to what it holds, and a thank-you that
 * nobody has touched leaves. What it is not: it knows no state of the card; without it everything is there
 * at once and stays. Loaded with `display-events.js`.
 */

const EASING_MS = 180;
/** Less is a line more in the comment box, which is not to be waited for while somebody writes. */
const EASED_FROM_PX = 32;
const THANKED_MS = 5000;

/** Follows the card of a host. */
export function move(page, host, card) {
  let height;
  let thanked;
  const sizes = new ResizeObserver(() => {
    // A link is to be read and followed in peace; a card in the page would move what is beneath it.
    if (!thanked && card.querySelector('.thanks') && !card.querySelector('a') && host.dataset.at !== 'inline') {
      thanked = setTimeout(async () => (await page.card()).close(false), THANKED_MS);
      // The key that sent is let go in the thank-you: who uses the keyboard, or hears the card, is not hurried.
      for (const name of ['pointerdown', 'keyup']) card.addEventListener(name, () => clearTimeout(thanked));
    }
    const from = height;
    height = card.offsetHeight;
    if (!from || Math.abs(height - from) < EASED_FROM_PX || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    // Nothing scrolls meanwhile: see the sheet. Heights on the way are not looked at, or the page would hear of it.
    sizes.disconnect();
    card.animate({ height: [from + 'px', height + 'px'], '--still': ['hidden', 'hidden'] }, EASING_MS).onfinish = () => {
      height = card.offsetHeight;
      sizes.observe(card);
    };
  });
  sizes.observe(card);
}
