// SPDX-License-Identifier: EUPL-1.2
// What the browser gets: few bytes, nothing from elsewhere, nothing that a strict policy forbids.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { front } from '../build.mjs';
import { icons } from '../icons.mjs';

const files = await front();
const text = name => files.get(name).toString();
const scripts = readdirSync(new URL('../script/', import.meta.url))
  .map(file => [file, readFileSync(new URL(`../script/${file}`, import.meta.url), 'utf8')]);

for (const [name, kilobytes] of [['schakel.css', 12], ['app.js', 25], ['icons.svg', 6]]) {
  test(`${name} is at most ${kilobytes} KB over the wire`, () => {
    const n = brotliCompressSync(files.get(name)).length;
    assert.ok(n > 500 && n <= kilobytes * 1024, `${n} bytes`);
  });
}

test('nothing is fetched from another server', () => {
  for (const name of ['schakel.css', 'app.js', 'icons.svg', 'icon.svg']) {
    const addresses = text(name).match(/(?:https?:)?\/\/[\w.-]+\.\w+[^\s"'`)]*/g) ?? [];
    assert.deepEqual(addresses.filter(a => !a.includes('www.w3.org/')), [], name);
  }
});

test('the stylesheet names its fonts by hash, in its own folder', () => {
  const fonts = [...text('schakel.css').matchAll(/url\(([^)]*)\)/g)].map(([, url]) => url);
  assert.equal(fonts.length, 2);
  for (const url of fonts) assert.match(url, /^"?\.\/public-sans-latin(-ext)?\.[0-9a-f]{16}\.woff2"?$/);
});

test('the sprite holds every icon once, with its stroke, and no script or style', () => {
  const svg = text('icons.svg');
  const ids = [...svg.matchAll(/<symbol id="i-([\w-]+)"/g)].map(([, id]) => id);
  assert.deepEqual(ids.sort(), ['logo', ...Object.keys(icons)].sort());
  assert.equal(svg.match(/<symbol [^>]*stroke="currentColor"/g).length, ids.length);
  assert.doesNotMatch(svg, /<script|<style|style=|\son\w+=|class=/);
});

test('our own scripts make no code from text and no HTML from strings', () => {
  for (const [file, source] of scripts) {
    assert.doesNotMatch(source, /\beval\b|new Function|Function\(|innerHTML|outerHTML/, file);
    assert.doesNotMatch(source, /insertAdjacentHTML|document\.write|\.style\b|setTimeout\(['"`]/, file);
  }
});

test('htmx makes code from text in one known place, which our pages never reach', () => {
  // hx-on, js: values and trigger filters lead there; templates may not hold them (test/tidy).
  // A newer htmx with another number of places has to be read before it is taken.
  const js = text('app.js');
  assert.equal((js.match(/\beval\(/g) ?? []).length, 0);
  assert.equal((js.match(/new Function\b/g) ?? []).length, 0);
  assert.equal((js.match(/async function\(\)\s*\{\}\)\.constructor/g) ?? []).length, 1);
});

test('versions are exact, and the lock file names no server to fetch from', () => {
  const read = name => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
  const { devDependencies, dependencies } = JSON.parse(read('package.json'));
  assert.equal(dependencies, undefined);
  for (const version of Object.values(devDependencies)) assert.match(version, /^\d+\.\d+\.\d+$/);
  assert.doesNotMatch(read('package-lock.json'), /"resolved"/);
});
