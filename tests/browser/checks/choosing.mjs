// Which edition a reader gets: at the root and at other addresses in no edition by the saved choice, then the browser's
// languages, then the default; at an address in an edition always that one, with at most one offer of another.
import { readFileSync } from 'node:fs';
import { serve } from '../lib.mjs';

const tables = JSON.parse(readFileSync(new URL('../../cases/negotiation.json', import.meta.url), 'utf8'));

export default async function choosing({ browser, site, tally }) {
  const reader = (languages, saved = null) => visitor(browser, languages, saved);
  const root = readFileSync(`${site.folder}/index.html`, 'utf8');
  await offers(reader, site, tally);
  if (!root.includes('class="root"')) return;
  // Where each edition begins, as the list at the root says.
  const editions = new Map([...root.matchAll(/<a href="([^"]*)"[^>]* data-edition="([^"]*)"/g)].map(([, start, tag]) => [tag, start]));
  const table = tables.find((one) => one.editions.join() === [...editions.keys()].join());
  tally.check(`the table knows a site of ${[...editions.keys()]}`, table !== undefined);
  if (table) await readers(browser, reader, site, editions, table.cases, tally);
  if (site.name !== 'crossroads') return;
  // The same site on a host with one page for all that does not exist, as GitHub's.
  const alone = await serve(site.folder, { oneNotFound: true });
  await addresses(reader, editions, site.origin, tally);
  await addresses(reader, editions, alone.origin, tally);
  alone.close();
}

/** A new visitor with these languages, who chose `saved` before. */
async function visitor(browser, languages, saved) {
  const context = await browser.newContext();
  await context.addInitScript(([list, choice]) => {
    Object.defineProperty(navigator, 'languages', { get: () => list });
    if (choice && !sessionStorage.getItem('was-here')) { localStorage.setItem('yiben-edition', choice); sessionStorage.setItem('was-here', '1'); }
  }, [languages, saved]);
  return context;
}

const path = (page) => { const url = new URL(page.url()); return url.pathname + url.search + url.hash; };

/** Every reader of the table: by languages at the root, and by header with the page's own steps. */
async function readers(browser, reader, site, editions, cases, tally) {
  const [first] = editions.values();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site.origin + first, { waitUntil: 'load' });
  for (const [header, edition, why] of cases) {
    const found = await page.evaluate((text) => [...document.querySelectorAll('.editions li > *')][yibenNegotiate(text, yibenTable)].lang, header);
    tally.check(`“${header}” (${why})`, found === edition, found);
  }
  await context.close();
  for (const [header, edition] of cases.filter(([header]) => !header.includes(';'))) {
    const context = await reader(header.split(','));
    const page = await context.newPage();
    await page.goto(`${site.origin}/`, { waitUntil: 'load' });
    await page.waitForURL((url) => url.pathname !== '/');
    tally.check(`the root for ${header || 'nothing'}`, path(page) === editions.get(edition), path(page));
    await context.close();
  }
}

async function addresses(reader, editions, origin, tally) {
  const cases = [
    // (address, languages, saved choice, where the reader is in the end, why)
    ['/', ['zh-TW'], 'en', '/en/', 'the reader\'s choice wins over the languages'],
    ['/', ['zh-TW'], 'zh-Hans', '/zh-hans/', 'the same for another one'],
    ['/', ['zh-TW'], 'fr', '/zh-hant/', 'a choice that there is no more'],
    ['/?v=2#top', ['zh-HK', 'en'], null, '/zh-hant/?v=2#top', 'query and fragment of the root'],
    ['/guide/roads/?v=2#south', ['zh-TW'], null, '/zh-hant/guide/roads/?v=2#south', 'path, query and fragment'],
    ['/guide/roads/?w=%E4%B8%AD', ['zh-TW'], 'zh-Hans', '/zh-hans/guide/roads/?w=%E4%B8%AD', 'the same with a choice'],
    ['/guide/tolls/#bridge', ['zh-TW'], null, '/en/guide/tolls/#bridge', 'the reader\'s edition lacks the page'],
    ['/nowhere/', ['zh-TW'], null, '/zh-hant/nowhere/', 'no edition has it'],
    ['/en/guide/roads/?v=2', ['zh-TW'], null, '/en/guide/roads/?v=2', 'an address in an edition'],
    ['/zh-hans/', ['zh-TW'], 'zh-Hant', '/zh-hans/', 'whatever was chosen before'],
    ['/en/nowhere/', ['zh-TW'], 'zh-Hant', '/en/nowhere/', 'one that does not exist stays where it is'],
  ];
  for (const [address, languages, saved, to, why] of cases) {
    const context = await reader(languages, saved);
    const page = await context.newPage();
    await page.goto(origin + address, { waitUntil: 'networkidle' });
    await page.waitForURL((url) => url.pathname + url.search + url.hash === to, { timeout: 3000 }).catch(() => {});
    tally.check(`${address} for ${languages}, ${saved} (${why})`, path(page) === to, path(page));
    await context.close();
  }
  for (const [edition, start] of editions) {
    const context = await reader(['zh-TW']);
    const page = await context.newPage();
    await page.goto(`${origin}${start}nowhere/`, { waitUntil: 'networkidle' });
    tally.check(`what is not in ${edition} is said in its language`, await page.getAttribute('html', 'lang') === edition);
    await context.close();
  }
}

/** One offer, in its own language, until the reader decides; never a redirect. */
async function offers(reader, site, tally) {
  const { path: start } = site.pages.find((page) => /\/en\/guide\/[a-z]+\/$|^\/guide\/[a-z]+\/$|\/en\/ch1\/$/.test(page.path)) ?? {};
  const has = (tag) => new RegExp(`<link rel="alternate"[^>]* hreflang="${tag}"`).test(readFileSync(`${site.folder}${start}index.html`, 'utf8'));
  if (!start || !has('zh-Hant')) return;
  const bar = (page) => page.$('.offer');
  const open = async (context, at = start) => { const page = await context.newPage(); await page.goto(site.origin + at, { waitUntil: 'load' }); return page; };
  let context = await reader(['zh-TW', 'en']);
  let page = await open(context);
  const offer = await bar(page);
  tally.check(`${start}: another edition is offered`, offer !== null && path(page) === start);
  if (!offer) return context.close();
  tally.check('the offer is in that edition\'s language', await offer.getAttribute('lang') === 'zh-Hant' && /繁體/.test(await offer.innerText()), await offer.innerText());
  const place = await offer.evaluate((one) => one.compareDocumentPosition(document.querySelector('main')) & Node.DOCUMENT_POSITION_FOLLOWING);
  tally.check('it stands before the text', place !== 0);
  page = await open(context);
  tally.check('it is shown once', (await bar(page)) === null);
  await context.close();

  context = await reader(['zh-TW']);
  page = await open(context);
  await page.focus('.offer button');
  await page.keyboard.press('Enter');
  tally.check('it is sent away by keyboard', (await bar(page)) === null && await page.evaluate(() => localStorage.getItem('yiben-edition')) === 'en');
  await context.close();

  context = await reader(['zh-TW']);
  page = await open(context);
  await Promise.all([page.waitForNavigation(), page.click('.offer a')]);
  tally.check('it leads to the same document', await page.getAttribute('html', 'lang') === 'zh-Hant' && page.url().endsWith(start.replace(/^\/en\//, '/').replace(/^\//, '')), page.url());
  tally.check('and that is remembered', await page.evaluate(() => localStorage.getItem('yiben-edition')) === 'zh-Hant');
  await context.close();

  context = await reader(['zh-TW']);
  page = await open(context, `${start}nowhere/`);
  tally.check('what is nowhere is not offered elsewhere', (await bar(page)) === null);
  await context.close();

  for (const [languages, saved, why] of [[['en-GB'], null, 'this edition fits'], [['ja'], null, 'nothing fits better'], [['zh-TW'], 'en', 'the reader chose this one']]) {
    context = await reader(languages, saved);
    page = await open(context);
    tally.check(`no offer: ${why}`, (await bar(page)) === null);
    await context.close();
  }
}
