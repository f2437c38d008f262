// The loader's types (`outoften.d.ts`), as a page with the tag uses them. Compiled by the end-to-end
// tests' set-up together with that file, never run: each line that is marked has to be refused.
window.outoften('init', { survey: 'acme', api: '/', consent: 'required', traits: { plan: 'pro' } });
window.outoften('open');
window.outoften('event', 'bought');
window.outoften('consent', false);
window.outoften('on', 'scored', (event) => console.log(event.detail));
window.outoften('identify', { token: 'v1.x' });
window.outoften('reset');
window.outoften('close');
window.outoften('why');

// @ts-expect-error there is no such command
window.outoften('show');
// @ts-expect-error consent is given or not
window.outoften('consent');
// @ts-expect-error there is no such event
window.outoften('on', 'show', () => {});
// @ts-expect-error an event has a name
window.outoften('event');
// @ts-expect-error a survey has a name
window.outoften('init', {});
