/*
 * The panel's words: in the first of the visitor's languages that it has, else in English. Not the
 * card's: those come with the survey document.
 */
import { languageOf } from '../language.js';
import { en } from './words/en.js';
import { es } from './words/es.js';
import { mk } from './words/mk.js';

const WORDS = { en, es, mk };

/** `{language, say}`; `say(key, values)` fills in what stands in braces. A gate without words goes by its
    name. */
export function speak(wanted) {
  const bases = wanted.map(languageOf);
  const language = bases.find((base) => Object.hasOwn(WORDS, base)) || 'en';
  const words = WORDS[language];
  const say = (key, values = {}) =>
    String(words[key] || key).replace(/\{(\w+)\}/g, (_, name) => String(values[name])).trim();
  return { language, say };
}
