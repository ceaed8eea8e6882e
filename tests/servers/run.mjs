// Asks real servers that include the written rules, with curl: node run.mjs YIBEN [SERVER…]
import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tally } from '../browser/lib.mjs';
import * as servers from './servers.mjs';

const here = dirname(fileURLToPath(import.meta.url)), tests = dirname(here);
const [yiben, ...wanted] = process.argv.slice(2);
const table = JSON.parse(readFileSync(join(tests, 'cases/negotiation.json'), 'utf8'))[0];
const PREFIX = { en: 'en', 'zh-Hans': 'zh-hans', 'zh-Hant': 'zh-hant' };

// What patterns cannot say: a refusal of one tag among many. The program for Cloudflare can.
const BEYOND_PATTERNS = {
  'zh-TW;q=0,zh-Hant,en;q=0.1': 'zh-Hant: a refusal is heard only of the whole default language',
  'en;q=0,zh;q=0': 'zh-Hans: the same',
};

/** One request with curl: { status, location, headers, body }. */
async function ask(url, headers = {}) {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', value === '' ? `${name};` : `${name}: ${value}`]);
  const { stdout: text } = await promisify(execFile)('curl', ['-s', '-i', '--globoff', '--path-as-is', ...given, url], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const end = text.indexOf('\r\n\r\n'), [first, ...lines] = text.slice(0, end).split('\r\n');
  const found = {};
  for (const line of lines) { const at = line.indexOf(':'); const name = line.slice(0, at).toLowerCase(); found[name] = [found[name], line.slice(at + 1).trim()].filter(Boolean).join(', '); }
  // Where a server names the host as well, it is its own.
  const location = found.location?.replace(/^http:\/\/127\.0\.0\.1(:\d+)?/, '');
  return { status: Number(first.split(' ')[1]), location, headers: found, body: text.slice(end + 4) };
}

/** Builds a book into `folder`/`base`. */
function build(folder, base, change = (text) => text) {
  const book = mkdtempSync(join(tmpdir(), 'yiben-book-'));
  cpSync(join(tests, 'crossroads'), book, { recursive: true });
  writeFileSync(join(book, 'book.toml'), change(readFileSync(join(book, 'book.toml'), 'utf8')));
  execFileSync(yiben, ['build', book, '-d', join(folder, base), '--base-url', `https://crossroads.example/${base}`], { stdio: 'pipe' });
  rmSync(book, { recursive: true, force: true });
}

const lang = (answer) => /<html lang="([^"]*)"/.exec(answer.body)?.[1];

/** Addresses in no edition. `root` is `/` or `/book/`. */
async function choosing(server, root, tally) {
  const at = (path) => server.origin + root + path;
  for (const [header, edition, why] of table.cases) {
    if (server.name !== 'cloudflare' && BEYOND_PATTERNS[header]) continue;
    const answer = await ask(at(''), { 'Accept-Language': header });
    tally.check(`${root} for “${header}” (${why})`, answer.status === 302 && answer.location === `${root}${PREFIX[edition]}/`, `${answer.status} ${answer.location}`);
  }
  const cases = [
    // (address, headers, where it leads, why)
    ['guide/roads/?v=2&w=%E4%B8%AD', { 'Accept-Language': 'zh-TW' }, 'zh-hant/guide/roads/?v=2&w=%E4%B8%AD', 'path and query are kept'],
    ['guide/path-50/?', { 'Accept-Language': 'zh-TW' }, null, 'an address that no edition has'],
    ['index.html', { 'Accept-Language': 'zh-CN' }, 'zh-hans/', 'the root by its file'],
    ['', { 'Accept-Language': 'zh-TW', Cookie: 'a=b; yiben_edition=en; c=d' }, 'en/', 'the saved choice wins'],
    ['', { 'Accept-Language': 'zh-TW', Cookie: 'yiben_edition=zh-Hans' }, 'zh-hans/', 'the saved choice wins'],
    ['', { 'Accept-Language': 'zh-TW', Cookie: 'yiben_edition=xx' }, 'zh-hant/', 'a choice that there is no more'],
    ['guide/tolls/', { 'Accept-Language': 'zh-TW' }, 'en/guide/tolls/', 'only the default edition has this page'],
    ['guide/tolls/?a=b', { Cookie: 'yiben_edition=zh-Hant' }, 'en/guide/tolls/?a=b', 'the same for a saved choice'],
    ['guide/inns/', {}, 'en/guide/inns/', 'no header at all'],
    ['', { 'Accept-Language': 'fr-CH, fr;q=0.9, zh-HK;q=0.85, de;q=0.7, *;q=0.5' }, 'zh-hant/', 'a long header'],
    ['', { 'Accept-Language': 'en;q=0.3, zh-CN;q=0.5, zh-TW;q=0.4' }, 'zh-hans/', 'qualities out of order'],
  ];
  for (const [address, headers, to, why] of cases) {
    const answer = await ask(at(address), headers);
    if (to === null) { tally.check(`${root}${address} (${why})`, [302, 404].includes(answer.status), String(answer.status)); continue; }
    tally.check(`${root}${address} (${why})`, answer.status === 302 && answer.location === root + to, `${answer.status} ${answer.location}`);
    tally.check(`${root}${address} is asked again`, answer.headers['cache-control'] === 'no-store' && /accept-language/i.test(answer.headers.vary), `${answer.headers['cache-control']}; ${answer.headers.vary}`);
  }
  const signs = await ask(at('guide/path%2050%25/'), { 'Accept-Language': 'zh-CN' });
  tally.check('encoded signs arrive', signs.status === 302 && (await ask(server.origin + signs.location)).status === 200, `${signs.status} ${signs.location}`);
  const nowhere = await ask(at('nowhere/'), { 'Accept-Language': 'zh-TW' });
  tally.check('nowhere is nowhere in the reader\'s edition', nowhere.location === `${root}zh-hant/nowhere/` || lang(nowhere) === 'en', `${nowhere.status} ${nowhere.location}`);
}

/** Addresses in editions, files, and what has moved. */
async function answering(server, folder, root, homes, tally) {
  const at = (path) => server.origin + root + path;
  for (const [edition, home] of homes) {
    for (const header of ['zh-TW', 'zh-CN', 'en', '']) {
      const answer = await ask(at(home), { 'Accept-Language': header, Cookie: 'yiben_edition=zh-Hans' });
      tally.check(`${root}${home} for “${header}” is never redirected`, answer.status === 200 && lang(answer) === edition, `${answer.status} ${answer.location}`);
    }
    for (const path of ['nowhere/', 'guide/nowhere', 'a%20b/c.html']) {
      const answer = await ask(at(home + path), { 'Accept-Language': 'en' });
      tally.check(`${root}${home}${path} is answered by its edition's page`, answer.status === 404 && lang(answer) === edition, `${answer.status} ${lang(answer)}`);
    }
    if (server.name === 'cloudflare') continue;
    const bare = await ask(at(`${home}guide`));
    tally.check(`${root}${home}guide`, [301, 308].includes(bare.status) && bare.location === `${root}${home}guide/`, `${bare.status} ${bare.location}`);
    tally.check(`${root}${home} is asked again`, (await ask(at(home))).headers['cache-control'] === 'public, max-age=0, must-revalidate', (await ask(at(home))).headers['cache-control']);
  }
  const redirects = readFileSync(join(folder, root, '_redirects'), 'utf8').split('\n').map((line) => line.split(' ')).filter((words) => /^301/.test(words[2]));
  tally.check('there are old addresses', redirects.length >= 3);
  for (const [from, to] of redirects) {
    const answer = await ask(`${server.origin}${from}?a=%E4%B8%AD`);
    tally.check(`${from} has moved`, answer.status === 301 && answer.location === `${to}?a=%E4%B8%AD`, `${answer.status} ${answer.location}`);
    tally.check(`${to} is there`, (await ask(server.origin + to)).status === 200);
  }
  for (const file of ['robots.txt', 'sitemap.xml']) tally.check(file, (await ask(at(file))).status === 200);
  const hosts = readFileSync(join(folder, root, '_headers'), 'utf8');
  for (const place of ['assets', 'search-index/en', 'search-index/zh-hans', 'search-index/zh-hant']) {
    tally.check(`_headers keeps ${place}`, hosts.includes(`\n${root}${place}/*\n  ! Cache-Control\n  Cache-Control: public, max-age=31536000, immutable\n`));
  }
  if (server.name === 'cloudflare') return;
  const kept = ['assets', ...['en', 'zh-hans', 'zh-hant'].map((edition) => `search-index/${edition}`)]
    .flatMap((place) => readdirSync(join(folder, root, place)).filter((name) => /\.(css|js|bin|json)$/.test(name)).map((name) => `${place}/${name}`));
  for (const name of kept) {
    const found = (await ask(at(name))).headers['cache-control'];
    tally.check(`${name} is kept`, found === 'public, max-age=31536000, immutable', found);
  }
  const index = (await ask(at('search-index/en.json'))).headers['cache-control'];
  tally.check('what names the index is asked again', index === 'public, max-age=0, must-revalidate', index);
  for (const path of ['_server/nginx-http.conf', '.yiben']) tally.check(`${path} is not shown`, (await ask(at(path))).status >= 403);
}

let fine = true;
const book = mkdtempSync(join(tmpdir(), 'yiben-site-')), editions = Object.entries(PREFIX).map(([tag, prefix]) => [tag, `${prefix}/`]);
const one = join(book, 'one'), two = join(book, 'two'), three = join(book, 'three');
build(one, '');
build(two, 'book');
build(three, '', (text) => text.replace('[editions.en]', '[editions.en]\nprefix = ""'));
for (const [name, start] of Object.entries(servers)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const tally = new Tally('servers');
  const visit = async (folder, base, check) => {
    const server = await start(folder, base);
    if (!server) return;
    try { await check(server); } finally { await server.close(); }
  };
  try {
    await visit(one, '', async (server) => { await choosing(server, '/', tally); await answering(server, one, '/', editions, tally); });
    await visit(two, 'book', async (server) => { await choosing(server, '/book/', tally); await answering(server, two, '/book/', editions, tally); });
    await visit(three, '', (server) => answering(server, three, '/', [['en', ''], ...editions.slice(1)], tally));
    if (name !== 'cloudflare') tally.check(`${name} was there`, tally.passed > 0, 'not installed');
  } catch (error) {
    tally.check(name, false, error.stack);
  }
  console.log(`note: ${name}`);
  fine = tally.close() && fine;
}
rmSync(book, { recursive: true, force: true });
process.exit(fine ? 0 : 1);
