// However a text changes, the page that is changed in place says what the same page says when it is loaded.
import { shows } from './book.mjs';

/** The same numbers in every run. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

const BLOCKS = [
  'A paragraph with **strong** words.', '## A heading', '- one\n- two\n- three', '1. first\n2. second', '> a quotation\n>\n> in two parts',
  '```js\nlet x = 1;\n```', '| a | b |\n|---|---|\n| 1 | 2 |', '---', 'A footnote.[^1]\n\n[^1]: Its text.', '<details><summary>More</summary>hidden</details>',
  '<noscript>no script</noscript>', '![a picture](none.png)', '### Another heading', 'term\n: explained',
];

export default async function patches({ browser, preview, tally }) {
  const page = await preview.open(browser, '/en/leaves/');
  const below = numbers(20260102);
  let blocks = BLOCKS.slice(0, 6);
  for (let round = 1; round <= 30; round += 1) {
    for (let change = 0; change <= below(3); change += 1) {
      const at = below(blocks.length + 1);
      const what = below(4);
      if (what === 0) blocks.splice(at, 0, `${BLOCKS[below(BLOCKS.length)]}`);
      else if (what === 1) blocks.splice(at, 1);
      else if (what === 2) blocks.push(...blocks.splice(at, 2));
      else blocks = blocks.map((block, number) => (number === at ? block.replace(/[a-z]+/, `word${round}`) : block));
    }
    blocks = blocks.slice(0, 24);
    preview.write('content/leaves.md', `---\ntitle: Leaves\n---\n${blocks.join('\n\n')}\n\nround ${round} ends\n`);
    tally.check(`round ${round} arrives`, await shows(page, `round ${round} ends`));
    const [here, there] = await page.evaluate(async () => {
      const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
      const shape = (node) => [...node.querySelectorAll('*')].filter((one) => !one.closest('noscript, button')).map((one) => one.nodeName + one.childElementCount).join(' ');
      const text = (from) => from.querySelector('main').textContent.replace(/\s+/g, ' ');
      return [`${text(document)} ${shape(document.querySelector('main'))}`, `${text(fresh)} ${shape(fresh.querySelector('main'))}`];
    });
    tally.check(`round ${round} is what a reload shows`, here === there, `${here}\n${there}`);
  }
  tally.check('no reload in all this', await page.evaluate(() => window.kept === true));
}
