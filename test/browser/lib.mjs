// SPDX-License-Identifier: EUPL-1.2
// lib - a server of our own on a new database, people signed in, and what every page must obey.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, mkdirSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const program = process.env.SCHAKEL_PROGRAM ?? 'build/schakel';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const password = 'schakel-demo';
export const engine = process.env.SCHAKEL_ENGINE ?? 'sqlite';
const shots = process.env.SCHAKEL_SHOTS;

// A server with the demo organisation. On PostgreSQL every call gets a database of its own.
export async function server() {
  const data = mkdtempSync(join(tmpdir(), 'schakel-browser-'));
  const args = ['--data', data];
  if (engine === 'postgresql') {
    const base = process.env.SCHAKEL_TEST_PG;
    assert(base, 'SCHAKEL_TEST_PG names the PostgreSQL of the tests');
    const name = `browser_${process.pid}_${Date.now()}`;
    execFileSync('psql', ['-q', base, '-c', `CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`]);
    args.push('--database', base.replace(/(postgresql:\/\/[^/]*\/)[^?]*/, `$1${name}`));
  }
  execFileSync(program, ['demo', ...args]);
  const child = spawn(program, ['serve', ...args, '--listen', '127.0.0.1:0', '--dev'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  const port = await new Promise((resolve, reject) => {
    child.stderr.on('data', (d) => { log += d; const m = log.match(/port=(\d+)/); if (m) resolve(m[1]); });
    child.on('exit', () => reject(new Error(`the server ended: ${log}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`, data, args, log: () => log,
    command: (...words) => execFileSync(program, [...words, '--data', data], { encoding: 'utf8' }),
    stop: () => new Promise((resolve) => { child.once('exit', (code) => { rmSync(data, { recursive: true, force: true }); resolve(code); }); child.kill('SIGTERM'); }),
  };
}

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
});

// Somebody at a screen. who: "puck.sleedoorn". Fails the test on any message in the browser's console.
export async function person(browser, site, who, { width = 1280, js = true, language = 'nl', dark = false } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 812 : 900 }, javaScriptEnabled: js, colorScheme: dark ? 'dark' : 'light',
    locale: language === 'nl' ? 'nl-NL' : 'en-GB', timezoneId: 'Europe/Amsterdam',
  });
  const page = await context.newPage();
  const messages = [];
  // A refused form is answered with 4xx on purpose; the browser reports that as a failed resource.
  page.on('console', (m) => { if (m.type() === 'error' && !/status of 4\d\d/.test(m.text())) messages.push(m.text()); });
  page.on('pageerror', (e) => messages.push(String(e)));
  page.on('dialog', (d) => messages.push(`dialog: ${d.message()}`));
  const me = { page, context, who, width, js, messages, site };
  if (who) {
    await page.goto(`${site.url}/sign-in`);
    await page.fill('#mail', `${who}@zilverwilg.example`);
    await page.fill('#password', password);
    await page.click('button[type=submit]');
    await page.waitForURL((u) => !u.pathname.startsWith('/sign-in'));
    if (language === 'en') await setLanguage(me, 'en');
  }
  return me;
}

async function setLanguage(me, lang) {
  await me.page.goto(`${me.site.url}/me`);
  const form = me.page.locator('form[action="/me/language"]');
  const select = form.locator('select[name=lang]');
  if (await select.count()) await select.selectOption(lang);
  else await form.locator(`input[name=lang][value=${lang}]`).check();
  await form.locator('button[type=submit]').click();
  await me.page.waitForLoadState();
}

export const go = async (me, path) => {
  const answer = await me.page.goto(me.site.url + path);
  return answer.status();
};

// What holds on every page: no fault of axe, no inline style or script, no sideways scroll, no console message.
// axe itself needs JavaScript: without it the rest is looked at, and axe sees the same page in the other run.
export async function fine(me, name) {
  const { page } = me;
  const found = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    inline: [...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((t) => /^on/.test(t.name)) || e.matches('style, script:not([src])')).map((e) => e.outerHTML.slice(0, 120)),
    left: document.body.innerText.match(/\{\{|\}\}|\b(wish|flow|forecast|today|people|web|journal|label|title|param|call)\.[a-z_]+[a-z]/)?.[0] ?? null,
  }));
  assert.equal(found.left, null, `${name}: a name of the program instead of words`);
  assert.deepEqual(found.inline, [], `${name}: style or script inside the page`);
  if (!me.js) assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('[style]:not([style=""])')].map((e) => e.outerHTML.slice(0, 200))), [], `${name}: style attributes`);
  assert(found.wide <= 0, `${name}: ${found.wide} px too wide at ${page.viewportSize().width}`);
  if (me.js) await page.evaluate(axe);
  const faults = me.js ? await page.evaluate(async () => {
    const result = await globalThis.axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
  }) : [];
  assert.deepEqual(faults, [], `${name}: axe`);
  assert.deepEqual(me.messages, [], `${name}: console`);
  looked += 1;
  await shoot(me, name);
}
let looked = 0;
export const pagesLooked = () => looked;

export async function shoot(me, name) {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  const { width } = me.page.viewportSize();
  await me.page.screenshot({ path: `${shots}/${name.replace(/[^a-z0-9-]+/gi, '-')}-${width}${me.js ? '' : '-nojs'}.png`, fullPage: true });
}

// The same page at every width, and in the dark when asked; as it was afterwards.
export async function look(me, name, { widths = [1280, 375], dark = false } = {}) {
  const { page } = me, before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 600 ? 812 : 900 });
    await fine(me, name);
  }
  await page.setViewportSize(before);
  if (!dark) return;
  await page.emulateMedia({ colorScheme: 'dark' });
  await fine(me, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}

// Presses the button of the form with this action, or the one button that goes there, and waits for the next page.
export async function send(me, action, fields = {}) {
  const { page } = me;
  const form = page.locator(`main form[method=post]:has([formaction$="${action}"]), main form[action$="${action}"]`).first();
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`);
    const kind = await field.first().evaluate((e) => e.type);
    if (kind === 'select-one') await field.selectOption(value);
    else if (kind === 'radio') await form.locator(`[name="${name}"][value="${value}"]`).check();
    else if (kind === 'checkbox') await field.setChecked(value);
    else await field.fill(value);
  }
  const own = form.locator(`[formaction$="${action}"]`);
  const button = await own.count() ? own : form.locator('button[type=submit]').first();
  const [answer] = await Promise.all([page.waitForNavigation(), button.click()]);
  return answer.status();
}

// An operation over the API with the session of the browser.
export async function api(me, path) {
  const answer = await me.context.request.get(`${me.site.url}/api/v1${path}`);
  return { status: answer.status(), body: await answer.json() };
}

export const text = async (me) => (await me.page.locator('main').innerText()).replace(/\s+/g, ' ');
export const fromShared = (path) => { const p = join('..', 'shared', path); return existsSync(p) ? p : null; };
