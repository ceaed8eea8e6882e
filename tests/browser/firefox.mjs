// Drives Firefox over the built sites: node firefox.mjs SITES
//
// Chromium's checks say what a page is to be; these say that it is so in the other engine: laid out without sideways
// scroll, its scripts without complaint, the place kept, the search and the appearance at work.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pages, serve, spread, staying, Tally } from './lib.mjs';
import { firefox, pause } from './firefox/bidi.mjs';

const [sites] = process.argv.slice(2);
const ENTER = '\uE007', ESCAPE = '\uE00C';
const browser = await firefox();
const tally = new Tally('firefox');

/** Asks until the answer is one that `fits`, for a while. */
async function until(expression, fits) {
  for (let turn = 0; ; turn += 1) {
    const answer = await browser.ask(expression).catch((error) => error.message);
    if (fits(answer) || turn === 60) return answer;
    await pause(50);
  }
}

async function looks(site) {
  const list = spread(staying(site.pages), 6);
  for (const width of [320, 1280]) {
    await browser.size(width, 800);
    for (const { path } of list) {
      await browser.open(site.origin + encodeURI(path));
      const seen = await browser.ask(`({
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        han: [...document.querySelectorAll('main p:lang(zh)')].slice(0, 1).map((one) => getComputedStyle(one).lineBreak)[0],
        spaced: [...document.querySelectorAll('main p:lang(zh)')].slice(0, 1).map((one) => getComputedStyle(one).textAutospace)[0],
      })`);
      tally.check(`${path} at ${width}: no sideways scroll`, seen.wide <= 0, `${seen.wide} px`);
      tally.check(`${path} at ${width}: strict line ends`, !seen.han || seen.han === 'strict', seen.han);
      tally.check(`${path} at ${width}: space between scripts`, !seen.spaced || seen.spaced === 'normal', seen.spaced);
    }
  }
}

/** In the middle of a text, the switcher leads to the same place of the other edition. */
async function place(site) {
  // How many headings there are, and which of them is the first in the window.
  const first = `(() => {
    const all = [...document.querySelectorAll('main h2')];
    return scrollY > 0 && \`${'$'}{all.findIndex((one) => one.getBoundingClientRect().top > 0)} of ${'$'}{all.length}\`;
  })()`;
  for (const { path } of staying(site.pages).filter(({ path }) => /\/(guide\/conversion|ch2)\/$/.test(path))) {
    await browser.open(site.origin + path);
    await browser.ask(`(() => {
      const all = document.querySelectorAll('main h2');
      all[Math.floor(all.length / 2)].scrollIntoView({ behavior: 'instant' });
    })()`);
    await pause(200);
    const at = await browser.ask(first);
    const to = await browser.ask(`(() => { const link = document.querySelector('.editions a'); link.click(); return link.getAttribute('href'); })()`);
    await until('location.pathname', (now) => now === new URL(to, site.origin).pathname);
    const there = await until(first, (now) => now === at);
    tally.check(`${path}: the place is kept in ${to}`, Boolean(at) && there === at, `${at}, and there ${there}`);
  }
}

/** The box: opened by a key, it finds; arrows and Enter lead to what it found. */
async function search(site) {
  const start = staying(site.pages).find(({ path }) => /\/(guide\/conversion|ch1)\/$/.test(path));
  if (!start) return;
  await browser.open(site.origin + start.path);
  const lang = await browser.ask('document.documentElement.lang');
  const words = lang.startsWith('zh') ? '数据' : 'glossary';
  await browser.press('/');
  const opened = await until(`document.activeElement?.closest('dialog')?.open`, (now) => now === true);
  tally.check(`${start.path}: a key opens the search`, opened === true, String(opened));
  await browser.press(...words);
  const found = await until(`document.querySelectorAll('dialog [role=option]').length`, (now) => now > 0);
  tally.check(`${start.path}: it finds ${words}`, found > 0, String(found));
  await browser.press(ENTER);
  const led = await until('location.pathname + location.hash', (now) => now !== start.path);
  tally.check(`${start.path}: Enter leads there`, led !== start.path, led);
  await browser.open(`${site.origin}${start.path}`);
  await browser.press('/');
  await until(`document.activeElement?.closest('dialog')?.open`, (now) => now === true);
  await browser.press(ESCAPE);
  const closed = await until(`document.querySelector('dialog[open]') === null`, (now) => now === true);
  tally.check(`${start.path}: Escape closes it`, closed === true, String(closed));
}

for (const name of readdirSync(sites).sort()) {
  const folder = join(sites, name);
  if (!statSync(folder).isDirectory()) continue;
  const server = await serve(folder);
  const site = { name, origin: server.origin, pages: pages(folder) };
  try {
    for (const check of [looks, place, search]) await check(site);
  } catch (error) {
    tally.check(name, false, error.stack);
  }
  const complaints = browser.complaints();
  tally.check(`${name}: no complaint of a script`, complaints.length === 0, complaints.slice(0, 5).join(' | '));
  server.close();
}
await browser.close();
process.exit(tally.close() ? 0 : 1);
