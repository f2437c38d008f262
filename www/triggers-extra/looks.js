/*
 * The sheet of scales that few surveys want: stars, faces, colours. What it is not: it draws nothing itself.
 * Loaded with `triggers-extra.js`, for a survey that wants one of them.
 */
import css from '../../src/widget/looks.css';
import { roots } from '../elements.js';

let sheet;

/** Gives it to the card that stands, and to each that comes, before it is painted. */
export function dress() {
  if (!sheet) document.addEventListener('oot:shown', dress);
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(css);
  for (const root of roots()) {
    for (const { shadowRoot } of root.querySelectorAll('out-of-ten')) {
      if (shadowRoot && !shadowRoot.adoptedStyleSheets.includes(sheet)) {
        shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
      }
    }
  }
}
