// Takes the picture of README.md: one page of the built guide in three editions: node picture.mjs SITE OUT.png
import { chromium } from 'playwright-core';
import { serve } from './lib.mjs';

const [folder, out] = process.argv.slice(2);
const PATHS = ['/guide/start/', '/zh-hans/guide/start/', '/zh-hant/guide/start/'];
const server = await serve(folder);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 430, height: 620 } });
const shots = [];
for (const path of PATHS) {
  await page.goto(server.origin + path, { waitUntil: 'load' });
  shots.push((await page.screenshot()).toString('base64'));
}
await page.setViewportSize({ width: 1380, height: 660 });
await page.setContent(`<body style="margin:0;padding:20px;display:flex;gap:25px;background:#e9e6e0">${
  shots.map((shot) => `<img src="data:image/png;base64,${shot}" style="box-shadow:0 1px 8px #0003;border-radius:6px">`).join('')}`);
await page.screenshot({ path: out });
await browser.close();
server.close();
