// Drives Chromium over `yiben serve`: node preview.mjs YIBEN [CHECK…]
//
// Each check has a book of its own in a temporary folder, a server on a free port, and a browser to look at it.
import { readdirSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { Tally } from './lib.mjs';
import { Preview } from './preview/book.mjs';

const here = join(dirname(fileURLToPath(import.meta.url)), 'preview');
const [yiben, ...wanted] = process.argv.slice(2);
const names = readdirSync(here).filter((name) => name.endsWith('.check.mjs')).map((name) => name.slice(0, -'.check.mjs'.length)).sort();
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
let fine = names.length > 0;
for (const name of names.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const tally = new Tally(`preview-${name}`);
  const check = await import(`./preview/${name}.check.mjs`);
  const preview = await Preview.start(yiben, check.options ?? []);
  try {
    await check.default({ browser, preview, tally });
  } catch (error) {
    tally.check(name, false, error.stack);
  }
  await preview.stop();
  fine = tally.close() && fine;
}
await browser.close();
process.exit(fine ? 0 : 1);
