// Without scripts every page still shows its text, its switcher and its links; with the keyboard alone, the first stop
// skips to the content, and every edition can be reached.
import { spread, staying } from '../lib.mjs';

export default async function plain({ browser, site, tally }) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const { path } of spread(staying(site.pages), 30)) {
    await page.goto(site.origin + encodeURI(path), { waitUntil: 'load' });
    if (!(await page.$('nav.editions'))) continue;
    const text = await page.locator('main').innerText();
    tally.check(`${path} shows its text`, text.trim().length > 0);
    const hidden = await page.locator('nav.editions').evaluate((nav) => getComputedStyle(nav).visibility === 'hidden');
    tally.check(`${path} shows its switcher`, !hidden);
    tally.check(`${path}: a menu has something in it`, await page.locator('.tool.menu').count() === 0 || await page.locator('#page\\:menu a').count() > 0);
  }
  await context.close();
  await keyboard(browser, site, tally);
}

async function keyboard(browser, site, tally) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const { path } = staying(site.pages).find((page) => page.path.split('/').length > 3) ?? site.pages[0];
  await page.goto(site.origin + encodeURI(path), { waitUntil: 'load' });
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement.getAttribute('href'));
  tally.check(`${path}: the first stop skips to the content`, first === '#page:content', first);
  const reached = new Set();
  for (let stop = 0; stop < 40; stop += 1) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => (document.activeElement.closest('nav.editions') ? document.activeElement.lang : '')));
  }
  const wanted = await page.$$eval('nav.editions a', (links) => links.map((link) => link.lang));
  tally.check(`${path}: every edition is reached by Tab`, wanted.every((lang) => reached.has(lang)), [...reached].join(' '));
  await context.close();
}
