// What can be told from the written files alone: every address of every page leads somewhere inside the site, and every
// hreflang set is complete and symmetrical: node links.mjs SITES
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { attributes, pages, Tally } from './lib.mjs';

const sites = process.argv[2];
let fine = true;
for (const site of readdirSync(sites).sort()) {
  const folder = join(sites, site);
  if (!statSync(folder).isDirectory()) continue;
  const tally = new Tally('links');
  const all = new Map(pages(folder).map((page) => [page.path, read(page)]));
  // What the build itself said about the sources: a link that it reported stays as its author wrote it.
  const log = `${folder}.log`;
  const said = existsSync(log) ? readFileSync(log, 'utf8') : '';
  for (const page of all.values()) addresses(folder, page, all, said, tally);
  for (const page of all.values()) alternates(page, all, tally);
  tally.check(`${site} has pages`, all.size > 0);
  fine = tally.close() && fine;
}
process.exit(fine ? 0 : 1);

/** What a page says about itself and where it leads. */
function read({ file, path }) {
  const text = readFileSync(file, 'utf8').replace(/<script\b[^>]*>[\s\S]*?<\/script>|<!--[\s\S]*?-->/g, (script) => script.slice(0, script.indexOf('>') + 1));
  const tags = [...text.matchAll(/<([a-z][\w-]*)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi)].map(([, name, rest]) => ({ name: name.toLowerCase(), ...attributes(rest) }));
  return {
    path,
    links: tags.flatMap((tag) => [tag.name === 'base' ? '' : tag.href, tag.src].filter((to) => to !== undefined)),
    ids: new Set(tags.map((tag) => tag.id).filter(Boolean)),
    // The editions that really have this page, as its switcher says.
    real: tags.filter((tag) => tag['data-offer'] !== undefined).map((tag) => tag['data-edition']),
    lang: tags.find((tag) => tag.name === 'html')?.lang,
    hidden: /<meta name="robots" content="noindex"/.test(text),
    alternates: tags.filter((tag) => tag.name === 'link' && tag.rel === 'alternate' && tag.hreflang).map((tag) => [tag.hreflang, tag.href]),
  };
}

function addresses(folder, page, all, said, tally) {
  const origin = 'https://site.invalid';
  for (const link of page.links) {
    let to;
    try { to = new URL(link, origin + encodeURI(page.path)); } catch { tally.check(`${page.path}: ${link}`, false, 'no address'); continue; }
    if (to.origin !== origin) continue;
    let path;
    try { path = decodeURIComponent(to.pathname); } catch { tally.check(`${page.path}: ${link}`, said.includes(link), 'a percent sign that is no encoding'); continue; }
    const target = all.get(path) ?? all.get(path.replace(/index\.html$/, ''));
    const file = join(folder, path);
    const there = target || (existsSync(file) && statSync(file).isFile());
    const reported = said.includes(path.slice(1)) && path.length > 1;
    tally.check(`${page.path}: ${link}`, there || reported, 'leads to nothing');
    const fragment = decodeURIComponent(to.hash.slice(1));
    if (target && fragment) tally.check(`${page.path}: ${link}`, target.ids.has(fragment) || fragment === 'top' || said.includes(`#${fragment}`), 'the target has no such id');
  }
}

function alternates(page, all, tally) {
  if (page.alternates.length === 0) {
    tally.check(`${page.path}: a page without alternates is not to be found`, page.hidden || page.links.length === 0 || page.real.length === 0);
    return;
  }
  const named = page.alternates.map(([language]) => language).filter((language) => language !== 'x-default').sort();
  tally.check(`${page.path}: every edition that has it is named, and no other`, JSON.stringify(named) === JSON.stringify([page.lang, ...page.real].sort()), `${named} instead of ${[page.lang, ...page.real]}`);
  const set = JSON.stringify(page.alternates);
  tally.check(`${page.path}: x-default`, page.alternates.some(([language]) => language === 'x-default'));
  tally.check(`${page.path}: itself among its alternates`, page.alternates.some(([, href]) => path(href) === page.path));
  for (const [language, href] of page.alternates) {
    const other = all.get(path(href));
    tally.check(`${page.path}: hreflang ${language}`, other && JSON.stringify(other.alternates) === set, `${href} names another set`);
  }
}

function path(href) { return decodeURIComponent(new URL(href, 'https://site.invalid').pathname); }
