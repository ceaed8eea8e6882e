// On paper: the text without the machinery around it, in black on white whatever the screen shows, headings kept with
// what follows, and a PDF that has pages.
import { spread, staying } from '../lib.mjs';

export default async function print({ browser, site, tally }) {
  const context = await browser.newContext({ colorScheme: 'dark' });
  const page = await context.newPage();
  const texts = staying(site.pages).filter(({ path }) => /guide\/|articles\/|\/ch\d/.test(path));
  for (const [at, { path }] of spread(texts, site.name === 'guide' ? 9 : 3).entries()) {
    await page.goto(site.origin + encodeURI(path), { waitUntil: 'load' });
    // A reader who chose dark by the button prints as white as one whose system is dark.
    await page.evaluate((chosen) => { if (chosen) document.documentElement.dataset.appearance = 'dark'; }, at % 2 === 1);
    await page.emulateMedia({ media: 'print' });
    const seen = await page.evaluate(() => {
      const visible = (selector) => [...document.querySelectorAll(selector)].some((one) => one.getClientRects().length > 0);
      const style = getComputedStyle(document.body);
      return {
        machinery: ['.editions', '.tools', '.sidebar', '.toc', '.skip', '.toc-button', '.back', '.turn'].filter(visible),
        beside: Math.round(document.querySelector('main h1').getBoundingClientRect().left - document.querySelector('.brand').getBoundingClientRect().left),
        text: visible('main h1'), colour: style.color, ground: style.backgroundColor,
        loose: [...document.querySelectorAll('h2, h3')].filter((one) => getComputedStyle(one).breakAfter !== 'avoid').length,
        // What a link's address is as a reader would type it, whether its text says that, and whether the paper does.
        links: [...document.querySelectorAll('main a[href^="http"]')].map((one) => {
          const typed = (text) => text.trim().replace(/^https?:\/\//, '').replace(/\/$/, '');
          const added = getComputedStyle(one, '::after').content;
          return { address: one.getAttribute('href'), shows: typed(one.textContent) === typed(one.getAttribute('href')), added: added !== 'none' && added !== 'normal' };
        }),
        scrolls: [...document.querySelectorAll('pre, .table')].filter((one) => getComputedStyle(one).overflowX === 'auto' && one.scrollWidth > one.clientWidth + 1).length,
      };
    });
    tally.check(`${path}: no machinery on paper`, seen.machinery.length === 0, seen.machinery.join(' '));
    tally.check(`${path}: its title is there`, seen.text);
    tally.check(`${path}: text and header share an edge`, seen.beside === 0, `${seen.beside} px apart`);
    tally.check(`${path}: dark on white`, /rgb\((\d|[1-4]\d), /.test(seen.colour) && /255|rgba\(0, 0, 0, 0\)/.test(seen.ground), `${seen.colour} on ${seen.ground}`);
    tally.check(`${path}: no heading ends a page`, seen.loose === 0, `${seen.loose} may`);
    const wrong = seen.links.filter(({ shows, added }) => shows === added).map(({ address }) => address);
    tally.check(`${path}: each address elsewhere is there, and once`, wrong.length === 0, wrong.slice(0, 3).join(' '));
    const pdf = await page.pdf({ format: 'A4' });
    tally.check(`${path}: as PDF`, pdf.length > 5000 && pdf.subarray(0, 5).toString() === '%PDF-', `${pdf.length} bytes`);
    await page.emulateMedia({ media: null });
  }
  await context.close();
}
