// Asks yiben's search and Pagefind the same 200 terms of one built site, and a plain look through every page what is right:
// node compare.mjs SITE PAGE, where PAGE is the address of the search page of the edition. Prints JSON.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { ALERTS, collect, says, taken } from '../../tests/browser/checks/search.mjs';
import { pages, serve } from '../../tests/browser/lib.mjs';

const tests = createRequire(join(import.meta.dirname, '../../tests/browser/package.json'));
const { chromium } = await import(pathToFileURL(tests.resolve('playwright-core')).href);
const [folder, path] = process.argv.slice(2);
const server = await serve(folder);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage();
await page.goto(server.origin + path, { waitUntil: 'load' });
await page.waitForFunction(() => typeof yibenSearch !== 'undefined');
const texts = await page.evaluate(collect, { paths: pages(folder).map((one) => one.path).filter((one) => one.endsWith('/')), alerts: ALERTS });
const fold = new Map(await page.evaluate(async () => [...(await yibenSearch.load()).fold]));
const folded = (text) => [...text].map((c) => fold.get(c) || c).join('');
const terms = taken(texts);
const own = new Set(texts.map((text) => encodeURI(text.path)));

/** Asks each term; `ask` runs in the page. */
async function judged(ask) {
  let right = 0, found = 0, wanted = 0, exact = 0, slowest = 0;
  for (const term of terms) {
    const truth = new Set(texts.filter(says(term, folded)).map((text) => encodeURI(text.path)));
    const [got, time] = await page.evaluate(ask, term);
    const paths = new Set(got.map((url) => new URL(url, 'http://x').pathname).filter((one) => own.has(one)));
    const hit = [...paths].filter((one) => truth.has(one)).length;
    right += hit;
    found += paths.size;
    wanted += truth.size;
    exact += Number(hit === paths.size && hit === truth.size);
    slowest = Math.max(slowest, time);
  }
  return { terms: terms.length, recall: right / wanted, precision: right / found, exact, slowest };
}

/** What a first question costs over the wire: the median of some terms, each in a browser that knows nothing yet. */
async function cost(ask, mine) {
  const costs = [];
  for (const term of terms.filter((_, at) => at % 20 === 0)) {
    const context = await browser.newContext();
    const fresh = await context.newPage();
    let bytes = 0;
    const waits = [];
    fresh.on('response', (response) => {
      if (!mine(response.url())) return;
      waits.push(response.body().then((body) => { bytes += Math.min(body.length, gzipSync(body).length); }, () => {}));
    });
    await fresh.goto(server.origin + path, { waitUntil: 'load' });
    await fresh.waitForFunction(() => typeof yibenSearch !== 'undefined');
    await fresh.evaluate(ask, term);
    await fresh.waitForTimeout(200);
    await Promise.all(waits);
    costs.push(bytes);
    await context.close();
  }
  costs.sort((a, b) => a - b);
  return { median: costs[costs.length >> 1], most: costs.at(-1) };
}

const ours = async (term) => {
  const began = performance.now();
  return [await yibenSearch.pages(term), performance.now() - began];
};
const theirs = async (term) => {
  globalThis.pagefind ||= await import('/pagefind/pagefind.js');
  const began = performance.now();
  const { results } = await globalThis.pagefind.search(term);
  const data = await Promise.all(results.map((one) => one.data()));
  return [data.map((one) => one.url), performance.now() - began];
};
const ten = async (term) => {
  globalThis.pagefind ||= await import('/pagefind/pagefind.js');
  const { results } = await globalThis.pagefind.search(term);
  return Promise.all(results.slice(0, 10).map((one) => one.data()));
};
const list = async (term) => {
  const { sentences } = await yibenSearch.list(term, 10, () => document.createElement('a'));
  await sentences;
};
const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text.lines.join('\n')), 0);
console.log(JSON.stringify({
  pages: texts.length, bytes,
  yiben: { ...await judged(ours), first: await cost(list, (url) => !url.includes('/pagefind/') && !url.endsWith(path) && !/yiben\.\w+\.(css|js)/.test(url)) },
  pagefind: { ...await judged(theirs), first: await cost(ten, (url) => url.includes('/pagefind/')) },
}));
await browser.close();
server.close();
