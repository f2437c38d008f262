/*
 * Why the collector's form cannot take the card's place, where it cannot. `frame.js` asks, the debug panel
 * says it. Whether WebAssembly runs is not looked at here.
 */

/**
 * `formless` without a collector, `own` where answers go somewhere else, `chooses` where only the core
 * can tell whom the survey asks (whoever calls for the card is asked all the same); else nothing.
 */
export function lacking({ settings, root }, { endpoint, sampling, targeting, fatigue }) {
  if (settings.src && !settings.api) return 'formless';
  if (endpoint && endpoint !== new URL(root + 'v1/responses', location.href).href) return 'own';
  const isSampled = (sampling || {}).percent < 100;
  return isSampled || (targeting || []).length || (fatigue || {}).first_seen_delay ? 'chooses' : undefined;
}
