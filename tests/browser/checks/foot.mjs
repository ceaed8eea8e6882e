// A page's foot is below everything else, and of a short page at the foot of the window, which then has nothing to scroll.
import { readFileSync } from 'node:fs';
import { spread } from '../lib.mjs';

export default async function foot({ browser, site, tally }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const whole = site.pages.filter(({ file }) => readFileSync(file, 'utf8').includes('<footer class="bottom"'));
  tally.check(`${site.name} has pages with a foot`, whole.length > 0);
  for (const [width, height] of [[390, 844], [2560, 1300]]) {
    await page.setViewportSize({ width, height });
    for (const { path, file } of spread(whole, 12)) {
      // A page that answers for others may lead on: its text alone is looked at.
      await page.goto(`${site.origin}/robots.txt`);
      await page.setContent(readFileSync(file, 'utf8').replace(/<script[^]*?<\/script>/g, ''), { waitUntil: 'load' });
      const seen = await page.evaluate(() => {
        const end = (selector) => document.querySelector(selector).getBoundingClientRect().bottom + scrollY;
        const top = document.querySelector('.bottom').getBoundingClientRect().top + scrollY;
        return { foot: end('.bottom'), text: end('.column'), top, all: document.documentElement.scrollHeight, styled: getComputedStyle(document.querySelector('.bottom')).borderTopStyle === 'solid' };
      });
      tally.check(`${path} at ${width}: styled`, seen.styled);
      tally.check(`${path} at ${width}: the foot is at the end`, Math.abs(seen.foot - seen.all) < 1.5 && seen.foot >= height - 1.5, `${seen.foot} of ${seen.all}`);
      tally.check(`${path} at ${width}: below the text`, seen.top >= seen.text - 1, `${seen.top}, the text ends at ${seen.text}`);
    }
  }
  await context.close();
}
