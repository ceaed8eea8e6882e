// The switcher leads to the same document in every edition and back, with and without scripts.
import { spread, staying } from '../lib.mjs';

const entries = (page) => page.$$eval('nav.editions a', (links) => links.map((link) => ({ href: link.href, lang: link.lang, hreflang: link.hreflang, label: link.textContent.trim(), lacks: Boolean(link.querySelector('small')) })));
const current = (page) => page.$$eval('nav.editions [aria-current]', (marks) => marks.map((mark) => ({ tag: mark.tagName, lang: mark.lang })));

export default async function switching({ browser, site, tally }) {
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    const documents = staying(site.pages);
    for (const { path } of spread(documents, javaScriptEnabled && site.name === 'guide' ? 40 : 8)) {
      await page.goto(site.origin + encodeURI(path), { waitUntil: 'load' });
      const start = page.url().split('#')[0];
      const links = await entries(page);
      tally.check(`${path}: there is a switcher`, links.length > 0);
      const marks = await current(page);
      const lang = await page.getAttribute('html', 'lang');
      tally.check(`${path}: the current edition is marked and no link`, marks.length === 1 && marks[0].tag !== 'A' && marks[0].lang === lang);
      for (const link of links) {
        tally.check(`${path}: ${link.label} carries its language`, link.lang && link.hreflang);
        await page.goto(link.href, { waitUntil: 'load' });
        tally.check(`${path} → ${link.label}`, page.url() === link.href, page.url());
        // An edition that leaves the document out leads to its section, and a section leads back to sections.
        if (link.lacks && link.hreflang === link.lang) continue;
        const there = await page.getAttribute('html', 'lang'), text = await page.getAttribute('main', 'lang');
        tally.check(`${path} → ${link.label}: the language is the one that was said`, link.hreflang === (text ?? there), `${text ?? there} instead of ${link.hreflang}`);
        const back = (await entries(page)).find((entry) => entry.lang === lang);
        tally.check(`${path} → ${link.label} → back`, there === lang || back?.href.split('#')[0] === start, back?.href);
      }
    }
    await context.close();
  }
}
