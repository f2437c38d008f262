/*
 * The right moment: the triggers of a survey document, and the manners that go without saying.
 *
 * Loaded by the loader beside the card, and only for a visitor who may be due. Triggers that few
 * surveys use are in `triggers-extra.js`, loaded for those. What it is not: it decides nobody's turn, and it
 * changes nothing of the page: it listens, and it looks. Addresses are followed by the browser's own
 * events, never by replacing the page's history functions.
 *
 * Each condition is a gate: what it is called, what is wanted, what there is now, whether it holds,
 * and in how many ms it makes sense to look again; without such a time an event will tell.
 */

import { isOnScreen } from './elements.js';

/** How often what no event tells is looked at, in ms. */
const LOOK_AGAIN_MS = 500;
/** Somebody who stopped typing is left alone for so long, in ms. */
const QUIET_MS = 1500;
/** Dialogs that keep the page to themselves. */
const MODALS = (CSS.supports('selector(:modal)') ? 'dialog:modal' : 'dialog[open]') +
  ', [aria-modal="true"], [role="alertdialog"]:not([aria-modal="false"])';
/** Any other may always be there, as the button of a chat is: it counts where it lies in the card's place. */
const DIALOGS = 'dialog[open], [role="dialog"], [role="alertdialog"]';

/** What is waited for here, as what. Any other trigger is one of `triggers-extra.js`. */
const OWN = { delay_ms: 0, scroll_percent: 0, exit_intent: true, event: '' };
/** For what nobody can wait: the card names it, which reads the document. */
const UNKNOWN = { gates: [], holds: () => true, comes() {} };

/**
 * Starts watching. `comes()` resolves once every gate holds, `holds()` asks them all now, `gates`
 * are there for people to read.
 */
export async function watch({ triggers, display, brand }, page) {
  triggers = triggers || {};
  if (brand && ['colored', 'stars', 'faces'].includes(brand.look)) (await page.load('triggers-extra')).dress();
  const set = Object.entries(triggers).filter(([, value]) => value !== null);
  if (!set.every(([name, value]) => !(name in OWN) || typeof value === typeof OWN[name])) return UNKNOWN;
  const { delay_ms: delay = 5000 } = triggers;
  let scrolledMost = 0;
  let left = false;
  let typedAt = 0;
  let wake = () => {};
  let stirring;
  let obstacle;
  let covering;

  const gates = [];
  function gate(name, wanted, now, holds = now, again = undefined) {
    if (wanted) gates.push({ name, wanted, now, holds, again, obstacle: () => obstacle });
  }
  const eyes = () => LOOK_AGAIN_MS;
  const watched = {
    gate, seen, eyes, unmet,
    // Where the browser does not tell of a new address, somebody has to look.
    follow: window.navigation ? undefined : eyes,
    stir: () => wake(),
  };

  const onPage = () => Date.now() - page.started;
  gate('delay', delay, onPage, () => onPage() >= delay, () => delay - onPage());
  gate('event', triggers.event, () => !!page.happened[triggers.event]);
  gate('scroll', triggers.scroll_percent, scrolled, () => scrolled() >= triggers.scroll_percent);
  gate('exit', triggers.exit_intent, () => left);
  const others = set.filter(([name]) => !(name in OWN));
  // An empty list, a nought and an empty text ask for nothing.
  if (others.some(([, value]) => value && value.length !== 0)) {
    if (!(await page.load('triggers-extra')).add(Object.fromEntries(others), page, watched)) return UNKNOWN;
  }
  gate('quiet', true, disturbance, () => !disturbance(), eyes);

  function scrolled() {
    const { scrollHeight } = document.documentElement;
    return scrolledMost = Math.max(scrolledMost, (scrollY + innerHeight) / scrollHeight * 100);
  }

  /** What speaks against this moment, in a word. */
  function disturbance() {
    obstacle = null;
    if (document.visibilityState !== 'visible') return 'hidden tab';
    if (Date.now() - typedAt < QUIET_MS) return 'typing';
    obstacle = [...document.querySelectorAll(MODALS)].find(seen);
    const other = document.querySelector(DIALOGS);
    if (!obstacle && other) {
      covering = covering || (page.load('triggers-extra').then((module) => { covering = module.covering; }).catch(String), () => other);
      obstacle = covering(DIALOGS, display, seen);
    }
    if (obstacle) return 'dialog';
    obstacle = [...document.querySelectorAll('video, audio')].find((media) => !media.paused && !media.muted);
    return obstacle ? 'playing' : '';
  }

  function hear(event) {
    if (event.type === 'keydown') typedAt = Date.now();
    if (event.type === 'mouseout' && onPage() >= delay && !event.relatedTarget && event.clientY <= 0) left = true;
    stirring = stirring || setTimeout(() => { stirring = 0; wake(); }, 50);
  }
  for (const name of ['scroll', 'visibilitychange', 'oot:event', 'keydown', 'click', 'mouseout']) {
    document.addEventListener(name, hear, true);
  }
  // The button before a card steps aside as the card does.
  document.addEventListener('oot:edge', () => page.load('display-events').then(({ stepAside }) => stepAside()).catch(String));
  (window.navigation || window).addEventListener(window.navigation ? 'currententrychange' : 'popstate', () => wake());

  function unmet() {
    return gates.filter((one) => !one.holds());
  }
  return {
    gates,
    // What comes now is offered, and not called for by the page.
    holds: () => watched.isOffered = !unmet().length,
    async comes() {
      for (let shut; (shut = unmet()).length;) {
        await new Promise((resolve) => {
          wake = resolve;
          if (shut.every((one) => one.again)) setTimeout(resolve, Math.max(...shut.map((one) => one.again())));
        });
      }
    },
  };
}

function seen(element) {
  return isOnScreen(element) &&
    (!element.checkVisibility || element.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
}
