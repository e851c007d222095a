// SPDX-License-Identifier: EUPL-1.2
// The icons of the pages: our name, and the drawing of Lucide (ISC) that it shows.
// One file with all of them is fetched once and kept: <use href="/static/icons.<hash>.svg#i-sun"/>.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

export const icons = {
  // the seven places, and below them
  sun: 'sunrise', wish: 'lightbulb', choose: 'list-ordered', work: 'kanban', change: 'megaphone',
  meet: 'calendar-days', bond: 'handshake', search: 'search', book: 'book-open',
  help: 'circle-question-mark', gear: 'settings', menu: 'ellipsis', plus: 'plus',
  // what waits, what happened
  q: 'message-circle-question-mark', echo: 'message-square-quote', list: 'arrow-up-down',
  ok: 'check', clock: 'clock', wait: 'hourglass', star: 'star', shield: 'shield-check',
  lock: 'lock', alert: 'triangle-alert', info: 'info', stop: 'octagon-pause', wrench: 'wrench',
  bulb: 'sparkles', history: 'history',
  // moves
  up: 'chevron-up', down: 'chevron-down', prev: 'chevron-left', next: 'chevron-right',
  left: 'arrow-left', arrow: 'arrow-right', grip: 'grip-vertical', undo: 'undo-2', x: 'x',
  minus: 'minus', edit: 'pencil', send: 'send', print: 'printer', upload: 'upload',
  download: 'download', filter: 'list-filter', file: 'file-text',
  // people and access
  user: 'user', users: 'users', hidden: 'eye-off', key: 'key-round', out: 'log-out',
  language: 'languages',
};

const logo = '<symbol id="i-logo" viewBox="0 0 34 24" fill="none" stroke="currentColor" '
  + 'stroke-width="3.4"><rect x="2" y="5" width="18" height="14" rx="7"/>'
  + '<path d="M17 5.1c.3 0 .7-.1 1-.1h7a7 7 0 0 1 0 14h-4"/></symbol>';

// The stroke is on each symbol: nothing of the page's style reaches into another file but colour.
async function symbol(name, drawing, folder) {
  const svg = await readFile(path.join(folder, `${drawing}.svg`), 'utf8');
  const inner = svg.replace(/<!--.*?-->/gs, '').replace(/<svg[^>]*>/s, '').replace('</svg>', '')
    .replace(/\s+/g, ' ').replace(/ (?=\/>)|(?<=>) /g, '').trim();
  return `<symbol id="i-${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" `
    + `stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`;
}

export async function sprite() {
  const folder = path.join(
    path.dirname(createRequire(import.meta.url).resolve('lucide-static/package.json')), 'icons');
  const symbols = await Promise.all(Object.entries(icons)
    .map(([name, drawing]) => symbol(name, drawing, folder)));
  return `<svg xmlns="http://www.w3.org/2000/svg">${logo}${symbols.join('')}</svg>\n`;
}
