/*
 * Why (not) me: a panel for people who cannot read a console. It lists every gate between this
 * visitor and the card, what it wants, what there is, and the lines that the page's policy lacks.
 *
 * Loaded for `?oot=why` in the page's address and for `outoften('why')`, and by nobody else. It is
 * asked for by somebody, so it takes the focus. What it is not: it decides nothing. The waiting
 * time and the sample are the core's own answer, the triggers those of `moment.js`.
 */
import { collect } from './why/gates.js';
import { SHEET } from './why/sheet.js';

let close = () => {};

/** Opens the panel, anew if it stands already. */
export function show(page) {
  close();
  const before = document.activeElement;
  const host = document.createElement('out-of-ten-why');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEET);
  shadow.adoptedStyleSheets = [sheet];

  const title = make('h2', 'Why (not) me?');
  title.id = 'title';
  const verdict = make('p', 'Looking …', 'verdict');
  verdict.setAttribute('role', 'status');
  const list = make('ul');
  list.setAttribute('role', 'list');
  const policy = make('div');
  const again = make('button', 'Look again');
  const leave = make('button', 'Close');
  for (const button of [again, leave]) button.type = 'button';
  const panel = make('section');
  const marks = { role: 'dialog', 'aria-labelledby': 'title', tabindex: '-1', lang: 'en', dir: 'ltr' };
  for (const [name, value] of Object.entries(marks)) panel.setAttribute(name, value);
  const buttons = make('footer');
  buttons.append(again, leave);
  panel.append(title, verdict, policy, list, buttons);
  shadow.append(panel);

  async function look() {
    const { rows, lines } = await collect(page);
    const shut = rows.filter((row) => !row.holds);
    verdict.textContent = shut.length
      ? 'You are not asked now. ' + shut[0].name + ': ' + shut[0].detail
      : 'Every gate passes: you are asked now.';
    list.replaceChildren(...rows.map(line));
    policy.replaceChildren(...(lines.length ? policyLines(lines) : []));
  }

  close = () => {
    host.remove();
    if (before && before.isConnected) before.focus();
    close = () => {};
  };
  leave.addEventListener('click', () => close());
  again.addEventListener('click', () => look());
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
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

function line({ name, detail, holds }) {
  const item = make('li', '', holds ? 'open' : 'shut');
  item.append(make('b', name), make('span', holds ? '✓ passes' : '✗ fails', 'state'), make('span', detail, 'detail'));
  return item;
}

function policyLines(lines) {
  const code = make('pre', lines.join('\n'));
  code.tabIndex = 0;
  return [make('p', 'The page’s Content-Security-Policy lacks:'), code];
}
