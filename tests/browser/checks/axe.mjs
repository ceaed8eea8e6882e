// axe-core finds no violation on any kind of page, in any edition, light and dark, nor a target that is too small to hit
// (WCAG 2.2, 2.5.8). In a book that is not ours, the
// structure of the text is its author's: headings that skip levels, links inside a summary, pictures without a text.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { moved, open, spread } from '../lib.mjs';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const AUTHORS = ['heading-order', 'nested-interactive', 'image-alt', 'link-name', 'empty-heading', 'summary-name'];

export default async function axe({ browser, site, tally }) {
  const theirs = /^ddia/.test(site.name);
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    for (const one of spread(site.pages.filter((page) => !moved(page)), (site.name === 'guide' ? 2 : 1) * (colorScheme === 'light' ? 20 : 7))) {
      await open(page, site.origin, one);
      await page.evaluate(source);
      const violations = await page.evaluate(async () => (await globalThis.axe.run(document, { rules: { 'target-size': { enabled: true } } })).violations
        .map((violation) => `${violation.id} (${violation.nodes.length}): ${violation.nodes[0].html.slice(0, 160)}`));
      const ours = violations.filter((violation) => !theirs || !AUTHORS.includes(violation.split(' ')[0]));
      tally.check(`${one.path} in ${colorScheme}`, ours.length === 0, ours.join('; '));
    }
    await context.close();
  }
}
