/*
 * Which lines the page's content security policy lacks. Found out by trying: only the browser knows
 * what a policy of several headers and elements amounts to.
 */

/** What the policy refuses from now on, as a set of `directive origin`. */
export function watchPolicy(page) {
  const home = new URL(page.root, location.href).origin;
  const refused = new Set(page.refused ? [page.refused] : []);
  document.addEventListener('securitypolicyviolation', (event) => {
    if (event.disposition !== 'enforce' || !event.blockedURI.startsWith(home)) return;
    refused.add(event.effectiveDirective + ' ' + home);
  });
  return refused;
}

/** The lines as they have to be added. */
export async function policyLines(page, refused) {
  // The browser tells of a violation in a task of its own.
  await new Promise((resolve) => { setTimeout(resolve, 100); });
  const lines = [...refused].map((line) => line.replace(/-(elem|attr) /, ' '));
  if (!page.canRun() && typeof WebAssembly !== 'undefined') lines.push("script-src 'wasm-unsafe-eval'");
  return [...new Set(lines)];
}
