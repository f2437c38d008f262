/*
 * How the page wants the form to look: its own `--oot-…` properties, the font where the survey leaves it
 * to the page, and where the page is, for its logo and its links. A frame sees nothing of the page, so it
 * is told. What it is not: it knows no style of the form's. Loaded with `frame.js`. Of a font only what
 * the device itself has reaches a frame.
 */

const NAMES = ['surface', 'text', 'muted', 'line', 'soft', 'fill', 'on-fill', 'cover', 'on-cover', 'radius', 'font'];

/** What the page says of the card that stands in `host`, by the names that README lists. */
export function lookOf(host, { font }) {
  const around = host.parentElement === document.documentElement ? document.body : host.parentElement;
  const own = getComputedStyle(host);
  const value = NAMES.map((name) => [name, own.getPropertyValue('--oot-' + name).trim()]);
  if (font) value.unshift(['font', font === 'inherit' ? getComputedStyle(around || host).fontFamily : font]);
  return { value: value.filter((said) => said[1]), base: new URL('.', document.baseURI).href };
}
