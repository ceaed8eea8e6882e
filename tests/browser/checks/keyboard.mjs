// With the keyboard alone: skip to the text, switch the edition, open and close the menu, and see where the focus is.
import { staying } from '../lib.mjs';

export default async function keyboard({ browser, site, tally }) {
  const { path } = staying(site.pages).find((page) => /guide\/[a-z]+\/$|\/ch1\/$/.test(page.path)) ?? staying(site.pages)[0];
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, locale: 'en', reducedMotion: 'reduce' });
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
  // The browser goes there in its own time.
  const there = page.waitForFunction(() => location.hash === '#page:content', { timeout: 5000 });
  tally.check(`${path}: it leads to the text`, await there.then(() => true, () => false));

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
    tally.check(`${path}: Enter opens it`, await becomes(page, 'visible'));
    tally.check(`${path}: the next stop is inside`, await walk('#page\\:menu a', 2));
    tally.check(`${path}: it can be closed without a keyboard`, await page.isVisible('#page\\:menu .close'));
    await page.click('#page\\:menu .close');
    tally.check(`${path}: and is`, await becomes(page, 'hidden'));
    await page.focus('.tool.menu');
    await page.keyboard.press('Enter');
    await becomes(page, 'visible');
    await page.keyboard.press('Escape');
    tally.check(`${path}: Escape closes it`, await becomes(page, 'hidden'));
  }
  await open();
  const covered = [];
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    const under = await page.evaluate(() => {
      const one = document.activeElement, box = one.getBoundingClientRect();
      const at = (x, y) => { const top = document.elementFromPoint(x, y); return top === one || one.contains(top) || top?.contains(one); };
      const seen = [.1, .5, .9].some((x) => [.1, .5, .9].some((y) => at(box.left + box.width * x, box.top + box.height * y)));
      return one === document.body || seen ? null : one.outerHTML.slice(0, 100);
    });
    if (under) covered.push(under);
  }
  tally.check(`${path}: what has the focus is not covered (WCAG 2.2, 2.4.11)`, covered.length === 0, covered.join('; '));
  await context.close();
}

/** Whether the menu's links are soon seen, or not seen: a browser opens and closes it after the key's own event. */
const becomes = (page, state) => page.waitForSelector('#page\\:menu a', { state, timeout: 5_000 }).then(() => true, () => false);
