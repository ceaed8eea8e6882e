// The compare page: blocks stay beside each other, marks say what to look at, and a click settles a doubtful word.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { shows } from './book.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const options = ['--edit'];

const TEXT = {
  en: ['# Ducks', 'It walks like a duck.', '## Software', 'This software helps, and is much longer in English than in any other language that this book is published in, so that its block is higher.', '```js\nquack()\n```', '## Last', 'The end.'],
  zh: ['# 鸭子', '它走起来像一只鸭子。', '## 软件', '这个软件有用。', '```js\nquack()\n```', '译者加的一段。', '## 最后', '完。'],
};

export default async function compare({ browser, preview, tally }) {
  const hostile = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';
  preview.write('content/ducks.md', `---\ntitle: Ducks\n---\n${[TEXT.en[1], hostile, '[x](javascript:window.hurt=1)', ...TEXT.en.slice(2)].join('\n\n')}\n`);
  preview.write('content/ducks.zh-Hans.md', `---\ntitle: 鸭子\n---\n${TEXT.zh.slice(1).join('\n\n')}\n`);
  const page = await preview.open(browser, '/zh-hans/ducks/');
  const bar = page.locator('yiben-preview .bar');
  await bar.locator('a.compare').waitFor();
  tally.check('the bar names the file', (await bar.textContent()).includes('content/ducks.zh-Hans.md'));
  await bar.locator('a.compare').click();
  await page.waitForURL('**/-/compare/ducks**');

  const columns = await page.$$eval('.names .cell h2', (names) => names.map((name) => name.textContent));
  tally.check('a column for each edition', columns.join(' ') === 'English 简体中文 繁體中文', columns.join(' '));
  const tops = (text) => page.evaluate((wanted) => {
    const cells = [...document.querySelectorAll('.row:not(.names) .cell')];
    return wanted.map((one) => cells.find((cell) => cell.textContent.includes(one))?.getBoundingClientRect().top);
  }, text);
  for (const [name, texts] of [
    ['a paragraph', ['This software helps', '这个软件有用', '這個軟體有用']],
    ['code', ['quack()', 'quack()', 'quack()']],
    ['what follows an addition', ['The end.', '完。', '完。']],
  ]) {
    const found = await tops(texts);
    tally.check(`${name} is aligned`, found.every((top) => top !== undefined && Math.abs(top - found[0]) < 1), found.join(' '));
  }
  // They scroll as one: after scrolling, what was aligned still is.
  await page.evaluate(() => scrollTo(0, 200));
  await page.waitForTimeout(50);
  const after = await tops(['This software helps', '这个软件有用', '這個軟體有用']);
  tally.check('columns scroll together', after.every((top) => Math.abs(top - after[0]) < 1), after.join(' '));

  const changed = await page.$$eval('.cell[data-edition="zh-Hant"] mark.changed', (marks) => marks.map((mark) => `${mark.dataset.source} ${mark.textContent}`));
  tally.check('a word that became another is marked', changed.includes('软件 軟體'), changed.join(', '));
  tally.check('nothing of a text is markup', await page.evaluate(() => window.hurt === undefined && !document.querySelector('main script, main img, main [href^="javascript"]')));
  tally.check('raw HTML is shown as text', await shows(page, 'onerror='));

  const doubtful = page.locator('.cell[data-edition="zh-Hant"] mark.doubtful').first();
  tally.check('a doubtful word is marked', await doubtful.count() === 1);
  const words = await doubtful.getAttribute('data-words');
  await doubtful.click();
  const line = page.locator('dialog.settle .line');
  const chosen = await doubtful.getAttribute('data-chosen');
  const offers = async (wanted) => page.waitForFunction((text) => document.querySelector('dialog.settle .line')?.textContent === text, wanted, { timeout: 4000 }).then(() => true, () => false);
  tally.check('a click offers the row, and a first row where there is no glossary', await offers(`zh-Hans,zh-Hant\n${words},${chosen}`), await line.textContent());
  await page.keyboard.press('Escape');
  preview.write('glossary.csv', 'note,zh-Hant,zh-Hans\n,茶具,茶具\n');
  await page.waitForFunction(() => JSON.parse(document.getElementById('yiben-preview').textContent).page.rows['zh-Hant'].head === null);
  await doubtful.click();
  tally.check('the row has the columns of the glossary', await offers(`,${chosen},${words}`), await line.textContent());
  await page.locator('dialog.settle .add').click();
  const settled = await page.waitForFunction((wanted) => ![...document.querySelectorAll('mark.doubtful')].some((mark) => mark.dataset.words === wanted), words, { timeout: 4000 }).then(() => true, () => false);
  tally.check('the row settles it, and the page follows', settled);
  tally.check('the row is in the glossary', preview.read('glossary.csv') === `note,zh-Hant,zh-Hans\n,茶具,茶具\n,${chosen},${words}\n`, preview.read('glossary.csv'));

  // A sentence is corrected by hand, and the correction stays when its paragraph is written anew beside it.
  const wrong = page.locator('.cell[data-edition="zh-Hant"]', { hasText: '譯者加的一段。' });
  await wrong.locator('button.correct').click();
  await page.locator('dialog.settle textarea').fill('譯者補上的一段。');
  await page.locator('dialog.settle .save').click();
  tally.check('a correction reaches the page', await shows(page, '譯者補上的一段。'));
  tally.check('and is marked', await page.locator('.cell[data-edition="zh-Hant"] mark.corrected').count() > 0);
  tally.check('and stands in its file', preview.read('corrections/zh-Hant/ducks.toml').includes('譯者補上的一段'));
  await page.keyboard.press('Escape');

  // The page follows the text too.
  preview.edit('content/ducks.zh-Hans.md', '完。', '完了。');
  tally.check('an edit reaches the page', await shows(page, '完了。'));

  // Han does not lean, Latin among it does, and code keeps its face in the column that is converted.
  preview.edit('content/ducks.zh-Hans.md', '完了。', '*强调*的是*Nature*和`quack`，写到行尾。');
  await shows(page, '寫到行尾');
  const looks = await page.$$eval('.cell[data-edition="zh-Hant"] :is(em, p code)', (all) => all.map((one) => {
    const { fontStyle, textEmphasisStyle, fontFamily } = getComputedStyle(one);
    return [one.textContent, fontStyle, textEmphasisStyle === 'none' ? 'unmarked' : 'marked', fontFamily.startsWith('ui-monospace') ? 'code' : 'text'].join(' ');
  }));
  for (const wanted of ['強調 normal marked text', 'Nature italic unmarked text', 'quack normal unmarked code']) {
    tally.check(`in a converted column: ${wanted}`, looks.includes(wanted), looks.join(', '));
  }
  const covered = await page.$$eval('.cell > button.correct', (buttons) => buttons.filter((one) => {
    const text = document.createRange();
    text.selectNodeContents(one.previousElementSibling ?? one.parentNode.firstChild);
    const [button, box] = [one.getBoundingClientRect(), text.getBoundingClientRect()];
    return box.right > button.left && box.top < button.bottom && box.bottom > button.top;
  }).length);
  tally.check('no button covers a text', covered === 0, String(covered));

  // A document that is not translated, and the grid.
  await page.goto(`${preview.origin}/-/compare/water`, { waitUntil: 'load' });
  tally.check('what is not translated is marked', await page.locator('.cell.untranslated[data-edition="zh-Hant"]').count() > 0);
  await page.goto(`${preview.origin}/-/status?from=zh-Hans`, { waitUntil: 'load' });
  const row = await page.$$eval('table.grid tr', (rows) => rows.map((one) => [...one.children].map((cell) => cell.textContent).join(' ')));
  tally.check('the grid: converted', row.includes('ducks 原作 原作 转换'), row.join(' | '));
  tally.check('the grid: not translated', row.includes('water 原作 未译 未译'), row.join(' | '));
  // Nothing on these pages keeps anybody out.
  const context = await browser.newContext({ bypassCSP: true });
  const looked = await context.newPage();
  for (const path of ['/-/status', '/-/compare/ducks', '/zh-hant/ducks/']) {
    await looked.goto(preview.origin + path, { waitUntil: 'load' });
    await looked.evaluate(axe);
    const found = await looked.evaluate(async () => (await globalThis.axe.run(document)).violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`));
    tally.check(`${path}: axe-core finds nothing`, found.length === 0, found.join('; '));
  }
  await context.close();
  await page.locator('td.converted a').first().click();
  tally.check('the grid leads to pages', /\/zh-hant\//.test(page.url()), page.url());
}
