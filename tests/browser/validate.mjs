// The Nu validator over every page of every site below a folder: node validate.mjs SITES
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pages, Tally } from './lib.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const jar = join(here, 'node_modules/vnu-jar/build/dist/vnu.jar');
const sites = process.argv[2];
// In a book that is not ours, levels of headings are as its author wrote them; everything else is our doing.
const authors = /^ddia/;
let fine = true;
for (const site of readdirSync(sites).sort()) {
  const folder = join(sites, site);
  if (!statSync(folder).isDirectory()) continue;
  const tally = new Tally('nu-validator');
  const files = pages(folder).map((page) => page.file);
  const errors = new Map();
  let skipped = 0;
  for (let at = 0; at < files.length; at += 400) {
    for (const message of validate(files.slice(at, at + 400))) {
      if (authors.test(site) && /skipping \d+ heading level/.test(message.message)) { skipped += 1; continue; }
      const file = decodeURIComponent(new URL(message.url ?? 'file:///?').pathname);
      errors.set(file, [...(errors.get(file) ?? []), message]);
    }
  }
  for (const file of files) {
    const found = errors.get(file) ?? [];
    const first = found[0];
    tally.check(file.slice(sites.length), found.length === 0,
      first && `${found.length} errors, first at ${first.lastLine}:${first.lastColumn}: ${first.message} …${first.extract?.trim()}…`);
  }
  tally.check(`${site} has pages`, files.length > 0);
  if (skipped > 0) console.log(`note: ${site}: ${skipped} headings skip levels, as their author wrote them`);
  fine = tally.close() && fine;
}
process.exit(fine ? 0 : 1);

/** The errors that the validator finds in `files`; warnings do not count. */
function validate(files) {
  const result = spawnSync('java', ['-Xss4m', '-jar', jar, '--format', 'json', '--errors-only', '--exit-zero-always', ...files],
    { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (!result.stderr.trimStart().startsWith('{')) throw new Error(`the validator did not run: ${result.stderr.slice(0, 500)}`);
  return JSON.parse(result.stderr).messages.filter((message) => message.type !== 'info');
}
