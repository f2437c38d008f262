/*
 * What only some pages use: people whom the site knows, a cookie beside the ledger, the page's data
 * layer. Loaded by the loader when a page or a survey document asks for one of them; made into one
 * file with what it imports.
 *
 * What it is not: it knows no rule. Whether a known person may be asked is the collector's answer,
 * which asked the core; what a cookie holds is lines of the ledger.
 */
import * as cookie from './integrations/cookie.js';
import { know } from './integrations/people.js';

export { mayAsk, meet } from './integrations/people.js';
export { forget } from './integrations/cookie.js';

let prepared;

/** May be called again: people may become known later. */
export function prepare(page, description) {
  know(page);
  if (prepared) return;
  prepared = true;
  if (page.settings.datalayer) pushEvents(page.settings.datalayer, page.events);
  if ((description.privacy || {}).cookie) cookie.mirror(page.settings.survey);
}

/** Pushes what the card does to the page's list `name`, which is made where there is none: the data layer
    of a tag manager. It gets `{event: 'oot:shown', oot_id: '…'}` and nothing that was answered; of a
    failure the status of the reply. */
function pushEvents(name, events) {
  for (const event of events) {
    document.addEventListener('oot:' + event, ({ type, detail }) => {
      const layer = window[name] = window[name] || [];
      layer.push(typeof detail === 'string' ? { event: type, oot_id: detail } : { event: type, oot_status: detail });
    });
  }
}
