/*
 * The dialog of the page that lies where the card would stand: somebody may be at it. Loaded with `triggers-extra.js`
 * where a page has dialogs that do not keep it to themselves. What it is not: a word on those that do.
 */

/** So far from its edge is the middle of each kind of card, in px. */
const MIDDLE = { popup: 136, bar: 72 };

/** Of the dialogs that a selector fits, the one over the middle of the card's place. One inside the page
    disturbs nobody. */
export function covering(dialogs, display, seen) {
  const { mode = 'popup', position = '' } = display || {};
  const [edge, side] = String(position || 'bottom-right').split('-');
  const half = Math.min(528, innerWidth - 32) / 2 + 16;
  const inward = mode === 'popup' ? half : mode === 'button' ? 22 : innerWidth / 2;
  const x = side === 'center' ? innerWidth / 2 : side === 'left' ? inward : innerWidth - inward;
  const deep = MIDDLE[mode] || innerHeight / 2;
  const top = mode !== 'inline' && document.elementFromPoint(x, edge === 'top' ? deep : innerHeight - deep);
  return top && seen(top) ? top.closest(dialogs) : null;
}
