// SPDX-License-Identifier: EUPL-1.2
// The scripts and the stylesheet in a real browser, on pages of this test's own small server, under
// the policy that the product sends. Skipped, and said so, where no Chromium is installed.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import http from 'node:http';
import test, { after, before, beforeEach } from 'node:test';
import { chromium } from 'playwright-core';
import { front } from '../build.mjs';

const program = process.env.CHROMIUM ?? '/usr/bin/chromium';
const skip = existsSync(program) ? false : `no browser at ${program}`;
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
  + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const mimes = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2' };

const files = await front();
// The stylesheet asks for fonts by hash; here every file goes by its own name.
const plainName = name => name.replace(/\.[0-9a-f]{16}\./, '.');
const posts = []; // what the browser sent: { url, accept, fields }
let answer; // how the server treats a draft: { status, body, held }

const pageOf = (body, attributes = '') => `<!doctype html><html lang="nl"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="htmx-config" content='{"includeIndicatorCSS":false,"defaultSettleDelay":0}'>
<title>Proef</title>
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/schakel.css">
<script type="module" src="/static/app.js"></script></head><body ${attributes}>
<main class="main" id="main">${body}</main></body></html>`;

const draftPage = pageOf(`<h1>Nieuwe wens</h1>
<form method="post" action="/wishes" data-draft="/wishes/draft"
  data-draft-saved="/wishes/{number}/draft" data-draft-action="/wishes/{number}/ask"
  data-saved-text="Bewaard om {time} uur" data-failed-text="Nog niet bewaard.">
<input type="hidden" name="csrf" value="c1"><textarea name="words" id="words"></textarea>
<button class="btn primary" name="send" value="yes" data-busy="Bezig…">Versturen</button>
<span class="saved" hidden><svg width="16" height="16"><use href="/static/icons.svg#i-ok"/></svg>
<span data-saved></span></span></form>`);

const pages = {
  '/draft': draftPage,
  '/faults': pageOf('<h1 tabindex="-1">Wens</h1><section class="errsum" role="alert"><h2>Fout</h2>'
    + '<a href="#x">Dit</a></section><input id="x">'),
  '/after': pageOf('<h1 tabindex="-1">Klaar</h1>'),
  '/plain': pageOf('<h1>Vandaag</h1><a href="/after">verder</a>'),
  '/keys': pageOf('<h1>Vandaag</h1><a href="/after" data-key="n">nieuw</a><input id="in">', 'data-keys'),
  '/keys-off': pageOf('<h1>Vandaag</h1><a href="/after" data-key="n">nieuw</a>'),
  '/wide': pageOf(`<h1>Wensen</h1><div class="card"><table class="listing" role="table"><tbody>
    <tr role="row"><td role="cell">Donaudampfschifffahrtsgesellschaftskapitaensmuetze</td>
    <td role="cell" data-label="Waar"><span class="chip">Wordt gemaakt</span></td></tr></tbody></table>
    <p class="words">https://voorbeeld.nl/${'lang/'.repeat(40)}</p></div>
    <div class="compare"><section>een</section><section>twee</section></div>
    <dl class="pairs"><div><dt>Geteld</dt><dd>28</dd></div></dl>`),
  '/terms': pageOf(`<p>${'veel woorden '.repeat(30)}
    <button class="term" id="b1" popovertarget="t1">een</button><span class="tip" popover id="t1">uitleg een</span></p><p>${'veel woorden '.repeat(60)}
    <button class="term" id="b2" popovertarget="t2">twee</button>
    <span class="tip" popover id="t2">uitleg twee</span></p>`),
};

function postTake(request, response) {
  let body = '';
  request.on('data', part => { body += part; }).on('end', async () => {
    const { url, headers: { accept } } = request;
    posts.push({ url, accept, fields: new URLSearchParams(body) });
    if (!request.url.endsWith('/draft')) return response.writeHead(303, { Location: '/after' }).end();
    await answer.held;
    response.writeHead(answer.status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
}

const server = http.createServer((request, response) => {
  response.setHeader('Content-Security-Policy', policy);
  if (request.method === 'POST') return postTake(request, response);
  const file = files.get(plainName(request.url.replace('/static/', '')));
  if (file) {
    response.writeHead(200, { 'Content-Type': mimes[plainName(request.url).split('.').pop()] });
    return response.end(file);
  }
  const page = pages[request.url];
  response.writeHead(page ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(page ?? 'niets');
});

let browser, base;
before(async () => {
  if (skip) return;
  await new Promise(ready => { server.listen(0, '127.0.0.1', ready); });
  base = `http://127.0.0.1:${server.address().port}`;
  browser = await chromium.launch({ executablePath: program,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'] });
});
after(async () => {
  await browser?.close();
  server.close();
});
beforeEach(() => {
  posts.length = 0;
  answer = { status: 200, body: { number: 41, time: '10.12' }, held: undefined };
});

// Opens a page, does the work, and fails on anything that the browser complained about.
async function onPage(url, work, { width = 1000, complaints = 0 } = {}) {
  const page = await browser.newPage({ viewport: { width, height: 700 } });
  const heard = [];
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) heard.push(m.text()); });
  page.on('pageerror', error => heard.push(error.message));
  await page.goto(base + url);
  await page.waitForSelector('html[data-ready]');
  await work(page);
  await page.close();
  assert.equal(heard.length, complaints, heard.join('\n'));
}
const posted = async (page, n) => { while (posts.length < n) await page.waitForTimeout(50); };

test('a draft is saved by itself and then goes to its own number', { skip }, () =>
  onPage('/draft', async page => {
    await page.fill('#words', 'Ik wil');
    await page.waitForSelector('text=Bewaard om 10.12 uur');
    assert.deepEqual([posts[0].url, posts[0].accept], ['/wishes/draft', 'application/json']);
    assert.deepEqual([...posts[0].fields], [['csrf', 'c1'], ['words', 'Ik wil']]);
    await page.fill('#words', 'Ik wil meer');
    await posted(page, 2);
    assert.equal(posts[1].url, '/wishes/41/draft');
    await page.click('button');
    await page.waitForURL('**/after');
    assert.equal(posts[2].url, '/wishes/41/ask');
    assert.equal(posts[2].fields.get('send'), 'yes');
  }));

test('a form sent while its draft is under way waits for the number', { skip }, () =>
  onPage('/draft', async page => {
    let release;
    answer.held = new Promise(go => { release = go; });
    await page.fill('#words', 'Ik wil');
    await posted(page, 1);
    await page.click('button');
    assert.equal(posts.length, 1);
    release();
    await page.waitForURL('**/after');
    assert.deepEqual(posts.map(p => p.url), ['/wishes/draft', '/wishes/41/ask']);
    assert.equal(posts[1].fields.get('send'), 'yes');
  }));

test('a draft that is refused says so, and the next words are tried again', { skip }, () =>
  onPage('/draft', async page => {
    answer.status = 403;
    await page.fill('#words', 'Ik wil');
    await page.waitForSelector('text=Nog niet bewaard.');
    answer.status = 200;
    await page.fill('#words', 'Ik wil meer');
    await page.waitForSelector('text=Bewaard om 10.12 uur');
  }, { complaints: 1 })); // the browser itself reports the 403

test('words that did not change are not saved', { skip }, () =>
  onPage('/draft', async page => {
    await page.fill('#words', 'a');
    await page.fill('#words', '');
    await page.waitForTimeout(2500); // longer than the pause
    assert.equal(posts.length, 0);
  }));

test('a form is sent once, and its button wakes when somebody comes back', { skip }, () =>
  onPage('/draft', async page => {
    await page.evaluate(() => {
      const button = document.querySelector('button');
      button.click();
      setTimeout(() => { document.title = button.textContent; button.click(); });
    });
    await page.waitForURL('**/after');
    assert.deepEqual(posts.map(p => [p.url, p.fields.get('send')]), [['/wishes', 'yes']]);
    await page.goBack();
    await page.waitForSelector('html[data-ready]');
    assert.equal(await page.textContent('button'), 'Versturen');
    assert.equal(await page.isEnabled('button'), true);
  }));

test('the focus goes to faults, else to a heading that asks for it, else nowhere', { skip }, async () => {
  const focused = page => page.evaluate(() => document.activeElement.className
    || document.activeElement.tagName);
  await onPage('/faults', async page => assert.equal(await focused(page), 'errsum'));
  await onPage('/after', async page => assert.equal(await focused(page), 'H1'));
  await onPage('/plain', async page => assert.equal(await focused(page), 'BODY'));
});

test('keys work where the page allows them, and never while typing', { skip }, async () => {
  await onPage('/keys', async page => {
    await page.focus('#in');
    await page.keyboard.press('n');
    assert.equal(await page.inputValue('#in'), 'n');
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('n');
    await page.waitForURL('**/after');
  });
  await onPage('/keys-off', async page => {
    await page.keyboard.press('n');
    await page.waitForTimeout(200);
    assert.equal(new URL(page.url()).pathname, '/keys-off');
  });
});

test('at 320 pixels nothing goes sideways, and two sides stand below each other', { skip }, () =>
  onPage('/wide', async page => {
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    const [one, two] = await page.locator('.compare > section').all();
    assert.ok((await two.boundingBox()).y > (await one.boundingBox()).y);
  }, { width: 320 }));

test('an explanation opens beside its own word, closes with Escape', { skip }, () =>
  onPage('/terms', async page => {
    for (const n of [1, 2]) {
      await page.click(`#b${n}`);
      const [word, tip] = [await page.locator(`#b${n}`).boundingBox(),
        await page.locator(`#t${n}`).boundingBox()];
      const under = tip.y - (word.y + word.height);
      assert.ok(Math.abs(under) < 20, `explanation ${n} stands ${under} px under its word`);
      await page.keyboard.press('Escape');
      assert.equal(await page.isVisible(`#t${n}`), false);
    }
  }));

test('dark follows the system unless the page says otherwise', { skip }, () =>
  onPage('/plain', async page => {
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.equal(await paper(), 'rgb(20, 25, 27)');
    await page.evaluate(() => { document.documentElement.dataset.theme = 'light'; });
    assert.equal(await paper(), 'rgb(247, 246, 243)');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.evaluate(() => { document.documentElement.dataset.theme = 'dark'; });
    assert.equal(await paper(), 'rgb(20, 25, 27)');
  }));
