// Drives Chromium over every site below a folder: node run.mjs SITES [CHECK…]
import { readdirSync, statSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { pages, serve, Tally } from './lib.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const [sites, ...wanted] = process.argv.slice(2);
const names = readdirSync(join(here, 'checks')).filter((name) => name.endsWith('.mjs')).map((name) => name.slice(0, -4)).sort();
const checks = await Promise.all(names.filter((name) => wanted.length === 0 || wanted.includes(name))
  .map(async (name) => ({ name, run: (await import(`./checks/${name}.mjs`)).default })));

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
let fine = checks.length > 0;
for (const name of readdirSync(sites).sort()) {
  const folder = join(sites, name);
  if (!statSync(folder).isDirectory()) continue;
  const server = await serve(folder);
  const site = { name, folder, origin: server.origin, pages: pages(folder) };
  for (const check of checks) {
    const tally = new Tally(check.name);
    try {
      await check.run({ browser, site, tally, sites });
    } catch (error) {
      tally.check(`${check.name} on ${name}`, false, error.stack);
    }
    fine = tally.close() && fine;
  }
  server.close();
}
await browser.close();
process.exit(fine ? 0 : 1);
