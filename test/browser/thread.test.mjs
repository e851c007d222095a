// SPDX-License-Identifier: EUPL-1.2
// thread - one wish from somebody's own words to an honest date, by the people who would do it.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { server, launch, person, go, look, fine, send, text, api, engine, fromShared, pagesLooked } from './lib.mjs';

let site, browser;
before(async () => { site = await server(); browser = await launch(); });
after(async () => { await browser?.close(); await site?.stop(); console.log(`${pagesLooked()} pages looked at on ${engine}`); });

// Says what a page must hold, in the reader's language.
const words = {
  nl: { even: /Even vaak vóór als na .+\. In 85 van de 100 gevallen klaar vóór .+\./, yes: 'ja, dat bedoel ik', almost: 'bijna, dit moet anders', mine: 'Jij bent aan zet', understood: 'Begrepen', chosen: 'Gekozen', declined: 'Niet gedaan', counted: /Geteld: [\d.]+ keer/, empty: 'Er klopt iets nog niet' },
  en: { even: /Equally often before as after .+\. In 85 out of 100 cases done before .+?\./, yes: 'yes, that is what I mean', almost: 'almost', mine: 'your turn', understood: 'Understood', chosen: 'Chosen', declined: 'Not done', counted: /Counted: [\d,]+ times/, empty: 'not right yet' },
};
const has = async (me, wanted, where) => {
  const found = await text(me);
  const ok = wanted instanceof RegExp ? wanted.test(found) : found.toLowerCase().includes(wanted.toLowerCase());
  assert(ok, `${where ?? me.page.url()}: ${me.who} misses "${wanted}" in: ${found.slice(0, 1500)}`);
};
const numberOf = (me) => Number(new URL(me.page.url()).pathname.split('/')[2]);
const sentence = async (me, number) => {
  assert.equal(await go(me, `/wishes/${number}`), 200);
  return (await me.page.locator('section[aria-labelledby=when] .say').innerText()).trim();
};

// A year of finished work, for a machine that has no real histories beside the project.
function madeHistory() {
  const file = join(site.data, 'made.csv'), day = (n) => new Date(Date.now() - n * 864e5).toISOString().slice(0, 10);
  writeFileSync(file, ['id,started,finished,team,type', ...Array.from({ length: 120 }, (_, i) => `${i},${day(370 - i * 3)},${day(362 - i * 3)},other,feature`)].join('\n'));
  return file;
}

// Elin asks, Puck answers, Elin reads back, Puck corrects twice and then says yes.
async function understood(puck, elin, lang, see) {
  const w = words[lang];
  assert.equal(await go(puck, '/wishes/new'), 200);
  await see(puck, `new-${lang}`);
  assert.equal(await send(puck, '/wishes', { title: '', words: '' }), 422);
  await has(puck, w.empty);
  await see(puck, `new-errors-${lang}`);
  await send(puck, '/wishes', { title: 'Sleutels zien hangen', words: 'Ik loop naar de balie om te zien welke sleutels er hangen.\n\nDat wil ik vooraf weten.' });
  const n = numberOf(puck);
  assert(n > 0, 'a sent wish has a number');
  await has(puck, 'Dat wil ik vooraf weten.');
  await see(puck, `wish-asked-${lang}`);

  await go(elin, '/today');
  await has(elin, 'Sleutels zien hangen');
  await see(elin, `today-elin-${lang}`, true);
  assert.equal(await go(elin, `/wishes/${n}/question`), 200);
  await see(elin, `question-${lang}`);
  assert.equal(await send(elin, `/wishes/${n}/question`, { text: '' }), 422);
  await see(elin, `question-errors-${lang}`);
  await send(elin, `/wishes/${n}/question`, { text: 'Om welk gebouw gaat het?', to_side: 'business' });
  await see(elin, `wish-waits-${lang}`);

  await go(puck, '/today');
  await has(puck, 'Om welk gebouw gaat het?');
  await see(puck, `today-puck-${lang}`, true);
  await go(puck, `/wishes/${n}`);
  await has(puck, w.mine);
  await see(puck, `wish-question-${lang}`, true);
  assert.equal(await send(puck, `/wishes/${n}/answer`, { text: ' ' }), 422);
  await send(puck, `/wishes/${n}/answer`, { text: 'Het gebouw aan de Wilgenlaan.' });

  for (const [i, said] of ['IT maakt een lijst met sleutels.', 'IT maakt een lijst die elk uur ververst.', 'Je ziet op je telefoon welke sleutel er hangt, meteen als iemand hem pakt.'].entries()) {
    assert.equal(await go(elin, `/wishes/${n}/read-back`), 200);
    if (i) await has(elin, i === 1 ? 'Geen lijst: ik sta dan al buiten.' : 'Elk uur is te laat.', 'the correction');
    if (i < 2) await see(elin, `read-back-${i ? 'again-' : ''}${lang}`, i === 0);
    if (!i) assert.equal(await send(elin, `/wishes/${n}/read-back`, { text: '' }), 422);
    await send(elin, `/wishes/${n}/read-back`, { text: said });
    assert.equal(await go(puck, `/wishes/${n}/check`), 200);
    await has(puck, said);
    if (!i) await see(puck, `check-${lang}`, true);
    if (!i) {
      assert.equal(await send(puck, `/wishes/${n}/correct`, { text: '' }), 422);
      await see(puck, `check-errors-${lang}`);
    }
    if (i === 0) await send(puck, `/wishes/${n}/correct`, { text: 'Geen lijst: ik sta dan al buiten.' });
    if (i === 1) await send(puck, `/wishes/${n}/correct`, { text: 'Elk uur is te laat.' });
    if (i < 2) await has(puck, w.almost);
    if (i === 0) await see(puck, `wish-corrected-${lang}`);
  }
  await send(puck, `/wishes/${n}/confirm`);
  await has(puck, w.yes);
  await see(puck, `wish-confirmed-${lang}`);

  assert.equal(await go(elin, `/wishes/${n}/owners`), 200);
  await see(elin, `owners-${lang}`, true);
  await send(elin, `/wishes/${n}/owners`, { want_owner: { label: 'Mees Eikenblad' }, it_owner: { label: 'Bas Visotter' }, team: 'APP' });
  await has(elin, w.understood);
  await has(elin, 'Mees Eikenblad');
  await has(elin, 'Bas Visotter');
  await see(elin, `wish-understood-${lang}`);
  return n;
}

// The decider gives it the first place of Applications, with a reason that everyone reads.
async function placed(decider, n, lang, see, team = 'APP') {
  assert.equal(await go(decider, '/queues'), 200);
  await has(decider, 'Sleutels zien hangen');
  await see(decider, `queues-${lang}`, true);
  assert.equal(await go(decider, `/wishes/${n}/choose`), 200);
  await see(decider, `choose-${lang}`, true);
  assert.equal(await send(decider, `/wishes/${n}/choose`, { team, place: '1', reason: '' }), 422);
  await see(decider, `choose-errors-${lang}`);
  await send(decider, `/wishes/${n}/choose`, { team, place: '1', reason: 'Monteurs staan nu voor een dichte deur.' });
  await has(decider, words[lang].chosen);
  await see(decider, `wish-chosen-${lang}`, true);
  await go(decider, `/queues/${team}`);
  await has(decider, 'Sleutels zien hangen');
  await see(decider, `queue-${lang}`, true);
}

// Who looks at it reads the same date, the same why, and where the figures come from.
async function sameDate(people, n, lang) {
  const said = [];
  for (const me of people) {
    said.push(await sentence(me, n));
    await me.page.locator('section[aria-labelledby=queue] details summary').click();
    await has(me, 'Monteurs staan nu voor een dichte deur.', 'the reason of the place');
    const why = me.page.locator('section[aria-labelledby=when] details');
    await why.locator('summary').click();
    assert.match((await why.innerText()).replace(/\s+/g, ' '), words[lang].counted, `${me.who} sees what was counted`);
  }
  assert.match(said[0], words[lang].even);
  assert.deepEqual(said, said.map(() => said[0]), 'everyone reads the same sentence');
  const facts = await Promise.all(people.map((me) => api(me, `/wishes/${n}/forecast`)));
  for (const f of facts) assert.equal(f.status, 200);
  const dates = facts.map((f) => JSON.stringify(f.body.quantiles));
  assert(dates[0], 'the API gives the dates too');
  assert.deepEqual(dates, dates.map(() => dates[0]));
  return dates[0];
}

test('a wish goes from words to the same date for everybody, wide and with scripts, in Dutch', async () => {
  const [puck, elin, berend] = await Promise.all(['puck.sleedoorn', 'elin.ringslang', 'berend.kievitsbloem'].map((who) => person(browser, site, who)));
  const see = (me, name, dark = false) => look(me, name, { dark });
  const n = await understood(puck, elin, 'nl', see);
  await placed(berend, n, 'nl', see);

  const before = await sameDate([puck, elin, berend], n, 'nl');
  const file = fromShared('forecast/histories/kiesraad--abacus.csv') ?? madeHistory();
  const told = site.command('import', 'history', file, '--team', 'APP', '--json');
  assert(JSON.parse(told).added > 80, told);
  const now = await sameDate([puck, elin, berend], n, 'nl');
  assert.notEqual(now, before, 'the dates follow what was imported');
  await see(puck, 'wish-date-nl', true);
  const lars = await person(browser, site, 'lars.edelhert');
  assert.equal(await go(lars, '/teams/APP/history'), 200);
  await see(lars, 'history-nl', true);
  assert.equal(JSON.parse(site.command('import', 'history', file, '--team', 'APP', '--json')).added, 0, 'the same file twice changes nothing');
  await lars.context.close();

  const english = await person(browser, site, 'mees.eikenblad', { language: 'en' });
  const said = await sentence(english, n);
  assert.match(said, words.en.even);
  assert.equal(JSON.stringify((await api(english, `/wishes/${n}/forecast`)).body.quantiles), now, 'the same dates in English');
  for (const me of [puck, elin, berend, english]) await me.context.close();
});

test('the same without scripts, on a phone, in English, with the deputy and a history from the page', async () => {
  const phone = { width: 375, js: false, language: 'en' };
  const [puck, elin, aaf] = await Promise.all(['puck.sleedoorn', 'elin.ringslang', 'aaf.wilgenroos'].map((who) => person(browser, site, who, phone)));
  const see = (me, name) => fine(me, name);
  const n = await understood(puck, elin, 'en', see);
  await placed(aaf, n, 'en', see, 'SRV');
  const refused = await sentence(puck, n);
  assert.match(refused, /No date yet/, 'too little is known of this team');
  await see(puck, 'wish-no-date-en');

  const lars = await person(browser, site, 'lars.edelhert', phone);
  assert.equal(await go(lars, '/teams/SRV/history/import'), 200);
  await see(lars, 'import-en');
  assert.equal(await send(lars, '/histories', { rows: 'finished\n31-31-2026' }), 422);
  await has(lars, '31-31-2026');
  assert.equal(await lars.page.locator('#rows').inputValue(), 'finished\n31-31-2026', 'what was pasted is still there');
  await see(lars, 'import-errors-en');
  const rows = readFileSync(fromShared('forecast/histories/getodk--central.csv') ?? madeHistory(), 'utf8').trim();
  await send(lars, '/histories', { rows, name: 'central.csv' });
  assert.equal(new URL(lars.page.url()).pathname, '/teams/SRV/history');
  await has(lars, 'central.csv');
  await see(lars, 'history-en');
  await sameDate([puck, elin, aaf], n, 'en');
  await see(puck, 'wish-date-en');
  for (const me of [puck, elin, aaf, lars]) await me.context.close();
});

test('a wish is declined with a reason that the asker reads', async () => {
  const [puck, elin] = await Promise.all(['noor.hazelaar', 'elin.ringslang'].map((who) => person(browser, site, who, { language: who.startsWith('elin') ? 'nl' : undefined })));
  await setDutch(elin);
  await go(puck, '/wishes/new');
  await send(puck, '/wishes', { title: 'Een printer op elke bus', words: 'Ik wil de bon meteen printen.' });
  const n = numberOf(puck);
  assert.equal(await go(elin, `/wishes/${n}/decline`), 200);
  await look(elin, 'decline-nl', { dark: true });
  assert.equal(await send(elin, `/wishes/${n}/decline`, { reason: '' }), 422);
  await look(elin, 'decline-errors-nl');
  await send(elin, `/wishes/${n}/decline`, { reason: 'Nee, omdat een printer in de bus te snel stuk gaat. In plaats daarvan mail je de bon.' });
  await go(puck, `/wishes/${n}`);
  await has(puck, words.nl.declined);
  await has(puck, 'In plaats daarvan mail je de bon.');
  await look(puck, 'wish-declined-nl');
  await go(puck, `/wishes?state=declined`);
  await has(puck, 'Een printer op elke bus');
  for (const me of [puck, elin]) await me.context.close();
});

test('a hidden wish does not exist for an owner of another department', async () => {
  const [noor, femke, mees] = await Promise.all(['noor.hazelaar', 'femke.gruttoweide', 'mees.eikenblad'].map((who) => person(browser, site, who)));
  await setDutch(mees);
  await go(noor, '/wishes/new');
  await noor.page.locator('details summary').click();
  await send(noor, '/wishes', { title: 'Een gesprek over mijn ploeg', words: 'Dit gaat over mensen.', hidden: '1' });
  const n = numberOf(noor);
  await look(noor, 'wish-hidden-nl');
  assert.equal(await go(mees, `/wishes/${n}`), 200, 'the owner of the department is concerned');
  const absent = { page: '', api: '' };
  for (const number of [n, 999_999]) {
    for (const path of ['', '/check', '/read-back', '/owners', '/decline', '/choose', '/forecast', '/question', '/edit']) {
      assert.equal(await go(femke, `/wishes/${number}${path}`), 404, `page ${path}`);
      const answer = await api(femke, `/wishes/${number}${path}`);
      assert.equal(answer.status, 404, `API ${path}`);
      absent[number] = (absent[number] ?? '') + answer.body.detail + await text(femke).then((t) => t.replace(/[0-9A-Z]{26}/g, ''));
    }
  }
  assert.equal(absent[n], absent[999_999], 'hidden and absent are told in the same words');
  await look(femke, '404-nl', { dark: true });
  for (const path of ['/wishes', '/wishes?state=asked', '/wishes?department=OND', '/queues', '/queues/APP', '/today', '/']) {
    assert.equal(await go(femke, path), 200);
    assert(!(await femke.page.content()).includes('Een gesprek over mijn ploeg'), `not in ${path}`);
    const answer = await api(femke, path);
    assert(!JSON.stringify(answer.body).includes('Een gesprek over mijn ploeg'), `not in the API of ${path}`);
  }
  for (const me of [noor, femke, mees]) await me.context.close();
});

async function setDutch(me) {
  await go(me, '/me');
  await send(me, '/me/language', { lang: 'nl' });
}
