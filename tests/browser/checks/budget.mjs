// What a page costs: an article under 60 KB without its pictures, all styles under 20 KB, and something to read before any
// script has come.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { spread, staying } from '../lib.mjs';

const PAGE = 60 * 1024, STYLES = 20 * 1000;

export default async function budget({ browser, site, tally }) {
  const assets = join(site.folder, 'assets');
  const bytes = (ending) => readdirSync(assets).filter((name) => name.startsWith('yiben.') && name.endsWith(ending)).reduce((sum, name) => sum + readFileSync(join(assets, name)).length, 0);
  tally.check('styles', bytes('.css') < STYLES, `${bytes('.css')} bytes`);
  const context = await browser.newContext();
  const page = await context.newPage();
  let weight = 0;
  page.on('response', async (answer) => {
    if (answer.request().resourceType() !== 'image') weight += (await answer.body().catch(() => Buffer.alloc(0))).length;
  });
  // A chapter of a real book is as long as its author wrote it: the limit is for articles.
  const articles = staying(site.pages).filter(({ path, file }) => /\/articles\/[^/]+\/$/.test(path) && readFileSync(file, 'utf8').includes('class="article"'));
  for (const { path } of spread(articles, 12)) {
    weight = 0;
    await page.goto(site.origin + encodeURI(path), { waitUntil: 'networkidle' });
    tally.check(`${path} weighs little`, weight > 0 && weight < PAGE, `${weight} bytes`);
  }
  await context.close();
  await paint(browser, site, tally);
}

/** The first paint while every script is still on its way. */
async function paint(browser, site, tally) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route('**/*.js', () => {});
  const { path } = staying(site.pages).find((one) => /guide\/[a-z]+\/$|\/ch1\/$/.test(one.path)) ?? staying(site.pages)[0];
  await page.goto(site.origin + encodeURI(path), { waitUntil: 'commit' });
  const painted = await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime, null, { timeout: 10000 }).then((found) => found.jsonValue()).catch(() => null);
  tally.check(`${path} is painted before its scripts`, painted !== null && await page.isVisible('main h1'), String(painted));
  await context.close();
}
