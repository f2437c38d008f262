/*
 * A first-party cookie on the registrable domain, beside the ledger: what was asked on one
 * subdomain is known on the others. Only where the survey document turns it on.
 *
 * It holds lines of the ledger without the names of displays: what happened, when, in which group.
 * It names nobody. It knows no rule: lines are united, and the core reads them.
 */

const NAME = 'oot';
const LEDGER = 'oot:ledger';
/** So many lines fit a cookie with room to spare. */
const MOST_LINES = 24;
const MAX_AGE_S = 400 * 86400;
const EVENTS = ['shown', 'answered', 'later', 'dismissed', 'optedout'];

/** Brings what the cookie knows into the ledger, and from now on what happens into the cookie. */
export function mirror(survey) {
  const own = (localStorage.getItem(LEDGER) || '').split('\n').filter(Boolean);
  const known = new Set(own.map(facts));
  const news = read().filter((line) => !known.has(line));
  if (news.length) {
    localStorage.setItem(LEDGER, own.concat(news).map((line) => line + '\n').join(''));
    localStorage.removeItem('oot:due:' + survey);
  }
  write();
  for (const event of EVENTS) document.addEventListener('oot:' + event, write);
}

/** Takes the cookie away, on every domain it may have been set for. */
export function forget() {
  for (const event of EVENTS) document.removeEventListener('oot:' + event, write);
  for (const domain of ['', ...domains()]) set('', domain, 0);
}

/** A line without the name of its display. */
function facts(line) {
  return line.split(' ').slice(0, 3).join(' ');
}

function read() {
  const found = document.cookie.split('; ').find((part) => part.startsWith(NAME + '='));
  try {
    const lines = decodeURIComponent((found || '').slice(NAME.length + 1)).split('\n');
    return lines.filter((line) => /^[a-z_]+ \d+ \S+$/.test(line));
  } catch {
    return [];
  }
}

/** Opting out and the first visit stay; of the rest the newest. */
function write() {
  const lines = (localStorage.getItem(LEDGER) || '').split('\n').filter(Boolean).map(facts);
  const lasting = lines.filter((line) => /^(opted_out|first_seen) /.test(line)).slice(0, 4);
  const others = lines.filter((line) => !lasting.includes(line)).slice(-MOST_LINES);
  const text = encodeURIComponent([...lasting, ...others].join('\n'));
  if (!text) return;
  // The widest domain that the browser takes is the registrable one; a bare host takes none.
  if (!domains().some((domain) => set(text, domain, MAX_AGE_S))) set(text, '', MAX_AGE_S);
}

/** `com`, `example.com`, `www.example.com`: from the right. Numbers have no domains. */
function domains() {
  const parts = location.hostname.split('.');
  return /^[\d.]+$|:/.test(location.hostname) ? [] : parts.map((_, index) => parts.slice(-1 - index).join('.'));
}

/** Whether the browser took it. */
function set(text, domain, age) {
  document.cookie = NAME + '=' + text + '; path=/; max-age=' + age + '; samesite=lax' +
    (domain && '; domain=' + domain) + (location.protocol === 'https:' ? '; secure' : '');
  return !!text && document.cookie.split('; ').includes(NAME + '=' + text);
}
