// The search finds exactly the pages that say what is asked, in both scripts, with the keyboard alone, within its budget; a
// plain look through every page is the judge.
import { createRequire } from 'node:module';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a first question may cost over the wire, in bytes; how long an answer may take after that, in milliseconds. */
const WIRE = 150_000, TIME = 100;
/** What an index may take of the text it is of. */
const SHARE = { small: 1, large: 0.40 };

/** What alerts without a title of their own are called. */
export const ALERTS = ['en', 'zh-Hans', 'zh-Hant'].flatMap((lang) => [...readFileSync(new URL(`../../../locales/${lang}/page.ftl`, import.meta.url), 'utf8').matchAll(/^alert-\w+ = (.*)$/gm)].map((one) => one[1]));

export default async function search({ browser, site, tally }) {
  if (site.name === 'crossroads') return;
  const roots = readdirSync(join(site.folder, 'search-index')).filter((name) => name.endsWith('.json'));
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  for (const lang of roots.map((name) => name.slice(0, -5))) {
    const home = site.pages.find(({ file, path }) => path.endsWith('/search/') && new RegExp(`<html lang="${lang}"`, 'i').test(readFileSync(file, 'utf8')));
    await page.goto(site.origin + home.path, { waitUntil: 'load' });
    await page.waitForFunction(() => typeof yibenSearch !== 'undefined');
    await read(page, tally);
    const texts = await page.evaluate(collect, { paths: site.pages.map(({ path }) => path).filter((path) => path.endsWith('/')), alerts: ALERTS });
    await exactly(page, texts, `${site.name} ${lang}`, tally);
    share(site, lang, texts, tally);
    await asked(page, home.path, site, texts, tally);
  }
  await context.close();
  await box(browser, site, tally);
  await across(browser, site, tally);
}

/** The script reads a file as it was written: a test in Rust holds that these lists make this file. */
async function read(page, tally) {
  const { places, pages, lists, file } = JSON.parse(readFileSync(new URL('../../cases/search-lists.json', import.meta.url), 'utf8'));
  const got = await page.evaluate(({ bytes, places, pages }) => {
    const found = yibenSearch.listsOf(new Uint8Array(bytes), places, pages), of = (key) => found.find((list) => list.key === key);
    return found.map(({ key, places, told, others, other, behind }) => {
      if (!told) return [key, [...places]];
      if (of(other).places.length !== others) return [key, 'another number of places'];
      return [key, [...places, ...[...told].map((rank) => of(other).places[rank] + (behind ? 1 : -1))].sort((a, b) => a - b)];
    });
  }, { bytes: [...Buffer.from(file, 'hex')], places, pages });
  tally.check('lists are read as they were written', lists.length > 10 && JSON.stringify(got) === JSON.stringify(lists), JSON.stringify(got).slice(0, 200));
}

/** In the browser: the text of every page that the index should have, block by block. */
export async function collect({ paths, alerts }) {
  const own = document.documentElement.lang;
  const read = async (path) => {
    const text = new DOMParser().parseFromString(await (await fetch(encodeURI(path))).text(), 'text/html');
    const main = text.getElementById('page:content');
    const noindex = text.querySelector('meta[name=robots][content*=noindex]');
    const listed = text.querySelector('link[rel=canonical]')?.href;
    if (!main || noindex || text.documentElement.lang !== own || text.body.matches('.search') || /\/page\/\d|tags\//.test(path) || (listed && !decodeURI(listed).endsWith(path))) return null;
    const title = main.querySelector('h1')?.textContent || '';
    main.querySelectorAll('.meta, .notice, nav, .math, script, .anchor, .footnote-back, .footnote-mark, .tags, .list, .lead, .related, button, pre + figcaption, figure.code figcaption').forEach((one) => one.remove());
    main.querySelectorAll('.alert-title').forEach((one) => alerts.includes(one.textContent.trim()) && one.remove());
    main.querySelectorAll('p, li, td, th, dt, dd, h1, h2, h3, h4, h5, h6, pre, br, div, figcaption, summary, .rt').forEach((one) => one.prepend('\n'));
    return { path, title, lines: main.textContent.split(/\n+/).map((line) => line.replace(/\s+/gu, ' ')) };
  };
  return (await Promise.all(paths.map(read))).filter(Boolean);
}

/** A hundred phrases of Han characters and a hundred words, or what there is, always the same ones. */
export function taken(texts) {
  let state = 7;
  const random = (below) => { state = (state * 48271) % 2147483647; return state % below; };
  const terms = new Set();
  for (let tries = 0; tries < 4000 && terms.size < 200; tries += 1) {
    const text = texts[random(texts.length)];
    const line = text.lines[random(text.lines.length)];
    const runs = tries % 2 ? line.match(/[\u4e00-\u9fff]+/gu) : line.match(/[A-Za-z][A-Za-z]{2,}/gu);
    if (!runs) continue;
    const run = runs[random(runs.length)];
    const length = tries % 2 ? Math.min(run.length, 1 + random(6)) : run.length;
    const from = random(run.length - length + 1);
    terms.add(run.slice(from, from + length));
  }
  return [...terms];
}

/** Whether a text says a term: a row of Han characters, or a word that begins so. */
export function says(term, folded) {
  const han = /[\u4e00-\u9fff]/u.test(term);
  const word = new RegExp(`(?<![\\p{Script=Latin}\\p{N}])${term}`, 'iu');
  return (text) => [text.title, ...text.lines].some((line) => (han
    ? folded(line.replaceAll(' ', '')).includes(folded(term))
    : word.test(line.normalize('NFKD').replace(/\p{M}/gu, ''))));
}

async function exactly(page, texts, name, tally) {
  const terms = taken(texts);
  const fold = new Map(await page.evaluate(async () => [...(await yibenSearch.load()).fold]));
  const folded = (text) => [...text].map((c) => fold.get(c) || c).join('');
  let missed = 0, extra = 0, slowest = 0;
  const wrong = [];
  for (const term of terms) {
    const wanted = new Set(texts.filter(says(term, folded)).map(({ path }) => encodeURI(path)));
    const got = await page.evaluate((asked) => yibenSearch.pages(asked), term);
    const again = await page.evaluate(async (asked) => { const began = performance.now(); await yibenSearch.find(asked); return performance.now() - began; }, term);
    slowest = Math.max(slowest, again);
    const without = [...wanted].filter((path) => !got.includes(path)), more = got.filter((path) => !wanted.has(path));
    missed += without.length;
    extra += more.length;
    if (without.length || more.length) wrong.push(`${term}: missed ${without.slice(0, 2)}, not there ${more.slice(0, 2)}`);
  }
  console.log(`note: ${name}: ${terms.length} terms, ${missed} pages missed, ${extra} pages too many, slowest answer ${slowest.toFixed(1)} ms`);
  tally.check(`${name}: exactly the pages that say it`, terms.length > 60 && missed === 0 && extra === 0, wrong.slice(0, 6).join('; '));
  tally.check(`${name}: answered within ${TIME} ms`, slowest < TIME, `${slowest} ms`);
}

function share(site, lang, texts, tally) {
  const folder = join(site.folder, 'search-index');
  const files = [`${lang}.json`, ...readdirSync(join(folder, lang)).map((name) => `${lang}/${name}`)];
  const size = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  const text = texts.reduce((sum, one) => sum + Buffer.byteLength(one.lines.join('\n')), 0);
  console.log(`note: ${site.name} ${lang}: the index takes ${(100 * size / text).toFixed(1)}% of ${text} bytes of text`);
  tally.check(`${lang}: the size of the index`, size / text < (text > 500_000 ? SHARE.large : SHARE.small), `${size} of ${text}`);
}

/** The page of its own: from its address, marked, by keyboard, cheap, and right on a narrow window. */
async function asked(page, path, site, texts, tally) {
  const term = [...(texts.flatMap((text) => text.lines).join(' ').match(/[\u4e00-\u9fff]{2}|[A-Za-z]{6,}/gu) || [])].sort()[40] ?? 'yiben';
  let wire = 0;
  const count = (response) => response.body().then((body) => { wire += /\.bin$/.test(response.url()) ? body.length : gzipSync(body).length; }, () => {});
  const context = await page.context().browser().newContext({ viewport: { width: 320, height: 640 }, colorScheme: 'dark' });
  const narrow = await context.newPage();
  narrow.on('response', count);
  await narrow.goto(`${site.origin}${path}?q=${encodeURIComponent(term)}`, { waitUntil: 'load' });
  await narrow.waitForSelector('#results a mark', { timeout: 10_000 }).catch(() => {});
  await narrow.waitForTimeout(300);
  const shown = await narrow.$$eval('#results a', (links) => links.map((link) => ({ href: link.href, marks: [...link.querySelectorAll('mark')].map((mark) => mark.textContent) })));
  tally.check(`${path}?q=${term}: results from the address`, shown.length > 0 && shown[0].marks.length > 0);
  // A sentence is taken from its page, and pages of a quarter of a megabyte cost what they cost.
  const long = Math.max(...texts.map((text) => text.lines.join('').length)) > 40_000;
  if (!long) tally.check(`${path}?q=${term}: what a question costs`, wire < WIRE, `${wire} bytes`);
  const sideways = await narrow.evaluate(() => document.scrollingElement.scrollWidth > document.documentElement.clientWidth);
  tally.check(`${path}?q=${term}: no sideways scrolling on 320 px`, !sideways);
  await narrow.evaluate(axe);
  const found = await narrow.evaluate(async () => (await globalThis.axe.run(document)).violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 100)}`));
  tally.check(`${path}?q=${term}: no violation`, found.length === 0, found.join('; '));
  await narrow.focus('#q');
  await narrow.keyboard.press('ArrowDown');
  const first = await narrow.evaluate(() => document.activeElement.href);
  tally.check(`${path}?q=${term}: an arrow leads into the results`, first === shown[0]?.href, first);
  await narrow.goto(`${site.origin}${path}?q=${encodeURIComponent('zqxjkv')}`, { waitUntil: 'load' });
  await narrow.waitForFunction(() => document.getElementById('found').textContent.includes('zqxjkv'));
  tally.check(`${path}: nothing found is said`, (await narrow.$$('#results a')).length === 0);
  await context.close();
}

/** The box over a page: opened by keys, moved through by arrows, closed by Escape; nothing of it is loaded before. */
async function box(browser, site, tally) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const loaded = [];
  page.on('request', (request) => loaded.push(request.url()));
  const { path } = site.pages.find((one) => /guide\/[a-z]+\/$|\/ch1\/$/.test(one.path));
  await page.goto(site.origin + path, { waitUntil: 'load' });
  tally.check('nothing of the search is loaded before it is used', !loaded.some((url) => /search/.test(url)));
  for (const key of ['Control+k', '/']) {
    await page.keyboard.press(key);
    await page.waitForSelector('dialog.finder[open]');
    tally.check(`${key} opens the box`, await page.evaluate(() => document.activeElement.id === 'finder-q'));
    await page.keyboard.press('Escape');
    // The browser closes a dialog after the key's own event, and takes the focus from it later still: a next key waits.
    const back = () => !document.querySelector('dialog.finder[open]') && document.activeElement === document.body;
    const closed = await page.waitForFunction(back, null, { timeout: 5_000 }).then(() => true, () => false);
    tally.check(`Escape closes it after ${key}`, closed);
  }
  await page.keyboard.press('/');
  await page.waitForSelector('dialog.finder[open]');
  await page.keyboard.type('data');
  await page.waitForSelector('dialog.finder [role=option] mark');
  await page.waitForTimeout(400);
  const state = () => page.evaluate(() => ({ active: document.activeElement.getAttribute('aria-activedescendant'), chosen: document.querySelector('[aria-selected=true]')?.id, href: document.querySelector('[aria-selected=true]')?.dataset.href, count: document.querySelectorAll('[role=option]').length }));
  const before = await state();
  await page.keyboard.press('ArrowDown');
  const after = await state();
  tally.check('arrows choose, and screen readers are told', before.active === before.chosen && after.active === after.chosen && (before.count < 2 || before.chosen !== after.chosen));
  await page.evaluate(axe);
  const found = await page.evaluate(async () => (await globalThis.axe.run(document)).violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 100)}`));
  tally.check('the open box has no violation', found.length === 0, found.join('; '));
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.href.includes(after.href.split('#')[0]));
  tally.check('Enter opens the chosen page', decodeURI(page.url()).endsWith(decodeURI(after.href)), page.url());
  tally.check('no request leaves the site', loaded.every((url) => url.startsWith(site.origin)));
  await context.close();
}

/** A question goes along to the other script, is found there, and stands there as that edition writes it. */
async function across(browser, site, tally) {
  const cases = site.name === 'guide' ? [['/zh-hans/search/', '转换', '轉換', '繁體中文']] : [['/search/', '数据', site.name === 'ddia' ? '資料' : null, '繁體中文']];
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  for (const [path, term, there, label] of cases) {
    await page.goto(`${site.origin}${path}?q=${encodeURIComponent(term)}`, { waitUntil: 'load' });
    await page.waitForSelector('#results a mark');
    await page.click(`nav.editions a:has-text("${label}")`);
    await page.waitForSelector('#results a mark');
    await page.waitForTimeout(400);
    const shown = await page.evaluate(() => ({ q: document.getElementById('q').value, marks: [...document.querySelectorAll('#results mark')].map((mark) => mark.textContent) }));
    if (there) tally.check(`${term} is ${there} there`, shown.q === there && shown.marks.includes(there), JSON.stringify(shown).slice(0, 200));
    else tally.check(`${term} is found there`, shown.marks.length > 0);
  }
  await context.close();
}
