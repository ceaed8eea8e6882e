// The place is kept when a reader switches: the paragraph at the top of the window, in 简体↔繁體 by equal ids, between
// languages by the outline where both agree, else the nearest section that both have. Search terms come along.
const CASES = [
  // (from, to, the id of the section at the top, blocks further, the id where the reader arrives, why)
  ['/zh-hans/guide/roads/', 'zh-Hant', 'south', 3, 'south', 3, 'the two scripts share all ids'],
  ['/zh-hant/guide/wells/', 'zh-Hans', 'qian', 2, 'qian', 2, 'ids that a person wrote in one script'],
  ['/en/guide/roads/', 'zh-Hans', 'west', 4, 'west', 4, 'another language with the same ids'],
  ['/en/guide/wells/', 'zh-Hant', 'shallow', 2, 'qian', 2, 'other ids, but the outlines agree'],
  ['/en/guide/inns/', 'zh-Hans', 'only-here', 4, 'second', 0, 'a section of one alone: the nearest above that both have'],
  ['/en/guide/inns/', 'zh-Hans', 'last', 3, 'last', 3, 'a shared id where the outlines do not agree'],
];

/** In the browser: where the text begins, below the part of the header that stays. */
const EDGE = `globalThis.edge = () => Math.max(0, document.querySelector('.top').getBoundingClientRect().bottom)`;

/** Follows the link to another edition as a reader does, from where the page stands. */
async function follow(page, edition) {
  const before = await page.evaluate(() => scrollY);
  const link = page.locator(`.editions a[data-edition="${edition}"]`);
  const box = await link.boundingBox();
  const seen = box.y >= 0 && box.y + box.height <= page.viewportSize().height;
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)]);
  return seen && before > 0;
}

/** The id of the section at the top of the text that is seen, and how many blocks below its heading the top block is. */
const where = (page) => page.evaluate(() => {
  const blocks = [...document.querySelector('main h2').parentElement.children];
  const top = blocks.findIndex((block) => block.getBoundingClientRect().bottom > edge() + 9);
  let heading = top;
  while (heading > 0 && !/^H2$/.test(blocks[heading].tagName)) heading -= 1;
  return { id: blocks[heading].id, block: top - heading, offset: Math.round(blocks[top].getBoundingClientRect().top) };
});

export default async function place({ browser, site, tally }) {
  const context = await browser.newContext({ viewport: { width: 900, height: 600 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.addInitScript(EDGE);
  for (const [from, to, id, block, thereId, thereBlock, why] of CASES) {
    if (!site.pages.some((one) => one.path === from)) continue;
    await page.goto(site.origin + from, { waitUntil: 'load' });
    await page.evaluate(([section, further]) => {
      let at = document.getElementById(section);
      for (let step = 0; step < further; step += 1) at = at.nextElementSibling;
      // Once to where the header is as it stays, and again by what it takes there.
      for (let turn = 0; turn < 2; turn += 1) scrollTo({ top: scrollY + at.getBoundingClientRect().top - edge() + 4, behavior: 'instant' });
    }, [id, block]);
    const before = await where(page);
    tally.check(`${from} → ${to}: the switcher is in reach from there`, await follow(page, to));
    const after = await where(page);
    tally.check(`${from} → ${to} at ${id} (${why})`, before.id === id && after.id === thereId && after.block === thereBlock, JSON.stringify([before, after]));
    tally.check(`${from} → ${to}: nothing was left in the address`, new URL(page.url()).hash === '', page.url());
  }
  await chapter(page, site, tally);
  await top(page, site, tally);
  await terms(page, site, tally);
  await context.close();
}

/** A real chapter, from its third section: the same section of every edition, by its number among the headings. */
async function chapter(page, site, tally) {
  for (const { path } of site.pages.filter((one) => /\/ch[13]\/$/.test(one.path))) {
    const editions = await page.goto(site.origin + path, { waitUntil: 'load' }).then(() => page.$$eval('.editions a[data-edition]', (links) => links.map((link) => link.dataset.edition)));
    for (const edition of editions) {
      await page.goto(site.origin + path, { waitUntil: 'load' });
      const outline = () => page.$$eval('main :is(h2, h3, h4)', (list) => list.map((one) => one.tagName).join());
      const number = () => page.$$eval('main :is(h2, h3, h4)', (list) => list.filter((one) => one.getBoundingClientRect().top < edge() + 20).length - 1);
      const before = await outline();
      await page.evaluate(() => {
        const third = document.querySelectorAll('main :is(h2, h3, h4)')[3];
        for (let turn = 0; turn < 2; turn += 1) scrollTo({ top: scrollY + third.getBoundingClientRect().top - edge() + 4, behavior: 'instant' });
      });
      const from = await number();
      tally.check(`${path} → ${edition}: the switcher is in reach from there`, await follow(page, edition));
      const to = await number();
      tally.check(`${path} → ${edition}: the same section`, from === 3 && (before === await outline() ? to === from : to > 0), `${from} → ${to}`);
    }
  }
}

/** A reader who is at the beginning arrives at the beginning; one who follows a link to a fragment arrives there. */
async function top(page, site, tally) {
  const { path } = site.pages.find((one) => /guide\/[a-z]+\/$/.test(one.path)) ?? {};
  if (!path) return;
  await page.goto(site.origin + path, { waitUntil: 'load' });
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.$eval('.editions a[data-edition]', (link) => link.click())]);
  tally.check(`${path}: from the beginning to the beginning`, await page.evaluate(() => scrollY) === 0);
}

/** What is asked of a search page goes along. */
async function terms(page, site, tally) {
  const { path } = site.pages.find((one) => one.path.endsWith('/search/')) ?? {};
  if (!path) return;
  await page.goto(`${site.origin}${path}?q=`, { waitUntil: 'load' });
  await page.fill('search input[name=q]', 'ids');
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.$eval('.editions a[data-edition]', (link) => link.click())]);
  tally.check(`${path}: the terms come along`, new URL(page.url()).searchParams.get('q') === 'ids', page.url());
}
