// The search of a large site: node large.mjs YIBEN
// Builds two thousand pages of made-up Chinese, whose words are as unevenly common as those of real texts, and asks pieces of
// it in Chromium: exactly the pages that say a piece are found, a first question costs less than 150 KB over the wire, and
// the next one is answered in a moment.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { serve, Tally } from './lib.mjs';

const PAGES = 2000, WIRE = 150_000, MOMENT = 100;
let seed = 1;
const below = (limit) => { seed = (seed * 1103515245 + 12345) % 2 ** 31; return Math.floor((seed / 2 ** 31) * limit); };
/** A number below `limit`, the small ones far more often (as Zipf found it of words). */
const common = (limit) => Math.floor(limit ** (below(2 ** 30) / 2 ** 30)) - 1;

const letter = (rank) => String.fromCodePoint(0x4e00 + ((rank * 7919) % 6000));
const words = Array.from({ length: 4000 }, (_, rank) => Array.from({ length: rank < 40 ? 1 : 2 + below(2) }, () => letter(rank < 40 ? rank : common(1500))).join(''));
const sentence = () => `${Array.from({ length: 4 + below(12) }, () => words[common(words.length)]).join('')}。`;
const paragraph = () => Array.from({ length: 3 + below(3) }, sentence).join('');

const folder = mkdtempSync(join(tmpdir(), 'yiben-large-'));
const tally = new Tally('large');
try {
  mkdirSync(join(folder, 'content'));
  writeFileSync(join(folder, 'book.toml'), 'title = "大"\nbase-url = "https://large.example/"\ndefault = "zh-Hans"\n\n[editions.zh-Hans]\nprefix = ""\n');
  writeFileSync(join(folder, 'content/_index.md'), '---\ntitle: 首\n---\n');
  const texts = Array.from({ length: PAGES }, () => [paragraph(), paragraph(), paragraph()]);
  texts.forEach((text, at) => writeFileSync(join(folder, `content/p${at}.md`), `---\ntitle: T${at}\n---\n\n${text.join('\n\n')}\n`));
  execFileSync(process.argv[2], ['build', folder, '-d', join(folder, 'public')], { stdio: 'pipe' });
  await ask(texts);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(tally.close() ? 0 : 1);

/** Pieces of one to six characters, from anywhere. */
function pieces(texts) {
  const all = Array.from({ length: 60 }, (_, nth) => {
    const text = texts[below(PAGES)][below(3)].split('。')[0], length = 1 + (nth % 6), at = below(Math.max(1, text.length - length));
    return text.slice(at, at + length);
  });
  // And what is made of the most common ones alone.
  return [...all, words[0], words[0] + words[1], words[1] + words[0], words[3] + words[2] + words[5]];
}

async function ask(texts) {
  const server = await serve(join(folder, 'public'));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  for (const piece of pieces(texts)) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const waits = [];
    let bytes = 0;
    page.on('response', (response) => {
      if (/\/search\/$|yiben\.\w+\.(css|js)$/.test(response.url())) return;
      waits.push(response.body().then((body) => { bytes += Math.min(body.length, gzipSync(body).length); }, () => {}));
    });
    await page.goto(`${server.origin}/search/`, { waitUntil: 'load' });
    await page.waitForFunction(() => typeof yibenSearch !== 'undefined');
    const [found, time] = await page.evaluate(async (asked) => {
      const { sentences } = await yibenSearch.list(asked, 10, () => document.createElement('a'));
      await sentences;
      const began = performance.now();
      await yibenSearch.find(asked);
      const time = performance.now() - began;
      return [(await yibenSearch.pages(asked)).map((path) => path.split('/').at(-2)).sort(), time];
    }, piece);
    await Promise.all(waits);
    const wanted = texts.map((text, at) => (text.some((one) => one.includes(piece)) ? `p${at}` : '')).filter(Boolean).sort();
    tally.check(`${piece}: the pages that say it`, JSON.stringify(found) === JSON.stringify(wanted), `${found.length} instead of ${wanted.length}`);
    tally.check(`${piece}: a first question`, bytes < WIRE, `${bytes} bytes`);
    tally.check(`${piece}: asked again`, time < MOMENT, `${time} ms`);
    await context.close();
  }
  const root = await (await fetch(`${server.origin}/search-index/zh-hans.json`)).json();
  tally.check('common characters in pairs', root.common.length > 5, root.common);
  await browser.close();
  server.close();
}
