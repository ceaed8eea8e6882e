// A reader who asks for dark gets a dark page with light text, and one who asks for light the reverse.
const brightness = (colour) => {
  const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

export default async function dark({ browser, site, tally }) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    const { path } = site.pages.find((page) => page.path.endsWith('/') && page.path.length > 4) ?? site.pages[0];
    await page.goto(site.origin + encodeURI(path), { waitUntil: 'load' });
    const [back, text] = await page.evaluate(() => {
      const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      const resolved = (colour) => { paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1); return `rgb(${paint.getImageData(0, 0, 1, 1).data.slice(0, 3).join(',')})`; };
      const main = document.querySelector('main') ?? document.body;
      let ground = 'rgb(255,255,255)';
      for (let at = main; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (!/(, 0\)|transparent|\/ 0\))$/.test(colour)) { ground = colour; break; }
      }
      return [resolved(ground), resolved(getComputedStyle(main).color)];
    });
    const darker = brightness(back) < brightness(text);
    tally.check(`${path} in ${colorScheme}`, darker === (colorScheme === 'dark'), `${text} on ${back}`);
    await context.close();
  }
}
