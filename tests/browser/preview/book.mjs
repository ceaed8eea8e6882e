// A small book in three editions with a preview of it, for the checks of `yiben serve`.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const FILES = {
  'book.toml': `title = "Tea"
default = "en"

[editions.en]
prefix = "en"

[editions.zh-Hans]

[editions.zh-Hant]
convert-from = "zh-Hans"
vocabulary = ["general", "computing"]
`,
  'content/_index.md': '---\ntitle: Tea\n---\nAll about tea.\n',
  'content/_index.zh-Hans.md': '---\ntitle: 茶\n---\n关于茶的一切。\n',
  'content/leaves.md': `---\ntitle: Leaves\n---\nThe first paragraph.\n\n## Picking\n\nPick in spring.\n\n${'A long paragraph about leaves.\n\n'.repeat(60)}The last paragraph.\n`,
  'content/leaves.zh-Hans.md': `---\ntitle: 茶叶\n---\n第一段。\n\n## 采摘\n\n春天采摘，软件可以记录。\n\n${'关于茶叶的一段长文。\n\n'.repeat(60)}最后一段。\n`,
  'content/water.md': '---\ntitle: Water\n---\nOnly in English so far.\n',
};

export class Preview {
  /** Starts `yiben serve` on a fresh copy of the book. */
  static async start(yiben, options) {
    const preview = new Preview();
    preview.folder = mkdtempSync(join(tmpdir(), 'yiben-preview-'));
    for (const [path, text] of Object.entries(FILES)) preview.write(path, text);
    preview.child = spawn(yiben, ['serve', preview.folder, '--port', '0', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    preview.said = '';
    preview.child.stderr.on('data', (data) => { preview.said += data; });
    preview.ended = new Promise((done) => preview.child.on('exit', done));
    const line = await new Promise((done, fail) => {
      preview.child.stdout.once('data', (data) => done(String(data)));
      preview.child.on('exit', () => fail(new Error(`yiben serve ended: ${preview.said}`)));
    });
    preview.origin = new URL(line.match(/http:\/\/\S+/)[0]).origin;
    return preview;
  }

  path(name) { return join(this.folder, name); }

  read(path) { return readFileSync(this.path(path), 'utf8'); }

  write(path, text) {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
  }

  /** Replaces a part of a file, as an editor would: the text first goes to another file, which then takes the place. */
  edit(path, from, to) {
    const text = this.read(path);
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    this.write(`${path}.part`, text.replace(from, to));
    renameSync(this.path(`${path}.part`), this.path(path));
  }

  rename(from, to) {
    mkdirSync(dirname(this.path(to)), { recursive: true });
    renameSync(this.path(from), this.path(to));
  }

  remove(path) { rmSync(this.path(path)); }

  /** A page of the preview, with a note on it that would not survive a reload. */
  async open(browser, path) {
    const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
    const page = await context.newPage();
    await page.goto(this.origin + path, { waitUntil: 'load' });
    await page.evaluate(() => { window.kept = true; });
    return page;
  }

  async stop() {
    this.child.kill('SIGINT');
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Whether the page shows `text` within a while. */
export async function shows(page, text, within = 3000) {
  const found = page.waitForFunction((wanted) => document.body.innerText.includes(wanted), text, { timeout: within, polling: 20 });
  return found.then(() => true, () => false);
}

/** Whether what lies over the page says `text` within a while; an empty text: that nothing lies over it. */
export async function over(page, text, within = 3000) {
  const found = page.waitForFunction((wanted) => {
    const box = document.querySelector('yiben-preview')?.shadowRoot.querySelector('.over');
    return wanted ? box?.textContent.includes(wanted) : !box?.textContent;
  }, text, { timeout: within, polling: 20 });
  return found.then(() => true, () => false);
}
