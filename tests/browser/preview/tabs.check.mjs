// More pages open than a browser holds connections to one host (six): each that is seen still follows its file.
import { shows } from './book.mjs';

export default async function tabs({ browser, preview, tally }) {
  const context = await browser.newContext();
  const pages = [];
  for (let number = 0; number < 9; number += 1) {
    const page = await context.newPage();
    // A page that nobody sees gives its connection back; so that the browser need not switch tabs here, they are told.
    await page.addInitScript(() => {
      let hidden = false;
      Object.defineProperty(document, 'hidden', { get: () => hidden });
      window.hide = (now) => { hidden = now; document.dispatchEvent(new Event('visibilitychange')); };
    });
    await page.goto(`${preview.origin}/en/leaves/`, { waitUntil: 'load' });
    pages.push(page);
    await page.evaluate(() => window.hide(true));
  }
  preview.edit('content/leaves.md', 'The first paragraph.', 'Seen later.');
  await pages[0].waitForTimeout(300);
  tally.check('a page that nobody sees rests', !(await shows(pages[3], 'Seen later.', 100)));
  for (const [number, page] of pages.entries()) {
    await page.evaluate(() => window.hide(false));
    tally.check(`page ${number} catches up when it is seen`, await shows(page, 'Seen later.'));
    await page.evaluate(() => window.hide(true));
  }
  await pages[8].evaluate(() => window.hide(false));
  preview.edit('content/leaves.md', 'Seen later.', 'Seen at once.');
  tally.check('the page that is seen follows', await shows(pages[8], 'Seen at once.'));
  await context.close();
}
