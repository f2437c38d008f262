/*
 * Triggers that few surveys use: time and pages of a visit, an element in view, an element clicked,
 * regular expressions. Loaded by `moment.js` for a survey that has one of them.
 *
 * What it is not: it waits for nothing itself; it adds gates.
 */

/** Of a selector that fits a whole page so many elements are looked at: some milliseconds' worth. */
const MOST_ELEMENTS = 5_000;
/** What fits nothing for so long is said once, to whoever looks: it may be meant, or a mistake. In ms. */
const FITS_NOTHING_MS = 10_000;

/** Adds the gates of these triggers to those that are watched. */
export function add(triggers, page, watched) {
  const { gate, eyes, follow, seen } = watched;
  // What is no selector is found out here, and not in a listener of somebody else's page.
  const fitsNothing = (name) => triggers[name] && !document.querySelector(triggers[name]);
  const names = ['visible', 'clicked'].filter(fitsNothing);
  if (names.length) setTimeout(() => names.filter(fitsNothing).forEach((name) => console.debug('Out of Ten: triggers.' +
    name + ' "' + triggers[name] + '" fits no element of this page, so nobody is asked here')), FITS_NOTHING_MS);

  const visit = readVisit(triggers, page, watched);
  const onSite = () => Date.now() - visit.started;
  gate('site', triggers.site_ms, onSite, () => onSite() >= triggers.site_ms, () => triggers.site_ms - onSite());
  gate('views', triggers.page_views, visit.views, () => visit.views() >= triggers.page_views, follow);

  const inView = () => [...document.querySelectorAll(triggers.visible)].slice(0, MOST_ELEMENTS).some(seen);
  gate('visible', triggers.visible, inView, inView, eyes);

  let clicked = false;
  gate('clicked', triggers.clicked, () => clicked);
  if (triggers.clicked) {
    document.addEventListener('click', ({ target }) => {
      clicked = clicked || !!(target.closest && target.closest(triggers.clicked));
    }, true);
  }
  addExpressions(triggers, page, watched);
}

/** When this visit of the site began and how many pages it has seen; kept for as long as the tab
    is open, and only for a survey that asks for it. */
function readVisit({ site_ms: time, page_views: pages }, page, { path, stir, eyes }) {
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

/** What cannot be read lets nobody be asked: an owner who wanted some pages left alone must not see
    all of them asked. */
function addExpressions({ include = [], exclude = [] }, page, watched) {
  let unreadable = false;
  const read = (pattern) => {
    try {
      return [new RegExp(pattern.slice(6))];
    } catch {
      unreadable = true;
      page.say('the pattern "' + pattern + '" is no regular expression, so nobody is asked');
      return [];
    }
  };
  const of = (list) => list.filter((pattern) => pattern.startsWith('regex:')).flatMap(read);
  const [included, excluded] = [of(include), of(exclude)];
  const fits = (list) => list.some((pattern) => pattern.test(watched.path()));
  watched.isIncluded = () => fits(included);
  watched.isExcluded = () => unreadable || fits(excluded);
}
