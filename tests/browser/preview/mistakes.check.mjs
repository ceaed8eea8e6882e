// A mistake is shown over the last good page, in the reader's language, and is gone when it is mended.
import { over, shows } from './book.mjs';

export default async function mistakes({ browser, preview, tally }) {
  const page = await preview.open(browser, '/zh-hant/leaves/');
  const good = '{% extends "base.html" %}\n{% block main %}<h1>{{ page.title }}</h1><p>ours</p>{{ page.body }}{% endblock %}\n';
  preview.write('theme/templates/page.html', good);
  tally.check('a template of the site', await shows(page, 'ours'));
  const broken = [
    ['a mistake of syntax', good.replace('{% endblock %}', '{% endblok %}'), 'endblok'],
    ['a value that does not exist', good.replace('page.title', 'page.titel'), 'page.titel'],
  ];
  for (const [name, text, shown] of broken) {
    preview.write('theme/templates/page.html', text);
    tally.check(`${name} is shown`, await over(page, shown));
    tally.check(`${name}: with its place`, await over(page, 'theme/templates/page.html:2'));
    tally.check(`${name}: in the reader's language`, await over(page, '原始檔有錯誤'));
    tally.check(`${name}: over the last good page`, await shows(page, '第一段。') && await shows(page, 'ours'));
    preview.write('theme/templates/page.html', good);
    tally.check(`${name} is gone when mended`, await over(page, ''));
  }

  // Front matter without an end, in the text behind this page.
  preview.edit('content/leaves.zh-Hans.md', 'title: 茶叶\n---\n', 'title: [茶叶\n---\n');
  tally.check('front matter: the file is named', await over(page, 'content/leaves.zh-Hans.md'));
  const said = await page.evaluate(() => [...document.querySelector('yiben-preview').shadowRoot.querySelectorAll('.over section p')].map((one) => [one.lang, one.textContent]));
  tally.check('front matter: what the parser says is Chinese', said.every(([lang]) => lang === '') && !said.some(([, text]) => /[a-z]{2,} [a-z]{2,}/.test(text)), said.join(' | '));
  tally.check('front matter: the page stays', await shows(page, '最後一段。'));
  preview.edit('content/leaves.zh-Hans.md', 'title: [茶叶\n---\n', 'title: 茶叶\n---\n');
  tally.check('front matter: gone when mended', await over(page, ''));

  // A page that was never good: nothing is said of an older one, and the place is marked though nothing stands there.
  preview.edit('content/water.md', 'title: Water', 'title: "Water');
  const early = await preview.open(browser, '/en/water/');
  tally.check('a page that was never good: shown', await over(early, 'content/water.md'));
  tally.check('a page that was never good: and nothing of an older one', !(await early.evaluate(() => document.querySelector('yiben-preview').shadowRoot.querySelector('.over').textContent)).includes('as it was before'));
  tally.check('a page that was never good: with a mark', await early.evaluate(() => document.querySelector('yiben-preview').shadowRoot.querySelectorAll('.over mark').length === 1));
  preview.edit('content/water.md', 'title: "Water', 'title: Water');
  tally.check('a page that was never good: there when mended', await shows(early, 'Only in English so far.') && await over(early, ''));

  // The settings.
  const book = preview.read('book.toml');
  preview.write('book.toml', `${book}\n[editions.zh-Hant\n`);
  tally.check('settings: shown on every page', await over(page, 'book.toml'));
  const other = await preview.open(browser, '/en/water/');
  tally.check('settings: the site stays', await shows(other, 'Only in English so far.') && await over(other, 'book.toml'));
  preview.write('book.toml', book.replace('title = "Tea"', 'title = "茶經"'));
  tally.check('settings: gone when mended', await over(page, ''));
  tally.check('settings: followed', await page.waitForFunction(() => document.title.endsWith('茶經')).then(() => true, () => false));
  tally.check('no reload in all this', await page.evaluate(() => window.kept === true));

  // A file that is no text at all, with something that must not become markup.
  preview.write('content/leaves.zh-Hans.md', '---\ntitle: "<img src=x onerror=window.hurt=1>\n---\n');
  tally.check('hostile: shown', await over(page, 'content/leaves.zh-Hans.md'));
  tally.check('hostile: as text', await page.evaluate(() => window.hurt === undefined));
}
