/*
 * The card for sites that are built with a bundler. It fetches the loader from the collector and
 * hands over calls; everything else is the loader's. On a server, where there is no page, all of it
 * does nothing.
 */

let loading;

/** Any command: `outoften('open')`. Calls made before the loader is there are kept. */
export function outoften(...call) {
  if (typeof window === 'undefined') return;
  window.outoften = window.outoften || function () {
    (window.outoften.q = window.outoften.q || []).push(arguments);
  };
  window.outoften(...call);
}

/** Starts the card of a survey. `api` is the collector's address; `source` the loader's, where it
    lies somewhere else. Further calls for the same survey do nothing. */
export function init(settings) {
  const { api, source = String(api).replace(/\/*$/, '/outoften.js') } = settings || {};
  outoften('init', settings && { ...settings, source });
  if (typeof window === 'undefined' || !settings) return Promise.resolve();
  loading = loading || import(/* @vite-ignore */ /* webpackIgnore: true */ source).then(() => {}, () => {
    loading = undefined;
    console.warn('Out of Ten: ' + source + ' cannot be loaded');
  });
  return loading;
}

/** Tells who the visitor is: a token signed by the site's server, and traits. */
export const identify = (who) => outoften('identify', who);
/** Shows the card now: somebody clicked for it. */
export const open = () => outoften('open');
/** Closes the card as its cross does. */
export const close = () => outoften('close');
/** Something happened on the site; see `triggers.event` of the survey document. */
export const event = (name) => outoften('event', name);
/** The visitor allows, or no longer allows, keeping anything. */
export const consent = (given) => outoften('consent', given);
/** The visitor signed out. */
export const reset = () => outoften('reset');

/** Listens to what the card does; gives the function that stops it. */
export function on(name, listener) {
  if (typeof window === 'undefined') return () => {};
  document.addEventListener('oot:' + name, listener);
  return () => document.removeEventListener('oot:' + name, listener);
}
