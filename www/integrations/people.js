/*
 * People whom the site knows: the signed token and the traits it passes.
 *
 * The token is only carried; the collector alone can read who is meant. A person whom the collector
 * cannot be asked about is not asked: somebody who answered on another device yesterday would be
 * asked again.
 */

let last;

/** Reads `outoften('identify', …)` or `data-traits`, each call once; what cannot be used is left out,
    with a line. After `reset` nothing is known. */
export function know(page) {
  const who = page.who || (page.who === null ? {} : page.settings);
  if (who === last) return;
  last = who;
  const { token, traits } = who;
  page.person = isText(token, 'token') ? token : undefined;
  // The second part of a token is the name: a sample draws the same person on every device.
  page.lot = page.person && page.person.split('.')[1];
  page.traits = readTraits(traits);

  function isText(value, name) {
    if (value === undefined || value === null) return false;
    const fits = typeof value === 'string' && /^[\w.-]{1,1000}$/.test(value);
    if (!fits) page.say('identify takes a signed ' + name + ', a text made by the site’s server');
    return fits;
  }

  function readTraits(given) {
    let traits = given;
    try {
      if (typeof given === 'string') traits = JSON.parse(given);
    } catch { /* Said below. */ }
    if (traits === undefined || traits === null) return undefined;
    if (Object(traits) !== traits || Array.isArray(traits)) {
      page.say('traits are an object of names with a text, a number or true and false each');
      return undefined;
    }
    // The core compares texts and numbers; reading the one out of the other is the browser's.
    const known = {};
    for (const [name, value] of Object.entries(traits)) {
      if (['string', 'number', 'boolean'].includes(typeof value)) known[name] = [String(value), numberOf(value)];
      else page.say('the trait "' + name + '" is no text, number, true or false');
    }
    return known;
  }
}

/** A finite number, or a text that is one as people write it: no empty text, no other notation, no yes or no. */
function numberOf(value) {
  const isNumber = typeof value === 'number' || /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value);
  return isNumber && isFinite(value) ? Number(value) : NaN;
}

/** Another person ends the card of the one before; the same one, or none that is named, does not. */
export function meet({ lot }, { token }, end) {
  if (lot && token && lot !== String(token).split('.')[1]) end('close', true);
}

/** Asks the collector's memory, which no cleared browser loses. The loader stops early at the date
    it names, as at the ledger's own. */
export async function mayAsk(page) {
  const { survey } = page.settings;
  const address = page.root + 'v1/surveys/' + encodeURIComponent(survey) + '/eligibility?u=' + encodeURIComponent(page.person);
  let reply;
  try {
    reply = await fetch(address, { credentials: 'omit', signal: AbortSignal.timeout(10000) });
  } catch {
    throw 'the collector cannot be asked about this person, so nobody is asked';
  }
  if (!reply.ok) throw 'the person’s token is refused (status ' + reply.status + '), so nobody is asked';
  const { eligible, next_eligible_at_ms: next } = await reply.json();
  if (!eligible) localStorage.setItem('oot:due:' + survey, Date.now() + ' ' + (next || 864e13));
  return eligible;
}
