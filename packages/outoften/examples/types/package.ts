// The package's types, as a site in TypeScript uses them. Compiled by the end-to-end tests' set-up,
// never run: each line that is marked has to be refused.
import { close, consent, event, identify, init, on, open, outoften, reset, type Settings } from '../../index.js';
import '../../element.js';

const settings: Settings = { survey: 'acme', api: 'https://answers.example', consent: 'none', lang: 'es' };
const loaded: Promise<void> = init(settings);
void loaded.then(() => open());
identify({ token: 'v1.x', traits: { plan: 'pro', seats: 12, admin: true } });
event('bought');
consent(true);
reset();
close();
outoften('why');
const stop: () => void = on('answered', ({ detail }) => console.log(detail));
stop();
const element: HTMLElement = document.createElement('out-of-ten');
element.remove();

// @ts-expect-error a survey has a name
void init({ api: 'https://answers.example' });
// @ts-expect-error consent is required or none
void init({ survey: 'acme', api: '/', consent: 'perhaps' });
// @ts-expect-error there is no such event
on('shwon', () => {});
// @ts-expect-error true or false
consent('yes');
// @ts-expect-error an event has a name
event();
// @ts-expect-error a trait is a text, a number, true or false
identify({ traits: { plan: ['pro'] } });
