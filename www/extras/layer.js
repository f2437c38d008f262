/*
 * What the card does, pushed to a list of the page's: the data layer of a tag manager.
 *
 * It pushes `{event: 'oot:shown', oot_id: '…'}` and nothing that was answered; of a failure the status
 * of the reply.
 */

/** `name` is the list's name on `window`; it is made where there is none. `events` are those that the
    loader knows. */
export function pushEvents(name, events) {
  for (const event of events) {
    document.addEventListener('oot:' + event, ({ type, detail }) => {
      const layer = window[name] = window[name] || [];
      layer.push(typeof detail === 'string' ? { event: type, oot_id: detail } : { event: type, oot_status: detail });
    });
  }
}
