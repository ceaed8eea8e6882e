// A page follows its source without a reload, in every edition, and keeps its place.
import { shows } from './book.mjs';

export default async function live({ browser, preview, tally }) {
  const pages = {};
  for (const edition of ['en', 'zh-hans', 'zh-hant']) pages[edition] = await preview.open(browser, `/${edition}/leaves/`);
  const scroll = (page) => page.evaluate(() => scrollY);
  for (const page of Object.values(pages)) await page.evaluate(() => scrollTo({ top: 600, behavior: 'instant' }));

  preview.edit('content/leaves.zh-Hans.md', '第一段。', '第一段改好了，头发。');
  tally.check('简体 follows', await shows(pages['zh-hans'], '第一段改好了，头发。'));
  tally.check('繁體 follows, converted', await shows(pages['zh-hant'], '第一段改好了，頭髮。'));
  preview.edit('content/leaves.md', 'The first paragraph.', 'The first paragraph, mended.');
  tally.check('English follows', await shows(pages.en, 'The first paragraph, mended.'));
  for (const [edition, page] of Object.entries(pages)) {
    tally.check(`${edition}: no reload`, await page.evaluate(() => window.kept === true));
    const at = await scroll(page);
    tally.check(`${edition}: the place is kept`, Math.abs(at - 600) < 60, String(at));
  }

  // A title stands in lists and navigation too.
  const home = await preview.open(browser, '/zh-hant/');
  preview.edit('content/leaves.zh-Hans.md', 'title: 茶叶', 'title: 茶叶与发酵');
  tally.check('a title reaches the home page', await shows(home, '茶葉與發酵'));
  tally.check('the tab has the new title', await pages['zh-hant'].waitForFunction(() => document.title.startsWith('茶葉與發酵')).then(() => true));

  // Styles swap; nothing is loaded again.
  const colour = () => home.evaluate(() => getComputedStyle(document.body).borderTopColor);
  preview.write('theme/styles/own.css', 'body { border-top: 3px solid rgb(1, 2, 3) }');
  tally.check('a new style sheet', await home.waitForFunction(() => getComputedStyle(document.body).borderTopColor === 'rgb(1, 2, 3)', null, { timeout: 3000 }).then(() => true, () => false), await colour());
  preview.write('theme/styles/own.css', 'body { border-top: 3px solid rgb(4, 5, 6) }');
  tally.check('an edited style sheet', await home.waitForFunction(() => getComputedStyle(document.body).borderTopColor === 'rgb(4, 5, 6)', null, { timeout: 3000 }).then(() => true, () => false), await colour());
  tally.check('styles: no reload', await home.evaluate(() => window.kept === true));

  // A document that comes, and one that goes.
  preview.write('content/pots.md', '---\ntitle: Pots\n---\nClay.\n');
  const english = await preview.open(browser, '/en/');
  tally.check('a new document is listed', await shows(english, 'Pots'));
  preview.remove('content/pots.md');
  tally.check('a removed one is not', await english.waitForFunction(() => !document.body.innerText.includes('Pots'), null, { timeout: 3000 }).then(() => true, () => false));
  tally.check('lists: no reload', await english.evaluate(() => window.kept === true));
}
