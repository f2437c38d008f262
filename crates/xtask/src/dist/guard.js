/* Put into the glue by `guard.rs`. A trap in WebAssembly leaves the instance poisoned: the card
   leaves the page, nothing of it is called again, and the page's own error handlers hear nothing. */
let failed = false;
// An element that the page has written stays the page's, without what the card has put into it.
function empty(host) {
    if (!host.shadowRoot || !host.shadowRoot.querySelector('.root')) return;
    host.shadowRoot.replaceChildren();
    if (host.parentNode === document.documentElement) host.remove();
}
function guarded(exports) {
    const calls = {};
    for (const name of Object.keys(exports)) {
        const call = exports[name];
        calls[name] = typeof call !== 'function' ? call : (...args) => {
            if (failed) return;
            try {
                return call(...args);
            } catch (error) {
                failed = true;
                document.querySelectorAll('out-of-ten').forEach(empty);
                console.warn('Out of Ten: the card has failed and left the page; report it: ' + error);
            }
        };
    }
    return calls;
}
