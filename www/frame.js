/*
 * The way without WebAssembly: the collector's hosted form in a frame.
 *
 * Loaded by the loader, and only where the browser or the page's policy refuses WebAssembly. The form
 * stands where the card would (`frame/stand.js`), and what the visitor does with it is told to the page
 * and written into the ledger that the card keeps too (`frame/ledger.js`). What it is not: it knows no
 * rule. How long to wait after which outcome is said by the form, which asked the core. Without a ledger
 * nobody is asked. It never throws at the page: the loader catches what the browser refuses.
 */

import { lacking } from './frame/lacking.js';
import { history, mayAsk } from './frame/ledger.js';
import { lookOf } from './frame/look.js';
import { frameAt, placeOf } from './frame/stand.js';

/** What does not come within this time does not come. */
const LOAD_MS = 10_000;
/** A document that is there and has said nothing for so long is none of the form's. */
const SILENT_MS = 1_000;

/** What would have to change where the form cannot ask. */
const NEEDED = "WebAssembly does not run here; the page's policy needs script-src 'wasm-unsafe-eval', ";
const LACKS = {
  formless: 'or the tag data-api, the address of a collector, whose form asks in a frame',
  own: "because the form in a frame sends no answers to the survey's endpoint",
  chooses: 'because without it nobody can tell whom the survey chooses',
};

/** Shows the collector's form for the survey of the page's tag, once at a time. */
export function show(page, description, askedFor) {
  const { settings, root, wanted, person, say } = page;
  if (page.frame) return askedFor && page.frame.open();
  const lack = lacking(page, description);
  if (lack && !(askedFor && lack === 'chooses')) throw NEEDED + LACKS[lack];
  const { origin } = new URL(root, location.href);
  const { survey, segment } = settings;
  if (!askedFor && !mayAsk(page, description)) return;
  const place = placeOf(description.display || {}, survey, askedFor);
  const query = new URLSearchParams({ embed: 1, mode: place.mode, lang: wanted.slice(0, 5).join() });
  if (segment) query.set('segment', segment);
  if (person) query.set('u', person);
  const address = root + 'f/' + encodeURIComponent(survey) + '?' + query;
  const title = (description.brand || {}).name || 'Out of Ten';
  const stage = frameAt(place, address, title, () => heard.close());
  const { frame, host } = stage;
  const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const ledger = history(survey, (description.fatigue || {}).group || 'nps-relational');
  /* How long to wait after `shown`, `dismissed`, `answered`, and after "later" by how often before. */
  let waits;
  let answered = false;
  let late = setTimeout(() => {
    leave();
    say(address + " shows no form: the survey asks nobody now, or this site has to be put on the list of the survey's origins");
  }, LOAD_MS);

  /* What was sent and not confirmed: the browser shows a page of its own, which is nothing to look at. */
  let unsent;
  frame.addEventListener('load', () => unsent && lose(SILENT_MS));

  function lose(ms) {
    clearTimeout(unsent);
    unsent = setTimeout(() => {
      tell('failed', 0);
      leave();
      say(address + ' took no answer; what was sent is lost');
    }, ms);
  }

  function leave(silently) {
    clearTimeout(late);
    clearTimeout(unsent);
    page.frame = null;
    removeEventListener('message', hear);
    document.removeEventListener('securitypolicyviolation', refuse);
    stage.leave();
    if (waits && !silently) tell('closed');
  }

  function tell(name, detail = id) {
    document.dispatchEvent(new CustomEvent('oot:' + name, { detail }));
  }

  function end(kind, name, wait) {
    if (!answered && waits) {
      ledger.record(kind, wait);
      tell(name);
    }
    leave();
  }

  const heard = {
    /* The form's first words, in each of its documents. */
    radius(value) {
      clearTimeout(unsent);
      unsent = 0;
      frame.style.setProperty('--radius', Number(value) + 'px');
      frame.contentWindow.postMessage({ outoften: 'look', ...lookOf(host, description.brand || {}) }, origin);
    },
    /* The language that it speaks. */
    lang(value) {
      page.spoken = String(value);
    },
    height(value) {
      frame.style.height = Number(value) + 'px';
    },
    /* The button stands that opens the form: nobody is asked yet. */
    edge() {
      if (waits || place.mode !== 'button') return;
      clearTimeout(late);
      stage.stand(place.edge);
      document.dispatchEvent(new CustomEvent('oot:edge'));
    },
    waits(value) {
      if (waits) return;
      clearTimeout(late);
      waits = value;
      ledger.record('shown', waits[0]);
      stage.stand(place.at);
      tell('shown');
    },
    sending() {
      lose(LOAD_MS);
    },
    /* Closed with a score, which is on its way. */
    leaving() {
      stage.hide();
      late = setTimeout(leave, LOAD_MS);
    },
    answered() {
      if (answered || !waits) return;
      answered = true;
      ledger.record('answered', waits[2]);
      tell('scored');
      tell('answered');
    },
    later() {
      if (waits) end('snoozed', 'later', waits[3 + ledger.laters(waits.length - 4)] || waits[1]);
    },
    never() {
      end('opted_out', 'optedout', null);
    },
    close() {
      end('dismissed', 'dismissed', waits && waits[1]);
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
      say('storage is blocked or full, so nobody is asked; free some of it');
    }
  }

  function refuse(event) {
    if (event.disposition === 'report' || event.effectiveDirective !== 'frame-src' || !event.blockedURI.startsWith(origin)) return;
    leave();
    say("the form cannot be shown; the page's policy needs script-src 'wasm-unsafe-eval', or frame-src " + origin);
  }

  page.frame = {
    /* As its cross does: with a score chosen the score is kept, which only the form can see. */
    close(ends) {
      // The visitor is another one now: nothing of this form is sent or recorded.
      if (ends) return leave();
      if (!waits || answered) return heard.close();
      frame.contentWindow.postMessage({ outoften: 'leave' }, origin);
    },
    forget: () => leave(true),
    /* What still waits behind its button. */
    open: () => {
      // Or stands aside on a page that the survey leaves out.
      host.removeAttribute('data-away');
      if (waits) stage.stand(place.at);
      frame.contentWindow.postMessage({ outoften: 'open' }, origin);
    },
  };
  addEventListener('message', hear);
  document.addEventListener('securitypolicyviolation', refuse);
  stage.insert();
}
