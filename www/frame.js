/*
 * The way without WebAssembly: the collector's hosted form in a frame.
 *
 * Loaded by the loader, and only where the browser or the page's policy refuses WebAssembly. What
 * it is not: it knows no rule. How long to wait after which outcome is said by the form, which
 * asked the core; here it is only written down, in the ledger that the card keeps too. Without a
 * ledger nobody is asked. What only the core could tell is decided for the visitor: while any
 * survey's wait lasts, and where a survey has a sample, conditions or a delay for new visitors,
 * nobody is asked who has not asked for it. It never throws: the loader catches what the browser
 * refuses.
 */

const LEDGER = 'oot:ledger';
const SHEET = `
  :host { all: initial !important; position: fixed !important; z-index: 2147483647 !important;
    inset: auto 16px 16px auto !important; display: block !important;
    width: min(528px, calc(100vw - 32px)) !important; }
  :host([hidden]) { display: none !important; }
  :host([data-aside]) { opacity: 0 !important; pointer-events: none !important; }
  iframe { display: block; width: 100%; height: 0; max-height: calc(100vh - 32px); border: 0;
    border-radius: 16px; background: transparent; color-scheme: normal;
    box-shadow: 0 1px 3px rgba(10, 12, 20, .08), 0 18px 48px -12px rgba(10, 12, 20, .28); }`;

/** What does not come within this time does not come. */
const LOAD_MS = 10_000;

/** Whether a mark (`written_at due_at`, as the loader reads it) asks to wait. */
function waits(mark, now) {
  const [written, due] = mark.split(' ');
  return now < due && now + 864e5 >= written;
}

/** Whether a visitor may be asked as far as can be told without the core. */
function mayAsk({ sampling, targeting, fatigue }) {
  const marks = Object.keys(localStorage).filter((key) => key.startsWith('oot:due:'));
  const now = Date.now();
  const chosen = (sampling || {}).percent < 100 || (targeting || []).length || (fatigue || {}).first_seen_delay;
  return !chosen && !marks.some((key) => waits(localStorage.getItem(key), now));
}

/** Shows the collector's form for the survey of the page's tag, once at a time. */
export function show(page, description, askedFor) {
  const { settings, root, wanted, person, say } = page;
  if (page.frame) return;
  if (settings.src && !settings.api) {
    throw "WebAssembly does not run here; the page's policy needs script-src 'wasm-unsafe-eval', or the tag data-api, \
the address of a collector, whose form asks in a frame";
  }
  const { origin } = new URL(root, location.href);
  const { survey, segment } = settings;
  if (!askedFor && !mayAsk(description)) return;
  const group = (description.fatigue || {}).group || 'nps-relational';
  const query = new URLSearchParams({ embed: 1, lang: wanted[0] || '' });
  if (segment) query.set('segment', segment);
  if (person) query.set('u', person);
  const host = document.createElement('out-of-ten');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEET);
  shadow.adoptedStyleSheets = [sheet];
  const frame = document.createElement('iframe');
  frame.title = (description.brand || {}).name || 'Out of Ten';
  frame.src = root + 'f/' + encodeURIComponent(survey) + '?' + query;
  host.hidden = true;
  shadow.append(frame);

  const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  let outcomes;
  let answered = false;
  const late = setTimeout(() => {
    leave();
    say(frame.src + " shows no form: it asks nobody now, or this site is not among the survey's origins");
  }, LOAD_MS);

  function record(kind, wait) {
    const now = Date.now();
    const line = [kind, now, group.replace(/\s/g, '-'), id].join(' ') + '\n';
    localStorage.setItem(LEDGER, (localStorage.getItem(LEDGER) || '') + line);
    localStorage.setItem('oot:due:' + survey, now + ' ' + (now + wait));
  }

  function leave() {
    clearTimeout(late);
    page.frame = null;
    removeEventListener('message', hear);
    document.removeEventListener('securitypolicyviolation', refuse);
    host.remove();
    if (outcomes) tell('closed');
  }

  function tell(name) {
    document.dispatchEvent(new CustomEvent('oot:' + name, { detail: id }));
  }

  const heard = {
    waits(value) {
      if (outcomes) return;
      clearTimeout(late);
      outcomes = value;
      record('shown', outcomes[0]);
      host.hidden = false;
      if (host.showPopover) {
        host.setAttribute('popover', 'manual');
        host.showPopover();
      }
      tell('shown');
    },
    height(value) {
      frame.style.height = value + 'px';
    },
    answered() {
      answered = true;
      record('answered', outcomes ? outcomes[2] : 0);
      tell('answered');
    },
    close() {
      if (!answered && outcomes) {
        record('dismissed', outcomes[1]);
        tell('dismissed');
      }
      leave();
    },
  };

  function hear(event) {
    if (event.source !== frame.contentWindow || !event.data) return;
    const { outoften: name, value } = event.data;
    if (!Object.hasOwn(heard, name)) return;
    try {
      heard[name](value);
    } catch (error) {
      leave();
      say('storage is blocked or full, so nobody is asked');
    }
  }

  function refuse(event) {
    if (event.disposition === 'report' || event.effectiveDirective !== 'frame-src' || !event.blockedURI.startsWith(origin)) return;
    leave();
    say("the form cannot be shown; the page's policy needs script-src 'wasm-unsafe-eval', or frame-src " + origin);
  }

  page.frame = { close: heard.close, forget: leave };
  addEventListener('message', hear);
  document.addEventListener('securitypolicyviolation', refuse);
  document.documentElement.append(host);
}
