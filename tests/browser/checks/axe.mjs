// axe-core finds no violation on any kind of page, in any edition, light and dark.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { spread } from '../lib.mjs';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export default async function axe({ browser, site, tally }) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    for (const { path } of spread(site.pages, colorScheme === 'light' ? 40 : 15)) {
      await page.goto(site.origin + encodeURI(path), { waitUntil: 'load' });
      if (await page.$('meta[http-equiv="refresh"]')) continue;
      await page.evaluate(source);
      const violations = await page.evaluate(async () => (await globalThis.axe.run(document)).violations
        .map((violation) => `${violation.id} (${violation.nodes.length}): ${violation.nodes[0].html.slice(0, 160)}`));
      tally.check(`${path} in ${colorScheme}`, violations.length === 0, violations.join('; '));
    }
    await context.close();
  }
}
