// Pictures of five kinds of page in every edition at two widths, light and dark by turns, for a person to look at. They go
// beside the folder of sites, into `test-pictures`.
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { staying } from '../lib.mjs';

const KINDS = [['home', /class="home"/], ['guide', /class="guide"/], ['article', /class="article"/], ['section', /class="section"/], ['tag', /class="plain[ "]/]];
const WIDTHS = [[390, 844], [1440, 900]];

export default async function pictures({ browser, site, sites, tally }) {
  if (site.name === 'crossroads') return;
  const folder = join(dirname(sites), 'test-pictures', site.name);
  mkdirSync(folder, { recursive: true });
  const list = staying(site.pages).map((page) => ({ ...page, text: readFileSync(page.file, 'utf8') }));
  const languages = [...new Set(list.map(({ text }) => /<html lang="([^"]+)"/.exec(text)?.[1]))].filter(Boolean);
  let taken = 0;
  for (const [width, height] of WIDTHS) {
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme });
      const page = await context.newPage();
      for (const lang of languages) {
        for (const [kind, mark] of KINDS) {
          // The longest page of a kind shows most.
          const found = list.filter(({ text }) => text.includes(`<html lang="${lang}"`) && mark.test(text)).sort((a, b) => b.text.length - a.text.length)[0];
          if (!found || (colorScheme === 'dark' && kind !== 'guide')) continue;
          await page.goto(site.origin + encodeURI(found.path), { waitUntil: 'load' });
          await page.screenshot({ path: join(folder, `${kind}-${lang}-${width}-${colorScheme}.png`) });
          taken += 1;
        }
      }
      await context.close();
    }
  }
  console.log(`note: ${taken} pictures of ${site.name} in ${folder}`);
  tally.check('there are pictures', taken > 0);
}
