/* Put into the glue by `guard.rs`. A trap in WebAssembly leaves the instance poisoned: the card
   leaves the page, nothing of it is called again, and the page's own error handlers hear nothing. */
let failed = false;
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
                document.querySelectorAll('out-of-ten').forEach((host) => host.remove());
                console.warn('Out of Ten: the card has failed and left the page; report it: ' + error);
            }
        };
    }
    return calls;
}
