/*
 * Where the form's frame stands: the card's places, in a shadow root under the page. What it is not: it
 * neither asks nor remembers. Loaded with `frame.js`; the measures are those of the card's own sheet.
 */

import { inlinePlace } from '../elements.js';

const SHEET = `
  :host { all: initial !important; display: block !important; position: fixed !important;
    z-index: 2147483647 !important; box-sizing: border-box !important; --covered: 0px !important;
    width: min(var(--oot-width, 528px), calc(100vw - 32px)) !important; inset: auto 16px 16px auto !important; }
  :host([data-at="bottom-left"]) { inset: auto auto 16px 16px !important; }
  :host([data-at="bottom-center"]) { inset: auto 0 16px !important; margin: auto !important; }
  :host([data-at="top-right"]) { inset: 16px 16px auto auto !important; }
  :host([data-at="top-left"]) { inset: 16px auto auto 16px !important; }
  :host([data-at="top-center"]) { inset: 16px 0 auto !important; margin: auto !important; }
  :host([data-at^="bar"]) { inset: auto 0 0 !important; width: auto !important; }
  :host([data-at="bar-top"]) { inset: 0 0 auto !important; }
  :host([data-at^="edge"]) { inset: 0 0 0 auto !important; width: 44px !important;
    height: max-content !important; margin: auto 0 !important; }
  :host([data-at="edge-left"]) { inset: 0 auto 0 0 !important; }
  :host([data-at="modal"]) { width: 0 !important; inset: 0 auto auto 0 !important; }
  :host([data-at="inline"]) { position: static !important; z-index: auto !important;
    width: auto !important; max-width: 720px !important; }
  :host(:is([hidden], [data-away])) { display: none !important; }
  :host([data-aside]) { opacity: 0 !important; pointer-events: none !important; }
  iframe { --round: var(--oot-radius, var(--radius, 16px)); display: block; width: 100%; height: 0; border: 0;
    max-height: calc(100vh - 32px - var(--covered, 0px)); max-height: calc(100dvh - 32px - var(--covered, 0px)); border-radius: var(--round);
    background: transparent; color-scheme: normal;
    box-shadow: 0 1px 3px rgba(10, 12, 20, .08), 0 18px 48px -12px rgba(10, 12, 20, .28); }
  :host([data-at^="bottom"]) iframe, :host([data-at="bar-bottom"]) iframe {
    transform: translateY(calc(0px - var(--covered, 0px))); }
  iframe.settling { pointer-events: none; }
  iframe:focus { outline: none; }
  :host([data-at="inline"]) iframe { max-height: none; box-shadow: 0 1px 3px rgba(10, 12, 20, .08); }
  :host([data-at^="bar"]) iframe { border-radius: 0;
    max-height: min(60vh, calc(100vh - var(--covered, 0px))); }
  :host([data-at^="edge"]) iframe { border-radius: min(var(--round), 10px) 0 0 min(var(--round), 10px);
    box-shadow: 0 4px 16px rgba(10, 12, 20, .24); }
  :host([data-at="edge-left"]) iframe { border-radius: 0 min(var(--round), 10px) min(var(--round), 10px) 0; }
  dialog { position: fixed; inset: 0 0 var(--covered, 0px); width: min(var(--oot-width, 528px), calc(100vw - 32px)); height: fit-content;
    max-width: none; max-height: none; margin: auto; padding: 0; border: 0; overflow: visible; background: transparent; }
  dialog:focus { outline: none; }
  dialog::backdrop { background: rgba(10, 12, 20, .55); }
  @media (max-width: 480px) {
    :host(:not([data-at="inline"], [data-at^="edge"], [data-at^="bar"], [data-at="modal"])) {
      width: calc(100vw - 16px) !important; inset-inline: 8px !important; }
    dialog { width: calc(100vw - 16px); }
    :host([data-at^="bottom"]) { bottom: max(8px, env(safe-area-inset-bottom)) !important; }
  }
  @media (prefers-reduced-motion: no-preference) { iframe { animation: arrive 180ms ease-out; } }
  @keyframes arrive { from { opacity: 0; translate: 0 8px; } }
  @media print { :host(:not([data-at="inline"])) { display: none !important; } iframe { box-shadow: none; } }`;

/** Clicks this soon after the form has appeared were meant for what lay beneath. */
const SETTLING_MS = 400;
const POSITIONS = ['bottom-right', 'bottom-left', 'bottom-center', 'top-right', 'top-left', 'top-center'];

/**
 * How a document wants its card to stand: `mode`, the place `at`, the place of the button before it, and
 * the element it goes into. Asked for by the page, a card comes without its button.
 */
export function placeOf(display, survey, askedFor) {
  const { mode = 'popup', position } = display;
  const corner = POSITIONS.includes(position) ? position : POSITIONS[0];
  const { target, element } = inlinePlace(display, survey);
  const parent = mode === 'inline' ? element : document.documentElement;
  if (!parent) throw `no element of the page matches ${target}, so the card has no place; put one there, or change display.target`;
  return {
    mode: mode === 'button' && askedFor ? 'popup' : mode,
    at: mode === 'modal' || mode === 'inline' ? mode : mode === 'bar' ? 'bar-' + corner.split('-')[0] : corner,
    edge: corner.endsWith('-left') ? 'edge-left' : 'edge-right',
    parent,
  };
}

/**
 * Puts a hidden frame there. `stand(at)` shows it, also when it stands already; `hide` and `leave` give
 * back the focus if the frame had it; `dismissed` is called where the browser closes a dialog itself.
 */
export function frameAt({ mode, parent }, address, title, dismissed) {
  const authored = parent.localName === 'out-of-ten';
  const host = authored ? parent : document.createElement('out-of-ten');
  const shadow = host.shadowRoot || host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEET);
  shadow.adoptedStyleSheets = [sheet];
  const frame = document.createElement('iframe');
  const dialog = mode === 'modal' && document.createElement('dialog');
  frame.title = title;
  frame.src = address;
  host.hidden = true;
  if (dialog) {
    dialog.setAttribute('aria-label', title);
    dialog.addEventListener('cancel', dismissed);
    dialog.append(frame);
  }
  shadow.append(dialog || frame);
  const before = document.activeElement;

  function hide() {
    const hadFocus = document.activeElement === host;
    if (dialog && dialog.open) dialog.close();
    host.hidden = true;
    if (hadFocus && before) before.focus();
  }

  return {
    host,
    frame,
    insert() {
      if (!authored) parent.append(host);
    },
    stand(at) {
      frame.classList.add('settling');
      setTimeout(() => frame.classList.remove('settling'), SETTLING_MS);
      host.setAttribute('data-at', at);
      host.hidden = false;
      if (dialog) return dialog.showModal();
      if (at === 'inline' || !host.showPopover || host.hasAttribute('popover')) return;
      host.setAttribute('popover', 'manual');
      host.showPopover();
    },
    hide,
    leave() {
      hide();
      if (!authored) return host.remove();
      shadow.replaceChildren();
      host.hidden = false;
    },
  };
}
