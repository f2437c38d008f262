/*
 * The card as an element: `<out-of-ten survey="acme" api="https://answers.example">`. Its attributes
 * are those of the tag. An inline card stands inside it; a popup stands where the survey says. What
 * the card does is an event of the element: `shown`, `answered`, …
 *
 * The card's own host in the page has the same name and no `survey`: it is left alone.
 */
import { identify, init, outoften } from './index.js';

const EVENTS = ['shown', 'scored', 'answered', 'later', 'dismissed', 'optedout', 'failed', 'closed'];
const SETTINGS = ['survey', 'api', 'source', 'lang', 'src', 'segment', 'consent', 'datalayer'];

// A server renders the page without knowing elements.
class OutOfTen extends (globalThis.HTMLElement || class {}) {
  static observedAttributes = ['person', 'traits'];

  connectedCallback() {
    const survey = this.getAttribute('survey');
    if (!survey) return;
    for (const name of EVENTS) document.addEventListener('oot:' + name, this);
    const settings = { target: 'out-of-ten[survey="' + CSS.escape(survey) + '"]' };
    for (const name of SETTINGS) {
      if (this.hasAttribute(name)) settings[name] = this.getAttribute(name);
    }
    this.started = true;
    this.know();
    init(settings);
  }

  disconnectedCallback() {
    if (!this.started) return;
    for (const name of EVENTS) document.removeEventListener('oot:' + name, this);
    if (this.shadowRoot?.firstElementChild) outoften('close');
  }

  attributeChangedCallback() {
    if (this.started) this.know();
  }

  /** What the document hears is told here too. */
  handleEvent({ type, detail }) {
    this.dispatchEvent(new CustomEvent(type.slice(4), { detail }));
  }

  know() {
    const who = {};
    if (this.hasAttribute('person')) who.token = this.getAttribute('person');
    if (this.hasAttribute('traits')) who.traits = this.getAttribute('traits');
    if (Object.keys(who).length) identify(who);
  }
}

if (globalThis.customElements && !customElements.get('out-of-ten')) {
  customElements.define('out-of-ten', OutOfTen);
}
