// What a blocker would do to a site's addresses and names: reads a question from standard input,
// writes what is blocked and hidden to standard output.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FiltersEngine, Request } from '@ghostery/adblocker';

/** Every list that the blocker's package brings. */
function lists(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return lists(path);
    return /(easylist|easyprivacy|filters|privacy|annoyances)[^/]*\.txt$/.test(path) ? [path] : [];
  });
}

const { page, addresses, names } = JSON.parse(readFileSync(0, 'utf8'));
const text = lists('debian').map((path) => readFileSync(path, 'utf8')).join('\n');
const engine = FiltersEngine.parse(text);
const { networkFilters, cosmeticFilters } = engine.getFilters();

const blocked = [];
for (const url of addresses) {
  for (const type of ['script', 'fetch', 'sub_frame']) {
    const found = engine.match(Request.fromRawDetails({ url, sourceUrl: page, type }));
    if (found.match) blocked.push(`${url} as ${type}: ${found.filter}`);
  }
}

// Rules for every site, not those for one.
const generic = cosmeticFilters.filter((filter) => filter.isGenericHide() && filter.isSimpleSelector?.() !== false);
const selectors = new Set([
  ...names.ids.map((id) => '#' + id),
  ...names.classes.map((name) => '.' + name),
  ...names.elements.filter((name) => name.includes('-')),
]);
const hidden = [...new Set(generic.map((filter) => filter.getSelector()))].filter((selector) => selectors.has(selector)
  || [...selectors].some((name) => partOf(selector, name)));

/** Selectors such as `[class*="survey"]`: a part of an attribute. */
function partOf(selector, name) {
  const found = /^\[(class|id)([*^$])="([^"]+)"\]$/.exec(selector);
  if (!found || (found[1] === 'class') !== name.startsWith('.')) return false;
  const [, , how, part] = found;
  const value = name.slice(1);
  return how === '*' ? value.includes(part) : how === '^' ? value.startsWith(part) : value.endsWith(part);
}

console.log(JSON.stringify({ rules: networkFilters.length + cosmeticFilters.length, blocked, hidden }));
