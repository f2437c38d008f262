/*
 * What only some pages use: people whom the site knows, a cookie beside the ledger, the page's data
 * layer. Loaded by the loader when a page or a survey document asks for one of them; made into one
 * file with what it imports.
 *
 * What it is not: it knows no rule. Whether a known person may be asked is the collector's answer,
 * which asked the core; what a cookie holds is lines of the ledger.
 */
import * as cookie from './extras/cookie.js';
import { pushEvents } from './extras/layer.js';
import { know } from './extras/people.js';

export { mayAsk, meet } from './extras/people.js';
export { forget } from './extras/cookie.js';

let prepared;

/** May be called again: people may become known later. */
export function prepare(page, description) {
  know(page);
  if (prepared) return;
  prepared = true;
  if (page.settings.datalayer) pushEvents(page.settings.datalayer, page.events);
  if ((description.privacy || {}).cookie) cookie.mirror(page.settings.survey);
}
