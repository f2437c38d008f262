/*
 * Triggers that not every survey uses: time and pages of a visit, an element in view, an element clicked,
 * pages that it is for; what a card does on the others; stars, faces and colours. Loaded by `triggers.js` for a survey that has one of
 * them; for a page with dialogs, and by `display-events.js` for a tag that names a language, too. Made into one file
 * with what it imports.
 *
 * What it is not: it waits for nothing itself; it adds gates.
 */
import { stepDown } from './triggers-extra/away.js';
import { addPages, path } from './triggers-extra/pages.js';
import { sight } from './triggers-extra/sight.js';
import { roots } from './elements.js';

export { dress } from './triggers-extra/looks.js';
export { covering } from './triggers-extra/covering.js';
export { nameLanguage } from './triggers-extra/spoken.js';

/** What fits nothing for so long is said once, to whoever looks: it may be meant, or a mistake. In ms. */
const FITS_NOTHING_MS = 10_000;

/** What is waited for here, as what. */
const LIKE = { site_ms: 0, page_views: 0, visible: '', clicked: '', include: [''], exclude: [''] };
const alike = (value, like) => typeof value === typeof like && (!Array.isArray(like) || !!value.every &&
  value.every((one) => alike(one, '')));

/** Adds the gates of these triggers to those that are watched; `false` where one is unknown or of another
    type. */
export function add(triggers, page, watched) {
  if (!Object.entries(triggers).every(([name, value]) => alike(value, LIKE[name]))) return false;
  const { gate, eyes, follow, seen } = watched;
  // What is no selector is found out here, and not in a listener of somebody else's page.
  const fitsNothing = (name) => triggers[name] && ![...roots()].some((root) => root.querySelector(triggers[name]));
  const names = ['visible', 'clicked'].filter(fitsNothing);
  if (names.length) setTimeout(() => names.filter(fitsNothing).forEach((name) => console.debug('Out of Ten: triggers.' +
    name + ' "' + triggers[name] + '" fits no element of this page, so nobody is asked here')), FITS_NOTHING_MS);

  const visit = readVisit(triggers, page, watched);
  const onSite = () => Date.now() - visit.started;
  gate('site', triggers.site_ms, onSite, () => onSite() >= triggers.site_ms, () => triggers.site_ms - onSite());
  gate('views', triggers.page_views, visit.views, () => visit.views() >= triggers.page_views, follow);

  const inView = sight(triggers.visible, seen);
  gate('visible', triggers.visible, inView, inView, eyes);

  let clicked = false;
  gate('clicked', triggers.clicked, () => clicked);
  if (triggers.clicked) {
    // The whole way from what was clicked, through open shadow roots.
    document.addEventListener('click', (event) => {
      clicked = clicked || event.composedPath().some((node) => node.matches && node.matches(triggers.clicked));
    }, true);
  }
  const isHere = addPages(triggers, page, watched);
  // What the page did not call for itself; a card behind a button is the visitor's own wish.
  const offer = () => {
    if (isHere && watched.isOffered) stepDown(isHere, () => !watched.unmet().length);
    watched.isOffered = false;
  };
  for (const name of ['oot:edge', 'oot:shown']) document.addEventListener(name, offer);
  return true;
}

/** When this visit of the site began and how many pages it has seen; kept for as long as the tab
    is open, and only for a survey that asks for it. */
function readVisit({ site_ms: time, page_views: pages }, page, { stir, eyes }) {
  let kept = [];
  try {
    kept = (sessionStorage.getItem('oot:visit') || '').split(' ');
  } catch { /* Blocked: the visit is this page. */ }
  const started = Math.min(Number(kept[0]) || page.started, page.started);
  let views = Number(kept[1]) || 0;
  let route;
  function look() {
    if (route === path()) return views;
    route = path();
    views++;
    try {
      if (time || pages) sessionStorage.setItem('oot:visit', started + ' ' + views);
    } catch { /* As above. */ }
    return views;
  }
  look();
  if (window.navigation) window.navigation.addEventListener('currententrychange', () => { look(); stir(); });
  // Pages that go by while something else is waited for count too.
  else if (pages) setInterval(look, eyes());
  return { started, views: look };
}
