// SPDX-License-Identifier: EUPL-1.2
// pages - every page of the operation tables, for every kind of person, in both languages; and what Today weighs.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { server, launch, person, go, look, fine, api, engine, pagesLooked } from './lib.mjs';

let site, browser, people, at;
const roles = ['puck.sleedoorn', 'mees.eikenblad', 'elin.ringslang', 'bas.visotter', 'berend.kievitsbloem', 'lars.edelhert', 'gea.bunzing', 'niek.torenvalk'];
// Who may open what not everybody may: the rest of them is answered 403.
const only = {
  'wish.choose_form': ['berend.kievitsbloem', 'lars.edelhert'],
  'history.import_form': ['bas.visotter', 'lars.edelhert', 'gea.bunzing'],
  'person.form': ['gea.bunzing'],
  'session.form': roles,
};

before(async () => {
  site = await server();
  browser = await launch();
  people = Object.fromEntries(await Promise.all(roles.map(async (who) => [who, await person(browser, site, who)])));
  at = await places(people['lars.edelhert']);
});
after(async () => { await browser?.close(); await site?.stop(); console.log(`${pagesLooked()} pages looked at on ${engine}`); });

// Every GET operation of the sources, with its address.
function operations() {
  const found = [];
  for (const slice of readdirSync('src', { withFileTypes: true }).filter((d) => d.isDirectory())) {
    for (const file of readdirSync(join('src', slice.name)).filter((f) => f.endsWith('_ops.c'))) {
      const source = readFileSync(join('src', slice.name, file), 'utf8');
      for (const m of source.matchAll(/OP\("([a-z_.]+)",\s+"GET ([^"]+)"[^;]*?(?=OP\(|\{0\}|\};)/g)) found.push({ name: m[1], route: m[2], isPage: m[0].includes('.page') });
    }
  }
  return found;
}

// A wish in the state that a page is about, a team, a person.
async function places(me) {
  const one = async (state) => (await api(me, `/wishes?state=${state}`)).body.wishes.find((w) => w.is_visible && w.side === 'business').number;
  const all = Object.fromEntries(await Promise.all(['asked', 'understood', 'chosen', 'making', 'in_use', 'done', 'declined'].map(async (s) => [s, await one(s)])));
  const who = (await api(me, '/people?words=Puck')).body.people[0].id;
  return { all, team: 'APP', id: who, number: (name) => all[{ 'wish.choose_form': 'understood', 'wish.propose_form': 'understood', 'wish.show': 'making', 'wish.owners_form': 'understood' }[name] ?? 'asked'] };
}
const address = (op) => op.route.replace('{number}', at.number(op.name)).replace('{team}', at.team).replace('{id}', at.id);

test('every page answers everybody with itself, or says that it is not for them, and HEAD with the same headers', async () => {
  const ops = operations();
  assert(ops.length >= 25, `only ${ops.length} operations were found in the sources`);
  for (const op of ops.filter((o) => o.isPage)) {
    for (const who of roles) {
      const url = site.url + address(op);
      const answer = await people[who].context.request.get(url, { maxRedirects: 0 });
      const status = answer.status(), html = await answer.text();
      assert([200, 403].includes(status), `${op.name} for ${who}: ${status}`);
      if (only[op.name]) assert.equal(status, only[op.name].includes(who) ? 200 : 403, `${op.name} for ${who}`);
      assert.match(html, /<html lang="nl">/);
      assert.match(html, /<title>[^<]+ – Schakel<\/title>/, `${op.name}: a title`);
      assert.equal(html.match(/<h1[\s>]/g)?.length, 1, `${op.name} for ${who}: one h1`);
      if (who !== roles[0] && who !== 'lars.edelhert') continue;
      const head = await people[who].context.request.head(url, { maxRedirects: 0 });
      const headers = (a) => a.headersArray().map((h) => h.name.toLowerCase()).filter((n) => !['date', 'connection', 'keep-alive'].includes(n)).sort();
      assert.equal(head.status(), status, `HEAD ${op.name}`);
      assert.equal((await head.body()).length, 0);
      assert.deepEqual(headers(head), headers(answer), `HEAD ${op.name}`);
      for (const name of ['content-type', 'content-security-policy', 'cache-control']) assert.equal(head.headers()[name], answer.headers()[name], `HEAD ${op.name}: ${name}`);
    }
  }
  for (const op of ops.filter((o) => !o.isPage)) assert.equal(await go(people[roles[0]], address(op)), 404, `${op.name} has no page`);
});

// Words of the program itself in the other language. What people wrote is left out: it is in <bdi>, in lists of
// wishes, in what was said.
const english = /\b(the|and|your|you|with|from|wish(es)?|please|save|submit|cancel|loading|search|department|queue|today|people|none|true|false|null|undefined|deadline|dashboard|feedback|ticket|backlog|workflow|stakeholder|status|error|login|user)\b/i;
const dutch = /\b(het|een|en|wens(en)?|jouw|jij|niet|naar|voor|terug|afdeling|waarom|wie|wat|nog|geen|vandaag)\b/i;
const ownWords = (page) => page.evaluate(() => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll('bdi, textarea, option, script, [lang], .words, .compare section > p, .sides p, .talk, .crumb, .rows a, .rank a, .todo h3, .wishrow a, .todo .btn .vh, .rows .btn .vh').forEach((e) => e.remove());
  return (copy.innerText + ' ' + [...copy.querySelectorAll('[aria-label], [placeholder], [title]')].map((e) => `${e.ariaLabel ?? ''} ${e.placeholder ?? ''} ${e.title}`).join(' ')).replace(/\s+/g, ' ');
});

for (const language of ['nl', 'en']) {
  test(`every page is whole and speaks one language: ${language}`, async () => {
    const readers = language === 'nl' ? people : Object.fromEntries(await Promise.all(['lars.edelhert', 'gea.bunzing', 'elin.ringslang', 'puck.sleedoorn'].map(async (who) => [who, await person(browser, site, who, { language: 'en' })])));
    const odd = [], titles = new Map();
    for (const op of operations().filter((o) => o.isPage)) {
      if (op.name === 'session.form' || op.name === 'today.home') continue;
      const path = address(op);
      const who = only[op.name]?.find((w) => readers[w]) ?? ['lars.edelhert', 'elin.ringslang', 'puck.sleedoorn', 'gea.bunzing'].find((w) => !only[op.name] || only[op.name].includes(w));
      let me = readers[who];
      if (await go(me, path) !== 200) me = readers['puck.sleedoorn'], await go(me, path);
      // The narrowest screen that counts, and a wide one; every third page also in the dark.
      await look(me, `page-${op.name}-${language}`, { widths: language === 'nl' ? [320] : [1280], dark: titles.size % 3 === 0 });
      const title = await me.page.title();
      assert.equal(await me.page.evaluate(() => document.documentElement.lang), language);
      if (!/^wish\.|person\.show/.test(op.name)) titles.set(op.name, title);
      const text = await ownWords(me.page), found = text.length < 40 ? ['too little text'] : text.match(language === 'nl' ? english : dutch);
      if (found) odd.push(`${op.name}: "${found[0]}" in …${text.slice(Math.max(0, found.index - 40), found.index + 40)}…`);
    }
    assert.deepEqual(odd, []);
    for (const [name, title] of titles) {
      const wanted = readFileSync(`src/${folderOf(name)}/${language}.txt`, 'utf8').match(new RegExp(`^title\\.${name.replace('.', '\\.')} = (.*)$`, 'm'))?.[1];
      if (wanted && !wanted.includes('{{')) assert.equal(title, `${wanted} – Schakel`);
    }
    if (language === 'en') for (const me of Object.values(readers)) await me.context.close();
  });
}
const folderOf = (name) => readdirSync('src').find((d) => { try { return readFileSync(`src/${d}/nl.txt`, 'utf8').includes(`\ntitle.${name} =`); } catch { return false; } });

test('a wish can be read in every state, on the narrowest screen', async () => {
  const me = people['lars.edelhert'];
  for (const [state, number] of Object.entries(at.all)) {
    assert.equal(await go(me, `/wishes/${number}`), 200);
    await look(me, `state-${state}`, { widths: [320] });
  }
  await me.page.locator('details:has(ol.plainsteps) summary').click();
  await look(me, 'history-open', { widths: [320, 1280] });
});

test('a wish on paper is at most two pages', async () => {
  const me = people['lars.edelhert'];
  await go(me, `/wishes/${at.all.making}`);
  await me.page.emulateMedia({ media: 'print' });
  const pdf = (await me.page.pdf({ format: 'A4' })).toString('latin1');
  const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length;
  assert(pages >= 1 && pages <= 2, `${pages} pages`);
  await me.page.emulateMedia({ media: 'screen' });
});

test('Today is under 100 KB over the wire, with everything on it', async () => {
  const me = await person(browser, site, 'elin.ringslang');
  await me.context.clearCookies({ name: 'nothing' });
  const fresh = await browser.newContext({ storageState: await me.context.storageState(), viewport: { width: 1280, height: 900 } });
  const page = await fresh.newPage(), wire = await fresh.newCDPSession(page), size = new Map(), urls = new Map();
  await wire.send('Network.enable');
  wire.on('Network.requestWillBeSent', (e) => urls.set(e.requestId, e.request.url));
  wire.on('Network.loadingFinished', (e) => size.set(e.requestId, e.encodedDataLength));
  await page.goto(`${site.url}/today`, { waitUntil: 'networkidle' });
  await page.waitForSelector('html[data-ready]');
  const total = [...size.values()].reduce((a, b) => a + b, 0);
  console.log(`Today: ${total} bytes in ${size.size} answers: ${[...size].map(([id, n]) => `${urls.get(id)?.replace(site.url, '').replace(/\.[0-9a-f]{16}/, '')} ${n}`).join(', ')}`);
  assert(size.size >= 4, 'the page, its style, its script and a letter');
  assert(total < 100_000, `${total} bytes`);
  await fresh.close();
  await me.context.close();
});

test('who is not signed in is asked to, and comes where they wanted to be', async () => {
  const me = await person(browser, site, null);
  assert.equal(await go(me, '/queues'), 200);
  assert.equal(new URL(me.page.url()).pathname, '/sign-in');
  await look(me, 'sign-in', { dark: true });
  await me.page.fill('#mail', 'puck.sleedoorn@zilverwilg.example');
  await me.page.fill('#password', 'not the password');
  const [wrong] = await Promise.all([me.page.waitForNavigation(), me.page.click('button[type=submit]')]);
  assert.equal(wrong.status(), 422);
  assert.equal(await me.page.inputValue('#mail'), 'puck.sleedoorn@zilverwilg.example', 'the address is kept');
  assert.equal(await me.page.inputValue('#password'), '', 'the password is not shown again');
  await look(me, 'sign-in-wrong');
  await me.page.fill('#password', 'schakel-demo');
  await Promise.all([me.page.waitForNavigation(), me.page.click('button[type=submit]')]);
  assert.equal(new URL(me.page.url()).pathname, '/queues');
  await fine(me, 'after-sign-in');
  await me.context.close();
});
