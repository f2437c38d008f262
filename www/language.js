/*
 * The language that a tag means, in whatever form it is written: `he` of `iw_IL`, `de` of `deu`. By the
 * browser's own tables, which the card asks too. What it is not: a module that is served; whoever imports
 * it holds it.
 */

/** What is no tag is its own language. */
export function languageOf(tag) {
  try {
    return new Intl.Locale(tag.replace(/_/g, '-')).language.replace(/^no$/, 'nb');
  } catch {
    return tag;
  }
}
