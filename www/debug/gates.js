/*
 * The gates between a visitor and the card, each with what there is now, in the visitor's words. Asks
 * the loader, the core and the triggers; decides nothing and shows nothing.
 */
import { lacking } from '../frame/lacking.js';
import { inlinePlace } from '../elements.js';
import { policyLines, watchPolicy } from './policy.js';

/** All gates as `{name, detail, holds}`, where `holds` is nothing for what is no gate, and the lines
    that the page's policy lacks. */
export async function collect(page, { language, say }) {
  const refused = watchPolicy(page);
  const judge = new Judge(page, language, say);
  await judge.all();
  return { rows: judge.rows, lines: await policyLines(page, refused) };
}

class Judge {
  constructor(page, language, say) {
    Object.assign(this, { page, language, say, rows: [] });
  }

  row(name, detail, holds) {
    this.rows.push({ name: this.say(name), detail, holds });
    return holds;
  }

  async all() {
    const { page } = this;
    // Where the tag leaves consent to the document, that comes before any look at the storage.
    const early = page.settings.consent === 'required' || page.withdrawn ? undefined : await read(page);
    if (!this.consent(early)) return;
    if (this.storage()) this.outbox();
    const description = this.document(early || await read(page));
    if (!description) return;
    this.module(description);
    this.place(description);
    try {
      await page.prepare(description);
      await this.core(description);
    } catch (error) {
      this.row('card', told(error), false);
      return;
    }
    if (page.person) await this.person();
    try {
      (await page.watch(description)).gates.forEach((gate) => this.trigger(gate));
    } catch (error) {
      this.row('triggers', told(error), false);
    }
  }

  consent(early) {
    const { settings, granted, withdrawn } = this.page;
    if (withdrawn) return this.row('consent', this.say('consent_back'), false);
    const wanted = [settings.consent, (early && early.description?.privacy || {}).consent];
    if (!wanted.includes('required')) return this.row('consent', this.say('consent_free'), true);
    return this.row('consent', this.say(granted ? 'consent_given' : 'consent_missing'), !!granted);
  }

  storage() {
    try {
      localStorage.setItem('oot:try', '.'.repeat(100));
      localStorage.removeItem('oot:try');
      return this.row('storage', this.say('storage_works'), true);
    } catch (error) {
      const isFull = error.name === 'QuotaExceededError';
      return this.row('storage', this.say(isFull ? 'storage_full' : 'storage_blocked'), false);
    }
  }

  module(description) {
    if (this.page.canRun()) return this.row('wasm', this.say('wasm_runs'), true);
    const lack = lacking(this.page, description);
    return this.row('wasm', this.say('wasm_' + (lack || 'refused')), !lack);
  }

  outbox() {
    const waiting = undelivered(this.page);
    if (!waiting) return;
    const { count, since, next, status } = waiting;
    const tried = status === undefined ? '' : '; ' + this.say(status ? 'outbox_status' : 'outbox_silent', { status });
    const facts = { count, since: this.date(since), next: this.date(next) };
    this.row('outbox', this.say('outbox_count', facts) + tried);
  }

  document({ description, error }) {
    this.row('document', description ? this.say('document_read') : told(error), !!description);
    return description;
  }

  /** Where an inline card would stand: the card looks for the same. */
  place({ display, id }) {
    if ((display || {}).mode !== 'inline') return;
    const { target, element } = inlinePlace(display, id);
    this.row('place', this.say(element ? 'place_found' : 'place_missing', { target }), !!element);
  }

  /** The core's own answer, in the words that the card gives. */
  async core(description) {
    const { page, say } = this;
    if (!page.canRun()) return this.mark();
    const tag = { wanted: page.wanted, lot: page.lot, traits: page.traits };
    const said = (await page.card()).why(description, tag);
    if (!said) return this.row('card', say('card_unreadable'), false);
    const [reason, , next, drawn, fits] = said.split(' ');
    const waits = reason === 'open' ? '' : '; ' + say('next', { date: this.date(Number(next)) });
    this.row('waiting', say(reason) + waits, reason === 'open');
    const { percent = 100 } = description.sampling || {};
    this.row('sample', say(drawn === 'true' ? 'sample_in' : 'sample_out', { percent }), drawn === 'true');
    if (!(description.targeting || []).length) return;
    this.row('traits', say(fits === 'true' ? 'traits_in' : 'traits_out'), fits === 'true');
  }

  /** Without the core, the date that it or the form left. */
  mark() {
    const next = (localStorage.getItem('oot:due:' + this.page.settings.survey) || '').split(' ')[1];
    const due = this.page.due();
    this.row('waiting', due ? this.say('open') : this.say('next', { date: this.date(Number(next)) }), due);
  }

  async person() {
    try {
      const holds = await this.page.extras.mayAsk(this.page);
      this.row('person', this.say(holds ? 'person_yes' : 'person_no'), holds);
    } catch (error) {
      this.row('person', told(error), false);
    }
  }

  trigger({ name, wanted, now, holds, obstacle }) {
    const { say } = this;
    const is = now();
    const open = holds();
    if (name === 'quiet') {
      const what = is && [say(is), named(obstacle())].filter(Boolean).join(': ');
      return this.row(name, is ? say('disturbed', { what }) : say('quiet_now'), open);
    }
    if (typeof is === 'number') {
      const unit = name === 'delay' || name === 'site' ? 1000 : 1;
      const facts = { now: Math.floor(is / unit), wanted: wanted / unit, unit: say(name + '_unit') };
      return this.row(name, say('of', facts), open);
    }
    const value = typeof is === 'string' ? is : say(is ? 'yes' : 'not_yet');
    this.row(name, wanted === true ? value : wanted + ': ' + value, open);
  }

  date(ms) {
    if (!(ms < 864e13)) return this.say('no_day');
    const at = new Date(ms);
    const text = at.toLocaleString(this.language, { dateStyle: 'long', timeStyle: 'short' });
    return text + ' (' + at.toISOString().replace(/\.\d+/, '') + ')';
  }
}

/** The document, or what went wrong with it. */
async function read(page) {
  try {
    return { description: await page.document() };
  } catch (error) {
    return { error };
  }
}

/** An element as a developer looks for it: `div#chat.launcher[role=dialog]`. */
function named(element) {
  if (!element) return '';
  const marks = ['role', 'aria-modal', 'aria-label'].filter((name) => element.hasAttribute(name));
  return element.localName + (element.id && '#' + element.id) + [...element.classList].map((name) => '.' + name).join('') +
    marks.map((name) => '[' + name + '="' + element.getAttribute(name) + '"]').join('');
}

function told(error) {
  return String(error && error.message || error);
}

/** `{count, since, next, status}`, or nothing when none waits. `status` is that of the latest reply
    on this page, 0 for none; without a try on this page it is not there. */
function undelivered(page) {
  // A line: when it was first tried, when it may be tried again, where it goes, what it says. An answer
  // may have several: its score, and then its words.
  const lines = (localStorage.getItem('oot:outbox') || '').split('\n').filter(Boolean);
  if (!lines.length) return undefined;
  const times = lines.map((line) => line.split(' ').map(Number));
  return {
    count: new Set(lines.map((line) => /"id":"[^"]*"/.exec(line)?.[0])).size,
    since: Math.min(...times.map((time) => time[0])),
    next: Math.max(Date.now(), Math.min(...times.map((time) => time[1]))),
    status: page.failed,
  };
}
