/*
 * Answers that wait in this browser to be delivered, as people read of them. It reads the card's
 * outbox and changes nothing of it. Called by `gates.js`.
 */

/** `{count, since, next, status}`, or nothing when none waits. `status` is that of the latest reply
    on this page, 0 for none; without a try on this page it is not there. */
export function undelivered(page) {
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
