// SPDX-License-Identifier: EUPL-1.2
// writing - nothing that somebody typed is lost, sent twice, or able to break a page.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { server, launch, person, go, look, fine, send, text, api, engine, password, pagesLooked } from './lib.mjs';

let site, browser;
before(async () => { site = await server(); browser = await launch(); });
after(async () => { await browser?.close(); await site?.stop(); console.log(`${pagesLooked()} pages looked at on ${engine}`); });

const titled = async (me, title) => (await api(me, '/wishes?mine=1')).body.wishes.filter((w) => w.title === title);
const press = async (me, selector) => (await Promise.all([me.page.waitForNavigation(), me.page.click(selector)]))[0].status();
async function written(me, title, words) {
  await go(me, '/wishes/new');
  await me.page.fill('#title', title);
  await me.page.fill('#words', words);
}
async function signIn(me) {
  await me.page.fill('#mail', `${me.who}@zilverwilg.example`);
  await me.page.fill('#password', password);
  return press(me, 'button[type=submit]');
}

test('a keyboard reaches the content first, and after a refused form the faults', async () => {
  const me = await person(browser, site, 'puck.sleedoorn'), { page } = me;
  await go(me, '/wishes/new');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  await page.focus('main button.primary');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await page.waitForSelector('html[data-ready]');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'errsum');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'title', 'a fault leads to its field');
  for (const id of ['title', 'words']) {
    const field = page.locator(`#${id}`);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert((await field.getAttribute('aria-describedby')).split(' ').includes(`${id}-err`));
  }
  await me.context.close();
});

test('what was typed is kept when a field is wrong', async () => {
  for (const js of [true, false]) {
    const me = await person(browser, site, 'puck.sleedoorn', { js });
    for (const title of ['', '   ', '\u200b\u200b\u2060', 'Een lange titel. '.repeat(40).trim()]) {
      await written(me, title, 'Dit blijft staan.\n\nOok de tweede regel: <b>&amp;</b> "zo".');
      await me.page.locator('details.more').evaluate((e) => { e.open = true; });
      await me.page.selectOption('#kind', 'fix');
      assert.equal(await press(me, 'main button.primary'), 422, `title "${title.slice(0, 20)}"`);
      assert.equal(await me.page.inputValue('#words'), 'Dit blijft staan.\n\nOok de tweede regel: <b>&amp;</b> "zo".');
      assert.equal(await me.page.inputValue('#kind'), 'fix');
      if (title.length > 100) {
        assert.equal(await me.page.inputValue('#title'), title, 'the long title is still there, whole');
        assert.match(await me.page.locator('#title-err').innerText(), /hoogstens \d+ tekens/);
      }
    }
    await fine(me, 'new-kept');
    await me.context.close();
  }
});

test('a text that is typed is saved, and is still there after signing out', async () => {
  const me = await person(browser, site, 'noor.hazelaar'), { page } = me;
  await go(me, '/wishes/new');
  await page.waitForSelector('html[data-ready]');
  await page.locator('#title').pressSequentially('Half een wens');
  await page.locator('#words').pressSequentially('Ik begon te schrijven');
  await page.waitForSelector('.saved:not([hidden])');
  assert.match(await page.locator('.saved').innerText(), /Bewaard om \d\d\.\d\d uur/);
  await page.locator('#words').pressSequentially(' en ging verder.');
  const numbers = () => titled(me, 'Half een wens').then((all) => all.map((w) => w.number));
  for (let i = 0; i < 40; i++) {
    const [n] = await numbers();
    if (n && (await api(me, `/wishes/${n}`)).body.words?.text?.includes('verder')) break;
    await page.waitForTimeout(250);
  }
  await fine(me, 'draft-saved');
  await press(me, '.side form[action="/sign-out"] button');
  await go(me, '/wishes?mine=1');
  assert.equal(new URL(page.url()).pathname, '/sign-in');
  await signIn(me);
  const all = await numbers();
  assert.equal(all.length, 1, 'saving again made no second draft');
  assert.equal(await go(me, `/wishes/${all[0]}/edit`), 200);
  assert.equal(await page.inputValue('#words'), 'Ik begon te schrijven en ging verder.');
  await look(me, 'draft-edit');
  const other = await person(browser, site, 'puck.sleedoorn');
  assert.equal(await go(other, `/wishes/${all[0]}`), 404, 'a draft is the writer\'s alone');
  await press(me, 'main button.primary');
  assert.equal((await api(me, `/wishes/${all[0]}`)).body.state, 'asked', 'sending the draft sends this wish');
  assert.equal((await numbers()).length, 1);
  for (const one of [me, other]) await one.context.close();
});

test('a double click makes one wish, with and without scripts', async () => {
  for (const js of [true, false]) {
    const title = `Twee keer geklikt ${js}`;
    const me = await person(browser, site, 'puck.sleedoorn', { js });
    await written(me, title, 'Eén keer is genoeg.');
    await me.page.dblclick('main button.primary');
    await me.page.waitForURL(/\/wishes\/\d+/);
    assert.equal((await titled(me, title)).length, 1);
    await me.context.close();
  }
  const me = await person(browser, site, 'puck.sleedoorn');
  await go(me, '/wishes/new');
  const form = await me.page.evaluate(() => Object.fromEntries(new FormData(document.querySelector('main form'))));
  Object.assign(form, { title: 'Drie keer tegelijk', words: 'Eén keer is genoeg.', send: '1' });
  const answers = await Promise.all([1, 2, 3].map(() => me.context.request.post(`${site.url}/wishes`, { form, maxRedirects: 0 })));
  assert.deepEqual(answers.map((a) => a.status() === 303 || a.status() === 409), [true, true, true]);
  assert.equal((await titled(me, 'Drie keer tegelijk')).length, 1);
  await me.context.close();
});

test('a session that ended while somebody wrote: sign in, one click, and it is sent', async () => {
  for (const js of [true, false]) {
    const words = 'Een lang verhaal.\n\nMet een "tweede" deel & <meer>.', title = `Sessie weg ${js}`;
    const me = await person(browser, site, 'puck.sleedoorn', { js, width: js ? 1280 : 375 });
    await written(me, title, words);
    await me.context.clearCookies();
    assert.equal(await press(me, 'main button.primary'), 401);
    assert((await text(me)).includes('Met een "tweede" deel'), 'the text can be read');
    await look(me, `sign-in-again-${js}`, { widths: [1280, 375] });
    await signIn(me);
    assert((await text(me)).includes('Met een "tweede" deel'));
    await look(me, `resend-${js}`, { widths: [1280, 375] });
    assert.equal((await titled(me, title)).length, 0, 'nothing is done before the click');
    assert.equal(await press(me, 'main button.primary'), 200);
    const [wish] = await titled(me, title);
    assert.equal((await api(me, `/wishes/${wish.number}`)).body.words.text, words);
    await me.context.close();
  }
});

test('a form with an old token is offered again with its text', async () => {
  for (const [js, token] of [[true, 'old'], [false, ''], [false, 'A'.repeat(43)]]) {
    const title = `Oud formulier ${js} ${token.length}`;
    const me = await person(browser, site, 'puck.sleedoorn', { js });
    await written(me, title, 'Dit stuur ik nog een keer.');
    await me.page.locator('main [name=_csrf]').evaluate((e, value) => { e.value = value; }, token);
    assert.equal(await press(me, 'main button.primary'), 403);
    assert((await text(me)).includes('Dit stuur ik nog een keer.'));
    assert.equal((await titled(me, title)).length, 0);
    if (js) await look(me, 'old-form', { dark: true });
    assert.equal(await press(me, 'main button.primary'), 200);
    assert.equal((await titled(me, title)).length, 1);
    await me.context.close();
  }
});

test('two people change the same wish: the second sees both texts and nothing is overwritten', async () => {
  const [one, two] = await Promise.all(['a', 'b'].map(() => person(browser, site, 'siem.taxus')));
  await written(one, 'Samen schrijven', 'Het begin.');
  await press(one, 'main button.primary');
  const n = Number(new URL(one.page.url()).pathname.split('/')[2]);
  for (const me of [one, two]) assert.equal(await go(me, `/wishes/${n}/edit`), 200);
  await send(one, `/wishes/${n}/save`, { words: 'De eerste verandering.' });
  assert.equal(await send(two, `/wishes/${n}/save`, { words: 'De tweede verandering.' }), 409);
  assert((await text(two)).includes('De eerste verandering.'), 'what stands there now');
  assert.equal(await two.page.inputValue('#words'), 'De tweede verandering.');
  assert.equal((await api(one, `/wishes/${n}`)).body.words.text, 'De eerste verandering.');
  await look(two, 'both-texts');
  for (const me of [one, two]) await me.context.close();
});

test('odd writing is shown as it is, and the page holds', async () => {
  const odd = {
    'right to left': 'مرحبا \u202eabc\u202c שלום',
    combining: `Za\u0301${'\u0300\u0316\u0489'.repeat(120)}lgo`,
    emoji: '👩‍👩‍👧‍👦🏳️‍🌈 wens 🧑🏽‍🔧',
    long: 'Hottentottententententoonstellingsbezoekersvergunningsaanvraagformulierenbak'.slice(0, 76),
    script: '<script>alert(1)</script>"\'>&amp;',
  };
  const me = await person(browser, site, 'roos.fijnspar');
  for (const [name, title] of Object.entries(odd)) {
    await written(me, title, `${title}\n\n${'W'.repeat(300)}\n\n${title.repeat(3)}`);
    const status = await press(me, 'main button.primary');
    if (status !== 200) { // refused with a reason, and still there
      assert.equal(status, 422, name);
      assert.equal(await me.page.inputValue('#title'), title);
      await look(me, `odd-${name}`, { widths: [1280, 320] });
      continue;
    }
    const n = Number(new URL(me.page.url()).pathname.split('/')[2]);
    assert.equal((await api(me, `/wishes/${n}`)).body.title, title, `${name} is stored as it was written`);
    assert.equal(await me.page.locator('h1 bdi').textContent(), title);
    for (const path of [`/wishes/${n}`, '/wishes?mine=1', '/today', `/wishes/${n}/edit`]) {
      await go(me, path);
      await look(me, `odd-${name}-${path.split('/').pop().split('?')[0]}`, { widths: [320] });
    }
  }
  const elin = await person(browser, site, 'elin.ringslang');
  await go(elin, '/today');
  await look(elin, 'odd-today-of-it', { widths: [1280, 320] });
  await go(elin, '/wishes');
  await look(elin, 'odd-list-of-it', { widths: [1280, 320] });
  for (const one of [me, elin]) await one.context.close();
});

test('a name in any script fits everywhere it stands', async () => {
  const admin = await person(browser, site, 'gea.bunzing');
  await go(admin, '/people/new');
  await send(admin, '/people', { name: 'محمد \u202eאברהם 👩‍🔧 Za\u0489\u0489\u0489lgovansteenbergenhoutkoperszoon', mail: 'odd.name@zilverwilg.example', department: 'OND', password: 'vier losse woorden samen' });
  const me = await person(browser, site, null);
  await go(me, '/sign-in');
  me.who = 'odd.name';
  await me.page.fill('#mail', 'odd.name@zilverwilg.example');
  await me.page.fill('#password', 'vier losse woorden samen');
  await press(me, 'button[type=submit]');
  await written(me, 'Gewone titel', 'Gewone woorden.');
  await press(me, 'main button.primary');
  for (const path of [new URL(me.page.url()).pathname, '/me', '/today', '/people']) {
    await go(me, path);
    await look(me, `odd-name-${path.split('/').pop()}`, { widths: [1280, 320] });
  }
  for (const one of [me, admin]) await one.context.close();
});
