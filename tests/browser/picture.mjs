// Takes the picture of README.md: one page of the built guide in three editions: node picture.mjs SITE OUT.png
import { chromium } from 'playwright-core';
import { serve } from './lib.mjs';

const [folder, out] = process.argv.slice(2);
const PAGES = [['en', '/guide/start/'], ['zh-CN', '/zh-hans/guide/start/'], ['zh-TW', '/zh-hant/guide/start/']];
const server = await serve(folder);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const shots = [];
for (const [locale, path] of PAGES) {
  const page = await browser.newPage({ locale, viewport: { width: 430, height: 620 } });
  await page.goto(server.origin + path, { waitUntil: 'load' });
  shots.push((await page.screenshot()).toString('base64'));
}
const page = await browser.newPage({ viewport: { width: 1380, height: 660 } });
await page.setContent(`<body style="margin:0;padding:20px;display:flex;gap:25px;background:#e9e6e0">${
  shots.map((shot) => `<img src="data:image/png;base64,${shot}" style="box-shadow:0 1px 8px #0003;border-radius:6px">`).join('')}`);
await page.screenshot({ path: out });
await browser.close();
server.close();
