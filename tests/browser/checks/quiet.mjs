// No page writes an error to the console, asks for a file that is not there, or asks another site for anything. In a book
// that is not ours, pictures that its sources lack, and those that its author took from elsewhere, are not our doing.
import { spread } from '../lib.mjs';

export default async function quiet({ browser, site, tally }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const theirs = (request) => /^ddia/.test(site.name) && request.resourceType() === 'image';
  await context.route((url) => url.origin !== site.origin, (route) => route.abort());
  let found = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/^Failed to load resource/.test(message.text())) found.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => found.push(`script: ${error.message}`));
  page.on('response', (response) => { if (response.status() >= 400 && !theirs(response.request())) found.push(`${response.status()}: ${response.url()}`); });
  page.on('request', (request) => {
    if (!request.url().startsWith(site.origin) && !request.url().startsWith('data:') && !theirs(request)) found.push(`foreign: ${request.url()}`);
  });
  for (const { path } of spread(site.pages, site.name === 'guide' ? 200 : 20)) {
    found = [];
    await page.goto(site.origin + encodeURI(path), { waitUntil: 'load' });
    tally.check(path, found.length === 0, found.join('; '));
  }
  await context.close();
}
