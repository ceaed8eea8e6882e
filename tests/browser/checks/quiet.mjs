// No page writes an error to the console, asks for a file that is not there, or asks another site for anything.
import { spread } from '../lib.mjs';

export default async function quiet({ browser, site, tally }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  let found = [];
  page.on('console', (message) => { if (message.type() === 'error') found.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => found.push(`script: ${error.message}`));
  page.on('response', (response) => { if (response.status() >= 400) found.push(`${response.status()}: ${response.url()}`); });
  page.on('request', (request) => {
    if (!request.url().startsWith(site.origin) && !request.url().startsWith('data:')) found.push(`foreign: ${request.url()}`);
  });
  for (const { path } of spread(site.pages, 80)) {
    found = [];
    await page.goto(site.origin + encodeURI(path), { waitUntil: 'load' });
    tally.check(path, found.length === 0, found.join('; '));
  }
  await context.close();
}
