/*
 * Why (not) me: a panel for people who cannot read a console. It lists every gate between this
 * visitor and the card, what it wants, what there is, and the lines that the page's policy lacks.
 *
 * It speaks the first of the visitor's languages that it has. Loaded for `?oot=why` in the page's address and for `outoften('why')`, and by nobody else. It is
 * asked for by somebody, so it takes the focus. What it is not: it decides nothing. The waiting
 * time and the sample are the core's own answer, the triggers those of `triggers.js`.
 */
import { collect } from './debug/gates.js';
import { SHEET } from './debug/sheet.js';
import { speak } from './debug/words.js';

let close = () => {};

/** Opens the panel, anew if it stands already. */
export function show(page) {
  close();
  const words = speak(page.wanted);
  const { say } = words;
  const before = document.activeElement;
  const host = document.createElement('out-of-ten-why');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEET);
  shadow.adoptedStyleSheets = [sheet];

  const title = make('h2', say('title'));
  title.id = 'title';
  const verdict = make('p', say('looking'), 'verdict');
  verdict.setAttribute('role', 'status');
  const list = make('ul');
  list.setAttribute('role', 'list');
  const policy = make('div');
  const again = make('button', say('again'));
  const leave = make('button', say('close'));
  for (const button of [again, leave]) button.type = 'button';
  const panel = make('section');
  const marks = { role: 'dialog', 'aria-labelledby': 'title', tabindex: '-1', lang: words.language, dir: 'ltr' };
  for (const [name, value] of Object.entries(marks)) panel.setAttribute(name, value);
  const buttons = make('footer');
  buttons.append(again, leave);
  panel.append(title, verdict, policy, list, buttons);
  shadow.append(panel);

  async function look() {
    const { rows, lines } = await collect(page, words);
    const shut = rows.find((row) => row.holds === false);
    verdict.textContent = shut ? say('not_asked', { gate: shut.name, detail: shut.detail }) : say('asked');
    list.replaceChildren(...rows.map((row) => line(row, say)));
    policy.replaceChildren(...(lines.length ? [make('p', say('lacks')), code(lines)] : []));
  }

  close = () => {
    host.remove();
    if (before && before.isConnected) before.focus();
    close = () => {};
  };
  leave.addEventListener('click', () => close());
  again.addEventListener('click', () => look());
  panel.addEventListener('keydown', (event) => {
    // Not where the key is an input method's.
    if (event.key === 'Escape' && !event.isComposing && event.keyCode !== 229) close();
  });
  document.documentElement.append(host);
  if (host.showPopover) {
    host.setAttribute('popover', 'manual');
    host.showPopover();
  }
  panel.focus();
  return look();
}

function make(name, text = '', className = '') {
  const element = document.createElement(name);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

/** A gate that is open or shut; what is no gate only waits. */
function line({ name, detail, holds }, say) {
  const [state, mark] = holds ? ['open', '✓ ' + say('passes')] : holds === false ? ['shut', '✗ ' + say('fails')] : ['wait', say('waits')];
  const item = make('li', '', state);
  item.append(make('b', name), make('span', mark, 'state'), make('span', detail, 'detail'));
  return item;
}

function code(lines) {
  const block = make('pre', lines.join('\n'));
  block.tabIndex = 0;
  return block;
}
