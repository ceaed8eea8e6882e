// Every report of `yiben check --format sarif` in a folder keeps to the schema of SARIF 2.1.0, and together they name every
// code: node sarif.mjs REPORTS YIBEN
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import formats from 'ajv-formats';
import { Tally } from './lib.mjs';

const [reports, yiben] = process.argv.slice(2);
const schema = JSON.parse(readFileSync(new URL('../sarif/sarif-schema-2.1.0.json', import.meta.url), 'utf8'));
// One pattern of the schema is none by the rules that `u` brings.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats(ajv);
const fits = ajv.compile(schema);

const tally = new Tally('sarif');
const named = new Set();
for (const name of readdirSync(reports).sort()) {
  const report = JSON.parse(readFileSync(join(reports, name), 'utf8'));
  const fine = fits(report);
  tally.check(`${name} keeps to the schema: ${ajv.errorsText(fits.errors)}`, fine);
  for (const result of report.runs[0].results) named.add(result.ruleId);
}
// A judge that finds fault with nothing is none.
for (const [what, broken] of Object.entries(faults())) tally.check(`${what} is refused`, !fits(broken));
const codes = execFileSync(yiben, ['explain'], { encoding: 'utf8' }).match(/^[a-z]+(-[a-z0-9]+)+(?=\s)|^[a-z]+(?=\s{2})/gm);
const missing = codes.filter((code) => !named.has(code));
tally.check(`the reports name every code, and not ${missing}`, codes.length > 50 && missing.length === 0);
process.exit(tally.close() ? 0 : 1);

/** Reports with one thing wrong each. */
function faults() {
  const driver = { name: 'x' };
  const log = (run) => ({ version: '2.1.0', runs: [{ tool: { driver }, ...run }] });
  const at = (uri, region) => ({ physicalLocation: { artifactLocation: { uri }, region } });
  const result = (location) => log({ results: [{ message: { text: 'x' }, locations: [location] }] });
  return {
    'a line 0': result(at('a.md', { startLine: 0 })),
    'a path with a space': result(at('a b.md', { startLine: 1 })),
    'a path that is not encoded': result(at('中.md', { startLine: 1 })),
    'an unknown level': log({ results: [{ message: { text: 'x' }, level: 'notice' }] }),
    'a finding without words': log({ results: [{ ruleId: 'x' }] }),
    'an unknown key': { ...log({}), made: 'today' },
  };
}
