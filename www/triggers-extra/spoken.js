/*
 * The language that the card speaks, where the tag names another. Loaded with `triggers-extra.js`, once the card of a
 * tag with `data-lang` stands.
 */

import { languageOf } from '../language.js';

/** A language without texts is one line for whoever wrote the tag: the card speaks another. */
export function nameLanguage({ settings: { lang }, say, spoken }) {
  const hosts = [...document.querySelectorAll('out-of-ten')];
  const cards = hosts.map(({ shadowRoot }) => shadowRoot && shadowRoot.querySelector('.root'));
  const speaks = spoken || (cards.find(Boolean) || {}).lang;
  if (lang && speaks && languageOf(lang) !== languageOf(speaks)) {
    say('data-lang "' + lang + '" has no texts, so the card speaks ' + speaks + '; name another, or write some');
  }
}
