// On 320 CSS pixels nothing makes the page scroll sideways (WCAG 2.2, 1.4.10), and the text keeps inside the window.
import { open, spread } from '../lib.mjs';

export default async function narrow({ browser, site, tally }) {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  for (const one of spread(site.pages, site.name === 'guide' ? 200 : 20)) {
    await open(page, site.origin, one);
    const wide = await page.evaluate(() => {
      const width = document.documentElement.clientWidth;
      if (document.scrollingElement.scrollWidth <= width) return null;
      const outside = [...document.querySelectorAll('body *')].find((element) => element.getBoundingClientRect().right > width + 1);
      return `${document.scrollingElement.scrollWidth} px, first ${outside?.outerHTML.slice(0, 120)}`;
    });
    tally.check(one.path, wide === null, wide);
  }
  await context.close();
}
