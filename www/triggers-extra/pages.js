/*
 * The pages that a survey is for, by `include` and `exclude`: paths and regular expressions. Loaded with
 * `triggers-extra.js`.
 */

/** Adds the gate of the page and gives whether the survey is for it; nothing for a survey of all pages. */
export function addPages({ include = [], exclude = [] }, page, { gate, follow }) {
  let unreadable = false;
  /* What cannot be read lets nobody be asked: an owner who wanted some pages left alone must not see all
     of them asked. */
  const read = (pattern) => {
    if (!pattern.startsWith('regex:')) return [glob(pattern)];
    try {
      return [new RegExp(pattern.slice(6))];
    } catch {
      unreadable = true;
      page.say('the pattern "' + pattern + '" is no regular expression, so nobody is asked');
      return [];
    }
  };
  const [wanted, unwanted] = [include.flatMap(read), exclude.flatMap(read)];
  const fits = (list) => list.some((pattern) => pattern.test(path()));
  const isHere = () => !unreadable && (!include.length || fits(wanted)) && !fits(unwanted);
  const patterns = [...include, ...exclude].join(' ');
  gate('page', patterns, path, isHere, follow);
  return patterns && isHere;
}

/** A path, `*` standing for anything. */
function glob(pattern) {
  const parts = readable(pattern).split('*').map((part) => part.replace(/[$()+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp('^' + parts.join('[^?#]*') + '([?#]|$)');
}

/** The address as a page of the site: a fragment counts only where an application routes by it. */
export function path() {
  const { pathname, search, hash } = location;
  return readable(pathname + search + (/^#[!/]/.test(hash) ? hash : ''));
}

/** With its letters as they are read, and not as they travel. */
function readable(address) {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
