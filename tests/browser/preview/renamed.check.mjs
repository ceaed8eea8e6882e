// Whoever looks at a document follows it when its file is renamed.
import { shows } from './book.mjs';

export default async function renamed({ browser, preview, tally }) {
  const page = await preview.open(browser, '/zh-hant/leaves/');
  const english = await preview.open(browser, '/en/leaves/');
  preview.rename('content/leaves.zh-Hans.md', 'content/guide/leaf.zh-Hans.md');
  preview.rename('content/leaves.md', 'content/guide/leaf.md');
  const arrived = (one, path) => one.waitForURL(`**${path}`, { timeout: 4000 }).then(() => true, () => false);
  tally.check('繁體 follows', await arrived(page, '/zh-hant/guide/leaf/'), page.url());
  tally.check('English follows', await arrived(english, '/en/guide/leaf/'), english.url());
  tally.check('the text is there', await shows(page, '最後一段。'));

  // The new page follows its file like any other.
  preview.edit('content/guide/leaf.md', 'The first paragraph.', 'Still followed.');
  tally.check('an edit after it', await shows(english, 'Still followed.'));

  // A page that is removed says so, and comes back with its file.
  const text = preview.read('content/guide/leaf.md');
  preview.remove('content/guide/leaf.md');
  preview.remove('content/guide/leaf.zh-Hans.md');
  tally.check('a removed page', await shows(english, 'Page not found'));
  preview.write('content/guide/leaf.md', text);
  tally.check('comes back', await shows(english, 'Still followed.'));
}
