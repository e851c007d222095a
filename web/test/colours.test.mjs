// SPDX-License-Identifier: EUPL-1.2
// Every colour that stands on another can be read, in light and in dark (WCAG 1.4.3 and 1.4.11).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { reading, tokens, withPlainColours } from '../colours.mjs';

const read = file => readFileSync(new URL(`../styles/${file}`, import.meta.url), 'utf8');
const colours = { ...tokens(read('brand.css')), ...tokens(read('meaning.css')) };
colours.it = colours['brand-accent']; // meaning.css: --it is the accent

const surfaces = ['paper', 'surface', 'surface-2', 'hover'];
const text = [
  ...surfaces.flatMap(b => [['text', b], ['text-2', b], ['brand-accent', b], ['bad', b]]),
  ['text', 'mark'], ['text', 'warn-soft'], ['text', 'good-soft'], ['text', 'bad-soft'],
  ['text', 'brand-accent-soft'], ['text-2', 'brand-accent-soft'], ['text', 'rest-soft'],
  ['brand-accent', 'brand-accent-soft'], ['brand-accent-strong', 'brand-accent-soft'],
  ['brand-accent-strong', 'good-soft'], ['brand-on-accent', 'brand-accent'],
  ['brand-on-accent', 'brand-accent-strong'], ['good', 'good-soft'], ['good', 'surface'],
  ['good', 'brand-accent-soft'], ['warn', 'warn-soft'], ['warn', 'surface'], ['warn', 'paper'],
  ['bad', 'bad-soft'], ['rest', 'rest-soft'], ['rest', 'surface'],
];
const shapes = [
  ...surfaces.flatMap(b => [['line-strong', b], ['it', b], ['rest', b], ['focus', b]]),
  ['focus', 'brand-accent-soft'], ['warn', 'surface'], ['bad', 'surface'],
];

// Relative luminance and contrast as WCAG 2.2 defines them.
function luminance(hex) {
  const full = hex.length === 4 ? '#' + [...hex.slice(1)].map(c => c + c).join('') : hex;
  const [r, g, b] = [1, 3, 5].map(i => parseInt(full.slice(i, i + 2), 16) / 255)
    .map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

test('black on white is 21, and equal colours are 1', () => {
  assert.equal(contrast('#000', '#ffffff').toFixed(2), '21.00');
  assert.equal(contrast('#123456', '#123456'), 1);
  assert.ok(contrast('#777', '#fff') < 4.5 && contrast('#767676', '#fff') >= 4.5);
});

for (const [pairs, least] of [[text, 4.5], [shapes, 3]]) {
  for (const [front, back] of pairs) {
    test(`${front} on ${back} has a contrast of at least ${least}`, () => {
      for (const theme of ['light', 'dark']) {
        const [one, other] = [colours[front][theme], colours[back][theme]];
        assert.ok(contrast(one, other) >= least,
          `${theme}: ${one} on ${other} is ${contrast(one, other).toFixed(2)}`);
      }
    });
  }
}

test('every colour token is in a pair', () => {
  const used = new Set([...text, ...shapes].flat());
  const decoration = ['line', 'shadow']; // lines between rows carry no meaning
  const unused = Object.keys(colours).filter(c => !used.has(c) && !decoration.includes(c));
  assert.deepEqual(unused, []);
});

test('light-dark() is read on both sides, also with colours in parentheses', () => {
  const shadow = '0 1px light-dark(rgb(1 2 3/.5), #000) inset';
  assert.equal(reading(shadow, false), '0 1px rgb(1 2 3/.5) inset');
  assert.equal(reading(shadow, true), '0 1px #000 inset');
  assert.throws(() => reading('light-dark(#fff', false));
});

test('a browser without light-dark() gets the light page', () => {
  const css = withPlainColours(':root { --a: light-dark(#fff, #000); --b: 1px; }', 'x.css');
  const [plain, both] = css.split('@supports');
  assert.match(plain, /--a: #fff/);
  assert.match(plain, /--b: 1px/);
  assert.match(both, /--a: light-dark\(#fff, #000\)/);
  assert.throws(() => withPlainColours('a { color: light-dark(#fff, #000); }', 'x.css'));
});
