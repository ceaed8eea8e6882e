// With the keyboard alone: skip to the text, switch the edition, open and close the menu, and see where the focus is.
import { staying } from '../lib.mjs';

export default async function keyboard({ browser, site, tally }) {
  const { path } = staying(site.pages).find((page) => /guide\/[a-z]+\/$|\/ch1\/$/.test(page.path)) ?? staying(site.pages)[0];
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, locale: 'en' });
  const page = await context.newPage();
  const open = () => page.goto(site.origin + path, { waitUntil: 'load' });
  const focused = (what) => page.evaluate((selector) => document.activeElement.matches(selector), what);
  const walk = async (what, most = 60) => {
    for (let step = 0; step < most; step += 1) {
      await page.keyboard.press('Tab');
      if (await focused(what)) return true;
    }
    return false;
  };
  await open();
  tally.check(`${path}: the first stop skips to the text`, await walk('a.skip', 1));
  const shown = await page.$eval('a.skip', (link) => link.getBoundingClientRect().top >= 0);
  tally.check(`${path}: and is seen`, shown);
  await page.keyboard.press('Enter');
  tally.check(`${path}: it leads to the text`, new URL(page.url()).hash === '#content');

  await open();
  tally.check(`${path}: the switcher is reached`, await walk('.editions a'));
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  tally.check(`${path}: the focus is seen`, ring !== 'none', ring);
  const wanted = await page.evaluate(() => document.activeElement.href);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  tally.check(`${path}: Enter switches`, page.url().split('#')[0] === wanted, page.url());

  await open();
  if (await page.isVisible('.tool.menu')) {
    tally.check(`${path}: the menu is reached`, await walk('.tool.menu'));
    await page.keyboard.press('Enter');
    tally.check(`${path}: Enter opens it`, await page.isVisible('#menu a'));
    tally.check(`${path}: the next stop is inside`, await walk('#menu a', 2));
    await page.keyboard.press('Escape');
    tally.check(`${path}: Escape closes it`, !(await page.isVisible('#menu a')));
  }
  await context.close();
}
