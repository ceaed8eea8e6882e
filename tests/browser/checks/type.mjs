// Type: Han in the forms of each locale, spacing and line ends after W3C's clreq, emphasis that never slants Han, lines of
// a length that can be read, and room for readers who widen the spaces (WCAG 2.2, 1.4.12).
import { readFileSync } from 'node:fs';
import { spread, staying } from '../lib.mjs';

// (locale, how the names of faces for it end): Noto, PingFang and Source Han all say so.
const FORMS = [['zh-Hans', /SC$/], ['zh-CN', /SC$/], ['zh-Hant', /TC$/], ['zh-TW', /TC$/], ['zh-HK', /(HK|HC)$/], ['zh-Hant-HK', /(HK|HC)$/], ['zh-MO', /(HK|HC)$/]];

export default async function type({ browser, site, tally }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const texts = staying(site.pages).map((one) => ({ ...one, text: readFileSync(one.file, 'utf8') })).filter(({ text }) => /<body class="(guide|article)"/.test(text));
  const of = (lang) => texts.filter(({ text }) => text.startsWith(`<!doctype html>\n<html lang="${lang}"`));
  const languages = [...new Set(texts.map(({ text }) => /<html lang="([^"]*)"/.exec(text)[1]))];
  tally.check(`${site.name} has texts`, languages.length > 1);
  for (const lang of languages) {
    for (const { path } of spread(of(lang), site.name === 'guide' ? 6 : 3)) {
      for (const width of [1280, 2560]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(site.origin + encodeURI(path), { waitUntil: 'load' });
        const line = await page.evaluate(characters);
        const cut = await page.$$eval('.table', (tables) => tables.filter((table) => table.scrollWidth > table.clientWidth + 1).length);
        tally.check(`${path} at ${width}: tables fit a desk`, cut === 0, `${cut} scroll`);
        if (line) tally.check(`${path} at ${width}: a line of ${line} characters`, /^zh/.test(lang) ? line >= 34 && line <= 42 : line >= 60 && line <= 80);
      }
    }
  }
  await page.goto(site.origin + encodeURI(texts[0].path), { waitUntil: 'load' });
  await faces(page, tally);
  await chinese(page, tally);
  await context.close();
  await wider(browser, site, texts, tally);
  await root(browser, site, tally);
}

/** How many characters a full line of the text holds: Han, or Latin of the mean width. */
function characters() {
  const paragraph = [...document.querySelectorAll('main p')].find((one) => one.parentElement.matches('main, article') && one.className === '' && one.getClientRects()[0]?.height > 40);
  if (!paragraph || document.querySelector('main[lang]')) return null;
  const style = getComputedStyle(paragraph), width = paragraph.getBoundingClientRect().width;
  if (document.documentElement.lang.startsWith('zh')) return Math.round(width / parseFloat(style.fontSize));
  const brush = document.createElement('canvas').getContext('2d'), text = [...document.querySelectorAll('main p')].map((one) => one.textContent).join(' ');
  brush.font = `${style.fontSize} ${style.fontFamily}`;
  return Math.round(width / (brush.measureText(text).width / text.length));
}

/** The same code points in the face of each locale, whatever page they stand on. */
async function faces(page, tally) {
  await page.evaluate((forms) => {
    document.querySelector('main').insertAdjacentHTML('beforeend', forms.map((lang) => `<p lang="${lang}" class="probe">骨直述</p>`).join(''));
  }, FORMS.map(([lang]) => lang));
  const client = await page.context().newCDPSession(page);
  await client.send('DOM.enable');
  await client.send('CSS.enable');
  const { root } = await client.send('DOM.getDocument');
  const { nodeIds } = await client.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: '.probe' });
  for (const [at, nodeId] of nodeIds.entries()) {
    const [lang, wanted] = FORMS[at];
    // A busy browser has not laid the text out yet, and knows no face for it.
    let fonts = [];
    for (let tries = 0; fonts.length === 0 && tries < 40; tries += 1) {
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
      ({ fonts } = await client.send('CSS.getPlatformFontsForNode', { nodeId }));
    }
    tally.check(`the face for ${lang}`, fonts.length === 1 && wanted.test(fonts[0].familyName), fonts.map((font) => font.familyName).join());
  }
}

/** What a browser has computed for Chinese text. */
async function chinese(page, tally) {
  const found = await page.evaluate(() => {
    document.querySelector('main').insertAdjacentHTML('beforeend', '<p lang="zh-Hant" id="probe">這是<em>重點 <i>in</i> <i>2026</i> 年</em>、<em class="latin">Nature</em>、<em class="long">一整段</em>、<cite>書</cite>、<code>a</code></p><blockquote lang="zh-Hant"><p><em class="long whole">一整段</em></p></blockquote><h2 lang="zh-Hant" id="probe-heading">標題</h2>');
    const style = (selector) => { const all = getComputedStyle(document.querySelector(selector)); return (name) => all.getPropertyValue(name); };
    const both = (selector) => [style(selector)('font-style'), style(selector)('text-emphasis-style') !== 'none'].join();
    const text = style('#probe');
    return {
      line: text('line-break'), autospace: text('text-autospace'), trim: text('text-spacing-trim'), code: style('#probe code')('text-autospace'),
      em: both('#probe em'), inside: both('#probe em i'), latin: both('#probe .latin'), long: both('#probe .long'), cite: both('#probe cite'),
      lean: style('#probe em i')('font-synthesis-style'), weight: Number(style('#probe .long')('font-weight')), quoted: Number(style('blockquote .whole')('font-weight')), heading: style('#probe-heading')('break-after'),
    };
  });
  const wanted = { line: 'strict', autospace: 'normal', trim: 'normal', code: 'no-autospace', em: 'normal,true', inside: 'italic,false', latin: 'italic,false', long: 'normal,false', cite: 'normal,false', lean: 'auto', weight: 600, quoted: 400, heading: 'avoid' };
  for (const [name, value] of Object.entries(wanted)) tally.check(`Chinese text: ${name}`, found[name] === value, `${found[name]} instead of ${value}`);
}

/** A reader who sets wider spaces on a narrow screen still scrolls in one direction only. */
async function wider(browser, site, texts, tally) {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  for (const { path } of spread(texts, site.name === 'guide' ? 12 : 3)) {
    await page.goto(site.origin + encodeURI(path), { waitUntil: 'load' });
    await page.addStyleTag({ content: '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }' });
    const sideways = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
    tally.check(`${path} with wider spaces`, sideways <= 0, `${sideways} px too wide`);
  }
  await context.close();
}

/** The list of editions at the root, as a reader without scripts sees it. */
async function root(browser, site, tally) {
  if (!readFileSync(`${site.folder}/index.html`, 'utf8').includes('class="root"')) return;
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.origin}/`, { waitUntil: 'load' });
  const left = (selector) => page.locator(selector).first().evaluate((one) => one.getBoundingClientRect().left);
  tally.check('the root has a margin', await left('h1') >= 16 && await left('main a') >= 16, `${await left('h1')} px`);
  const small = await page.$$eval('main a', (links) => links.filter((link) => link.getBoundingClientRect().height < 24).length);
  tally.check('the root\'s links are large enough to hit', small === 0);
  await context.close();
}
