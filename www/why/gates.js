/*
 * The gates between a visitor and the card, each with what there is now. Asks the loader, the core
 * and the triggers; decides nothing and shows nothing. Called by `why.js`.
 */
import { policyLines, watchPolicy } from './policy.js';

/** All gates as `{name, detail, holds}`, and the lines that the page's policy lacks. */
export async function collect(page) {
  const refused = watchPolicy(page);
  const rows = [consent(page)];
  if (rows[0].holds) {
    rows.push(storage());
    await judge(page, rows);
  }
  return { rows, lines: await policyLines(page, refused) };
}

async function judge(page, rows) {
  let description;
  try {
    description = await page.document();
    rows.push(row('Survey document', 'read', true));
  } catch (error) {
    return rows.push(row('Survey document', told(error), false));
  }
  rows.push(module(page));
  try {
    await page.prepare(description);
    rows.push(...await core(page, description));
  } catch (error) {
    return rows.push(row('Card', told(error), false));
  }
  if (page.person) rows.push(await person(page));
  try {
    rows.push(...(await page.watch(description)).gates.map(trigger));
  } catch (error) {
    rows.push(row('Triggers', told(error), false));
  }
}

function row(name, detail, holds) {
  return { name, detail, holds };
}

function told(error) {
  return String(error && error.message || error);
}

function consent({ settings, granted, withdrawn }) {
  if (withdrawn) return row('Consent', 'was taken back', false);
  if (settings.consent !== 'required') return row('Consent', 'is not required by the tag', true);
  return row('Consent', granted ? 'was given' : 'outoften(\'consent\', true) was not called yet', !!granted);
}

function storage() {
  const so = ', so nobody is asked: who cannot be remembered is left alone. ';
  try {
    localStorage.setItem('oot:try', '.'.repeat(100));
    localStorage.removeItem('oot:try');
    return row('Storage', 'can be read and written', true);
  } catch (error) {
    const isFull = error.name === 'QuotaExceededError';
    return row('Storage', isFull ? 'is full' + so + 'The site has to keep less in localStorage'
      : 'is blocked' + so + 'The visitor’s browser does so, or a frame whose sandbox lacks allow-same-origin', false);
  }
}

function module({ settings, canRun }) {
  if (canRun()) return row('WebAssembly', 'runs here', true);
  if (settings.src && !settings.api) {
    return row('WebAssembly', 'does not run here, and without data-api in the tag there is no form to show instead', false);
  }
  return row('WebAssembly', 'does not run here: the form in a frame is shown instead', true);
}

const REASONS = {
  open: 'nothing stands against it',
  opted_out: 'this visitor said “don’t ask me again”',
  answered: 'this visitor gave a score',
  dismissed: 'this visitor closed a card',
  snoozed: 'this visitor said “later”',
  shown: 'this visitor saw a card',
  any_survey_gap: 'another survey asked a short while ago',
  cap: 'as many questions as the survey allows in its period',
  first_seen_delay: 'new visitors are left in peace for a while',
};

/** The core's own answer, in the words that the card gives. */
async function core(page, description) {
  if (!page.canRun()) return [mark(page)];
  const tag = { wanted: page.wanted, lot: page.lot, traits: page.traits };
  const said = (await page.card()).why(description, tag);
  if (!said) return [row('Card', 'cannot read the survey document or the storage', false)];
  const [reason, , next, drawn, fits] = said.split(' ');
  const waits = reason === 'open' ? '' : '; next on ' + date(Number(next));
  const percent = (description.sampling || {}).percent;
  return [
    row('Waiting time', REASONS[reason] + waits, reason === 'open'),
    row('Sample', (percent === undefined ? 100 : percent) + ' % are asked; this visitor ' + belongs(drawn), drawn === 'true'),
    row('Traits', 'the survey is for some; this visitor ' + belongs(fits), fits === 'true'),
  ].filter((one) => one.name !== 'Traits' || (description.targeting || []).length);
}

function belongs(word) {
  return word === 'true' ? 'belongs to them' : 'does not';
}

/** Without the core, the date that it or the form left. */
function mark(page) {
  const next = (localStorage.getItem('oot:due:' + page.settings.survey) || '').split(' ')[1];
  return row('Waiting time', page.due() ? 'nothing stands against it' : 'next on ' + date(Number(next)), page.due());
}

function date(ms) {
  if (ms >= 864e13) return 'no day';
  const at = new Date(ms);
  return at.toLocaleString('en', { dateStyle: 'long', timeStyle: 'short' }) + ' (' + at.toISOString().replace(/\.\d+/, '') + ')';
}

async function person(page) {
  try {
    const holds = await page.extras.mayAsk(page);
    return row('Person', holds ? 'the collector says yes' : 'was asked before, on this or another device', holds);
  } catch (error) {
    return row('Person', told(error), false);
  }
}

const TRIGGERS = {
  delay: ['Delay', 'ms on this page'],
  site: ['Time on the site', 'ms'],
  views: ['Page views', 'in this visit'],
  event: ['Event', ''],
  scroll: ['Scrolled', '%'],
  clicked: ['Clicked', ''],
  exit: ['Pointer leaves the page', ''],
  page: ['Address', ''],
  visible: ['Element in view', ''],
  quiet: ['Good moment', ''],
};

function trigger({ name, wanted, now, holds }) {
  const [title, unit] = TRIGGERS[name];
  const is = now();
  const open = holds();
  if (name === 'quiet') return row(title, is ? 'not now: ' + is : 'nobody types, no dialog is open, nothing plays', open);
  if (typeof is === 'number') return row(title, Math.floor(is) + ' of ' + wanted + ' ' + unit, open);
  return row(title, wanted + ': ' + (typeof is === 'string' ? is : is ? 'yes' : 'not yet'), open);
}
