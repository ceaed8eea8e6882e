// What search engines and others read in the written files, of every page of every site: node found.mjs SITES
// Titles and pictures for sharing, JSON-LD, feeds with their whole texts, the sitemap with the pages' own alternates, and
// llms.txt.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { attributes, pages, Tally } from './lib.mjs';

const entities = (text) => text.replaceAll('&amp;', '&').replaceAll('&apos;', "'").replaceAll('&quot;', '"');

const sites = process.argv[2];
let fine = true;
for (const site of readdirSync(sites).sort()) {
  const folder = join(sites, site);
  if (!statSync(folder).isDirectory()) continue;
  const tally = new Tally('found');
  const every = pages(folder).map(({ file, path }) => ({ path, ...read(readFileSync(file, 'utf8')) })).filter((page) => page.kind);
  // A page that leads to editions is in none: it is for those who share its address, not for search engines.
  const all = every.filter((page) => !page.chooses);
  for (const page of every.filter((page) => page.chooses)) chooser(folder, page, tally);
  for (const page of all) shared(folder, page, tally);
  for (const page of all.filter((page) => !page.hidden)) structured(page, tally);
  sitemap(folder, all, tally);
  feeds(folder, all, tally);
  lists(folder, all, tally);
  tally.check(`${site} has pages`, all.length > 0);
  fine = tally.close() && fine;
}
process.exit(fine ? 0 : 1);

function read(text) {
  const head = text.slice(0, text.indexOf('</head>'));
  const tags = [...head.matchAll(/<(html|meta|link)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/g)].map(([, element, rest]) => ({ element, ...attributes(rest) }));
  const meta = (key) => tags.filter((tag) => tag.element === 'meta' && (tag.property === key || tag.name === key)).map((tag) => tag.content);
  const link = (rel) => tags.filter((tag) => tag.element === 'link' && tag.rel === rel);
  return {
    meta, chooses: text.includes('<body class="root">'), lang: tags[0].lang, kind: meta('og:type')[0], hidden: meta('robots')[0] === 'noindex', canonical: link('canonical')[0]?.href,
    alternates: link('alternate').filter((tag) => tag.hreflang).map((tag) => [tag.hreflang, tag.href]),
    data: /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(head)?.[1],
    crumbs: /<nav class="breadcrumbs"/.test(text), made: /<p class="made-from"/.test(text), title: /<title>(.*?)<\/title>/s.exec(head)?.[1],
  };
}

/** What the root says to those who share it. */
function chooser(folder, page, tally) {
  shared(folder, { ...page, hidden: true }, tally);
  tally.check(`${page.path} is shared as itself`, page.meta('og:url').length === 1 && new URL(page.meta('og:url')[0]).pathname === page.path, page.meta('og:url').join());
  tally.check(`${page.path} names the other editions`, page.meta('og:locale:alternate').length > 0);
}

/** Open Graph, and what Twitter reads beside it. */
function shared(folder, page, tally) {
  const one = (key) => page.meta(key).length === 1 && page.meta(key)[0] !== '';
  tally.check(`${page.path}: Open Graph`, ['og:title', 'og:site_name', 'og:locale', 'og:type', 'twitter:card'].every(one));
  const locale = page.meta('og:locale')[0];
  tally.check(`${page.path}: og:locale ${locale}`, /^[a-z]{2}_[A-Z]{2}$/.test(locale) && !page.meta('og:locale:alternate').includes(locale));
  tally.check(`${page.path}: one alternate locale for each other edition`, page.hidden || page.meta('og:locale:alternate').length === page.alternates.filter(([language]) => language !== 'x-default').length - 1);
  for (const image of page.meta('og:image')) {
    const file = join(folder, new URL(image).pathname);
    const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(32);
    tally.check(`${page.path}: its picture`, bytes.readUInt32BE(16) === 1200 && bytes.readUInt32BE(20) === 630 && page.meta('twitter:card')[0] === 'summary_large_image', image);
  }
  if (!page.hidden) tally.check(`${page.path}: canonical is itself`, page.canonical && decodeURIComponent(new URL(page.canonical).pathname) === page.path, page.canonical);
}

function structured(page, tally) {
  let graph = [];
  try { graph = page.data ? JSON.parse(page.data)['@graph'] : []; } catch (error) { tally.check(`${page.path}: JSON-LD`, false, error.message); }
  const work = graph.find((one) => /(Article|Page)$/.test(one['@type'])), trail = graph.find((one) => one['@type'] === 'BreadcrumbList');
  if (work) {
    tally.check(`${page.path}: JSON-LD says its language`, work.inLanguage === page.lang && work.url === page.canonical && work.headline, JSON.stringify(work));
    const based = work.isBasedOn && work.translationOfWork?.['@id'] === work.isBasedOn && page.alternates.some(([, href]) => href === work.isBasedOn);
    tally.check(`${page.path}: what it was made from`, page.made ? based : !work.isBasedOn, work.isBasedOn);
  }
  tally.check(`${page.path}: breadcrumbs are said as they are shown`, Boolean(trail) === page.crumbs);
  if (!trail) return;
  const list = trail.itemListElement;
  tally.check(`${page.path}: breadcrumbs are whole`, list.length > 1 && list.every((item, at) => item.position === at + 1 && item.name && /^https:/.test(item.item)));
  tally.check(`${page.path}: breadcrumbs end at the page`, list.at(-1).item === page.canonical, list.at(-1).item);
}

function sitemap(folder, all, tally) {
  const text = readFileSync(join(folder, 'sitemap.xml'), 'utf8');
  const urls = new Map([...text.matchAll(/<url>(.*?)<\/url>/gs)].map(([, inside]) => [
    entities(/<loc>(.*?)<\/loc>/.exec(inside)[1]),
    [...inside.matchAll(/hreflang="([^"]*)" href="([^"]*)"/g)].map(([, language, href]) => [language, entities(href)]),
  ]));
  const real = all.filter((page) => !page.hidden);
  tally.check('the sitemap has every page that is to be found, and no other', urls.size === real.length && real.every((page) => urls.has(page.canonical)), `${urls.size} of ${real.length}`);
  for (const page of real) tally.check(`${page.path}: the sitemap says what the page says`, JSON.stringify(urls.get(page.canonical)) === JSON.stringify(page.alternates));
}

function feeds(folder, all, tally) {
  const names = readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith('feed.xml'));
  for (const name of names) {
    const text = readFileSync(join(folder, name), 'utf8'), home = `/${name.replace('feed.xml', '')}`.replaceAll('\\', '/');
    const lang = all.find((page) => page.path === home)?.lang;
    const entries = [...text.matchAll(/<entry>(.*?)<\/entry>/gs)].map(([, inside]) => inside);
    tally.check(`${name} is in ${lang}`, text.includes(`xml:lang="${lang}"`) && entries.length > 0);
    tally.check(`${name}: whole texts`, entries.every((entry) => new RegExp(`<content[^>]*xml:lang="${lang}"`).test(entry) && entry.length > 400));
    atom(name, text, entries, all, tally);
    tally.check(`${name}: no address is cut`, !/(?:href|src)=(?:"|&quot;)\/(?!\/)/.test(text));
  }
}

/** What RFC 4287 demands of a feed and its entries, and validators look for beyond it. */
function atom(name, text, entries, all, tally) {
  const head = text.slice(0, text.indexOf('<entry>')), moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;
  const one = (inside, element) => { const found = [...inside.matchAll(new RegExp(`<${element}(?: [^>]*)?>([^<]*)</${element}>`, 'g'))].map(([, value]) => entities(value)); return found.length === 1 && found[0] !== '' ? found[0] : null; };
  const links = (inside, rel) => [...inside.matchAll(/<link\b([^>]*)\/>/g)].map(([, rest]) => attributes(rest)).filter((link) => link.rel === rel).map((link) => link.href);
  tally.check(`${name}: its own id, title, time and author`, one(head, 'title') && /^https:/.test(one(head, 'id')) && moment.test(one(head, 'updated')) && /<author>\s*<name>[^<]+</.test(head));
  tally.check(`${name}: it names itself`, links(head, 'self').length === 1 && decodeURIComponent(new URL(links(head, 'self')[0]).pathname) === `/${name}`, links(head, 'self').join());
  const ids = entries.map((entry) => one(entry, 'id'));
  tally.check(`${name}: every entry has an id of its own`, new Set([one(head, 'id'), ...ids]).size === ids.length + 1);
  const pages = new Set(all.map((page) => page.canonical));
  for (const entry of entries) {
    const [id, updated, published] = ['id', 'updated', 'published'].map((element) => one(entry, element));
    tally.check(`${name}: ${id}`, one(entry, 'title') && moment.test(updated) && links(entry, 'alternate').join() === id && pages.has(id));
    tally.check(`${name}: ${id} was not changed before it was published`, !published || Date.parse(updated) >= Date.parse(published), `${updated} < ${published}`);
  }
}

function lists(folder, all, tally) {
  for (const home of all.filter((page) => page.meta('og:type')[0] === 'website' && existsSync(join(folder, page.path, 'llms.txt')))) {
    const text = readFileSync(join(folder, home.path, 'llms.txt'), 'utf8');
    const named = [...text.matchAll(/^- \[.*?\]\((https:[^)]*)\)/gm)].map(([, url]) => url);
    const own = all.filter((page) => !page.hidden && page.lang === home.lang).map((page) => page.canonical);
    tally.check(`${home.path}llms.txt lists pages of its edition, each once`, named.length > 0 && new Set(named).size === named.length && named.every((url) => own.includes(url)));
    tally.check(`${home.path}llms.txt begins with the title`, /^# .+/.test(text));
  }
  tally.check('there is an llms.txt at the root', existsSync(join(folder, 'llms.txt')));
}
