// What the browser checks share: a server for a built site, the list of its pages, and the count of what held.
import { createServer } from 'node:http';
import { readFileSync, readdirSync, statSync, existsSync } from 'node:fs';
import { join, extname, dirname } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.xml': 'application/xml', '.txt': 'text/plain',
  '.webp': 'image/webp', '.gif': 'image/gif', '.bin': 'application/octet-stream',
};

/**
 * Serves `folder` on a free port of this machine, as a static host would. With `oneNotFound`, the page at the root stands
 * for everything that does not exist, as on GitHub's host; else the nearest one.
 */
export function serve(folder, { oneNotFound = false } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    let file = join(folder, path);
    if (path.endsWith('/')) file = join(file, 'index.html');
    const found = file.startsWith(folder) && existsSync(file) && statSync(file).isFile();
    if (!found && existsSync(file) && statSync(file).isDirectory()) {
      response.writeHead(301, { location: `${request.url}/` }).end();
      return;
    }
    if (!found) file = oneNotFound ? join(folder, '404.html') : notFound(folder, path);
    response.writeHead(found ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(existsSync(file) ? readFileSync(file) : 'not found');
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done({
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => { server.closeAllConnections(); server.close(); },
  })));
}

/** The nearest 404.html at or above `path`. */
function notFound(folder, path) {
  for (let at = dirname(`${path}x`); ; at = dirname(at)) {
    const file = join(folder, at, '404.html');
    if (existsSync(file) || at === '/' || at === '.') return file;
  }
}

/** Every HTML file of a built site as { file, path }, sorted by path. */
export function pages(folder) {
  const list = readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith('.html'));
  return list.map((name) => ({ file: join(folder, name), path: `/${name.replaceAll('\\', '/').replace(/(^|\/)index\.html$/, '$1')}` }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether a page is an old address, which leads to the new one. */
export function moved({ file }) {
  return readFileSync(file, 'utf8').includes('http-equiv="refresh"');
}

/** Whether a page may lead elsewhere at once: an old address, a page that chooses an edition, what answers for no page. */
function leadsOn(page) {
  return moved(page) || page.path === '/404.html' || readFileSync(page.file, 'utf8').includes('<body class="root">');
}

/** The pages that readers stay on: folders' pages that do not lead elsewhere at once. */
export function staying(list) {
  return list.filter((page) => page.path.endsWith('/') && !leadsOn(page));
}

/** Opens a page of a site to look at it; where its own script would lead elsewhere, that is answered with no content. */
export async function open(page, origin, one) {
  const url = origin + encodeURI(one.path);
  for (let turn = 1; ; turn += 1) {
    try {
      await lead(page, origin, url, leadsOn(one));
      break;
    } catch (error) {
      // The script of the page before may have been leading on just then.
      if (turn === 5 || !/interrupted by another navigation|ERR_ABORTED/.test(error.message)) throw error;
    }
  }
  await page.waitForFunction(() => document.readyState === 'complete');
}

async function lead(page, origin, url, leadsOn) {
  // What answers the page before stays until that page and its scripts are gone.
  await page.goto('about:blank');
  await page.unrouteAll();
  if (leadsOn) {
    let opened = false;
    await page.route((one) => one.origin === origin, (route) => {
      if (!route.request().isNavigationRequest()) return route.continue();
      if (opened) return route.fulfill({ status: 204 });
      opened = true;
      return route.continue();
    });
  }
  await page.goto(url, { waitUntil: 'commit' });
}

/** A spread of at most `limit` items of a list, always the same ones. */
export function spread(list, limit) {
  if (list.length <= limit) return list;
  return Array.from({ length: limit }, (_, at) => list[Math.floor((at * list.length) / limit)]);
}

/** Counts checks; prints the ones that fail, and the closing line. */
export class Tally {
  passed = 0;
  failed = 0;
  constructor(name) { this.name = name; }

  check(title, holds, detail = '') {
    if (holds) { this.passed += 1; return; }
    this.failed += 1;
    if (this.failed <= 60) console.log(`FAILED ${title}${detail ? `: ${detail}` : ''}`);
  }

  close() {
    console.log(`${this.name}: ${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0;
  }
}

/** The attributes of a tag's text, entities of URLs decoded. */
export function attributes(tag) {
  const found = {};
  for (const [, name, quoted, single, bare] of tag.matchAll(/([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)) {
    found[name.toLowerCase()] = (quoted ?? single ?? bare ?? '').replaceAll('&amp;', '&').replaceAll('&#x2f;', '/');
  }
  return found;
}
