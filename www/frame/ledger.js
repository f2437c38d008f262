/*
 * What the card writes down, written down for the form: one line for each thing that happened, and the
 * mark that lets the loader stop early. What it is not: it knows no rule. What only the core could tell
 * is decided for the visitor. Loaded with `frame.js`; it throws where storage is blocked or full.
 */

const LEDGER = 'oot:ledger';
/** A survey's mark, whose name follows. */
const DUE = 'oot:due:';
/** The last instant a `Date` can hold. */
const NEVER_MS = 8.64e15;

const kept = () => localStorage.getItem(LEDGER) || '';

/**
 * Whether a visitor may be asked as far as can be told without the core: nobody while any survey's wait
 * lasts or who wants no more cards, and nobody twice where a survey counts how often.
 */
export function mayAsk(page, { fatigue }) {
  const marks = Object.keys(localStorage).filter((key) => key.startsWith(DUE));
  const { cap, profile } = fatigue || {};
  const counted = (cap || profile === 'lenient') && /^shown /m.test(kept());
  return !counted && !/^opted_out /m.test(kept()) &&
    marks.every((key) => page.due(key.slice(DUE.length)));
}

/** The history of one display of a survey in its group, which the ledger names by its instant alone. */
export function history(survey, group) {
  const id = Date.now().toString(36);
  group = group.replace(/\s/g, '-');
  return {
    /** Writes an event down, and for how long to wait after it; `null` is for ever. */
    record(kind, wait) {
      const now = Date.now();
      localStorage.setItem(LEDGER, kept() + [kind, now, group, id].join(' ') + '\n');
      localStorage.setItem(DUE + survey, now + ' ' + (wait === null ? NEVER_MS : now + wait));
    },
    /** How many asks before this one ended with "later" in a row; after `most` the row begins anew. */
    laters(most) {
      const outcomes = new Map();
      for (const line of kept().split('\n')) {
        const [kind, , of, ask] = line.split(' ');
        if (of === group && ask !== id) outcomes.set(ask, kind);
      }
      return [...outcomes.values()].reduce((row, kind) => kind === 'snoozed' && row < most ? row + 1 : 0, 0);
    },
  };
}
