/*
 * What follows a display. The card steps aside where the page needs it to, stays above a phone's
 * keyboard, hears digits and eases its height; and the collector is told how the display ended.
 *
 * Tells the collector that a card was shown, put off or closed, so that it can say how many of those
 * who were asked have answered. No name, no cookie: the id is that of one display.
 *
 * The reply to `shown` is a token that the display's answers carry: proof that there was a card.
 * Only where the survey comes from a collector. What fails is forgotten: a count is not worth a
 * second try, and nothing waits for it: the loader fetches this after the card stands.
 */
import { stepAside } from './display-events/aside.js';
import { hearDigits } from './display-events/digits.js';
import { followKeyboard } from './display-events/keyboard.js';
import { move } from './display-events/motion.js';

export { stepAside };

const EVENTS = { later: 'snoozed', dismissed: 'dismissed', optedout: 'opted_out' };

/** What has to be done about the display of this id, which stands. */
export function follow(page, id) {
  stepAside();
  const host = [...document.querySelectorAll('out-of-ten')].find(({ shadowRoot }) => shadowRoot && shadowRoot.querySelector('.card, iframe'));
  if (host) {
    followKeyboard(host);
    const card = host.shadowRoot.querySelector('.card');
    if (card) {
      hearDigits(card);
      move(page, host, card);
    }
    // Stars, faces and colours, if the page called for the card and nothing was fetched before.
    if (host.shadowRoot.querySelector('[data-look$=s],[data-look^=c]')) page.load('triggers-extra').then(({ dress }) => dress()).catch(String);
  }
  if (page.settings.lang) page.load('triggers-extra').then(({ nameLanguage }) => nameLanguage(page)).catch(String);
  return page.settings.src ? undefined : count(page, id);
}

/** Counts the display, and how it ends. */
function count(page, id) {
  const over = new AbortController();
  for (const [name, event] of Object.entries(EVENTS)) {
    document.addEventListener('oot:' + name, ({ detail }) => {
      if (detail === id) tell(page, event, id).catch(() => {});
    }, { signal: over.signal });
  }
  document.addEventListener('oot:closed', () => over.abort(), { once: true });
  return tell(page, 'shown', id);
}

async function tell(page, event, id) {
  const { root, settings, person } = page;
  const facts = { survey: settings.survey, event, id: event === 'shown' && id, person };
  // None of them holds a character that JSON would have to escape.
  const said = Object.entries(facts).filter((fact) => fact[1]).map(([name, value]) => '"' + name + '":"' + value + '"');
  const body = '{' + said + '}';
  const reply = await fetch(root + 'v1/events', { method: 'POST', body, credentials: 'omit', keepalive: true });
  const { display } = await reply.json();
  if (display && page.canRun()) (await page.card()).admit(id, display);
}
