// The search: reads the index that `yiben build` wrote, file by file as it is needed. Loaded when it is first used.
// The rules of tokens are those of src/site/search/tokens.rs, the files those of src/site/search/.
const yibenSearch = (() => {
  const root = document.getElementById("page:search-link").dataset.index, base = root.replace(/\.json$/, "/");
  let spent = 0, stale = false;
  const kept = new Map();
  const once = (key, make) => {
    if (!kept.has(key)) kept.set(key, make().catch((error) => { kept.delete(key); throw error; }));
    return kept.get(key);
  };
  const fetched = async (url, as) => {
    const answer = await fetch(url, { cache: stale && url === root ? "reload" : "default" });
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer[as]();
  };

  // Tokens.
  const BLOCKS = /[\u0E00-\u0EFF\u1000-\u11FF\u1780-\u17FF\u2E80-\uA4CF\uA960-\uA97F\uAC00-\uD7FF\uF900-\uFAFF\uFF66-\uFFDC\u{20000}-\u{3FFFF}]/u;
  const LETTER = /[\p{Alphabetic}\p{N}]/u, MARK = /\p{M}/u;
  const foldWord = (word) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // [{ key, at: place in phrase, from, to: place in text, alone }]
  function tokens(text, fold) {
    const list = [];
    let place = 0, apart = false, word = -1, at = 0;
    const add = (key, from, to, alone) => {
      if (apart && list.length) place++;
      apart = false;
      list.push({ key, at: place++, from, to, alone });
    };
    const close = (to) => { if (word >= 0) { add(foldWord(text.slice(word, to)), word, to, false); word = -1; } };
    for (const c of text) {
      const letter = LETTER.test(c), alone = letter && BLOCKS.test(c);
      if (!alone && (letter || (word >= 0 && MARK.test(c)))) {
        if (word < 0) word = at;
      } else {
        close(at);
        if (alone) add(fold.get(c) || c, at, at + c.length, true);
        else if (c === "\n" || !/\s/.test(c)) apart = true;
      }
      at += c.length;
    }
    close(text.length);
    return list;
  }

  const pairs = (text) => {
    const map = new Map(), all = [...text];
    for (let at = 0; at + 1 < all.length; at += 2) map.set(all[at], all[at + 1]);
    return map;
  };

  // The index.
  const load = () => once("root", async () => {
    const index = await fetched(root, "json");
    if (index.version !== 3) throw new Error("another version");
    index.fold = pairs(index.folded);
    index.rank = new Map([...index.common].map((c, nth) => [c, nth]));
    index.counted = new Set(index.counted);
    [index.long, index.title, index.heads] = index.pages;
    const begins = (sizes) => { let all = 0; return sizes.map((size) => (all += size) - size); };
    index.starts = begins(index.long);
    index.headings = begins(index.headings);
    const steps = new Map(index.parts.map(([nth, ...more]) => [nth, more]));
    index.lists = index.keys.flatMap((key, nth) => {
      let from = 0;
      return [0, ...(steps.get(nth) || [])].map((step) => [key, (from += step)]);
    });
    index.same = new Map(index.words.map(([asked, said]) => [asked, said]));
    index.longest = Math.max(0, ...index.words.map(([asked]) => asked.length));
    return index;
  });

  // Keys stand in the order of their code points.
  const compare = (a, b) => {
    const x = [...a], y = [...b];
    for (let at = 0; at < x.length && at < y.length; at++) {
      if (x[at] !== y[at]) return x[at].codePointAt(0) - y[at].codePointAt(0);
    }
    return x.length - y.length;
  };

  // One file of lists.
  const file = (index, at) => once(`list ${at}`, async () => {
    const bytes = new Uint8Array(await fetched(`${base}${at}.${index.hash}.bin`, "arrayBuffer"));
    spent += bytes.length;
    return listsOf(bytes, index.places, index.long.length);
  });

  // [{ key, places }], and [{ key, places, told, others, other, behind }] where the list of another character tells some of them.
  function listsOf(bytes, end, pages) {
    let place = 0;
    const number = () => {
      let value = 0, shift = 0, byte;
      do { byte = bytes[place++]; value += (byte & 127) * 2 ** shift; shift += 7; } while (byte > 127);
      return value;
    };
    const decoder = new TextDecoder(), lists = [];
    let key = new Uint8Array(0);
    for (let left = number(); left > 0; left--) {
      let both = bytes[place++], shared = both >> 4, more = both & 15;
      if (shared === 15) { shared = number(); more = number(); }
      const next = new Uint8Array(shared + more);
      next.set(key.subarray(0, shared));
      next.set(bytes.subarray(place, place += more), shared);
      key = next;
      const list = { key: decoder.decode(key), end };
      let many = number();
      if (!many) {
        many = number();
        const told = number();
        Object.assign(list, { told: new Uint32Array(told >> 1), behind: told & 1, others: number(), other: decoder.decode(bytes.subarray(place, place += 3)) });
      } else if (list.key[0] === "\0") list.end += 3 * pages;
      list.places = new Uint32Array(many);
      lists.push(list);
    }
    unpack(bytes, place, lists);
    return lists;
  }

  // Binary interpolative coding.
  function unpack(bytes, from, lists) {
    let bit = from * 8;
    const next = () => { const value = (bytes[bit >> 3] >> (bit & 7)) & 1; bit++; return value; };
    const below = (size) => {
      if (size < 2) return 0;
      const width = 31 - Math.clz32(size), short = 2 ** (width + 1) - size;
      let value = 0;
      for (let at = 0; at < width; at++) value |= next() << at;
      return value < short ? value : value * 2 + next() - short;
    };
    const middle = (out, at, many, low, high) => {
      if (!many) return;
      const left = many >> 1, right = many - left - 1;
      const value = low + left + below(high - right - low - left);
      middle(out, at, left, low, value);
      out[at + left] = value;
      middle(out, at + left + 1, right, value + 1, high);
    };
    for (const { places, told, others, end } of lists) {
      if (told) middle(told, 0, told.length, 0, others);
      middle(places, 0, places.length, 0, end);
    }
  }

  // The files in which a key, or with `prefix` all keys that begin so, may stand.
  function filesOf(index, key, prefix) {
    const { lists } = index, found = [];
    let low = 0, high = lists.length;
    while (low < high) { const half = (low + high) >> 1; if (compare(lists[half][0], key) < 0) low = half + 1; else high = half; }
    // What begins a file does not stand in the one before.
    for (let at = lists[low]?.[0] === key ? low : Math.max(0, low - 1); at < lists.length; at++) {
      const first = lists[at][0], order = compare(first, key);
      if (order > 0 && !(prefix && first.startsWith(key))) break;
      found.push(at);
    }
    return found;
  }

  // The places of a token; of a common one only those that can follow what is known, `wanted` in rising order.
  async function placesOf(index, token, wanted) {
    let files = filesOf(index, token.key, token.prefix);
    if (wanted && !token.prefix && files.length > 1) {
      files = files.filter((at, nth) => {
        const from = index.lists[at][0] === token.key ? index.lists[at][1] : 0;
        const next = files[nth + 1], to = next && index.lists[next][0] === token.key ? index.lists[next][1] : Infinity;
        return wanted.some((place) => place >= from && place < to);
      });
    }
    const lists = (await Promise.all(files.map((at) => file(index, at)))).flat();
    const own = lists.filter(({ key }) => (token.prefix ? key.startsWith(token.key) : key === token.key));
    const all = await Promise.all(own.map((list) => (list.told ? whole(index, list) : list.places)));
    if (all.length < 2) return all[0] || [];
    const one = all.flatMap((places) => [...places]);
    return Uint32Array.from(token.prefix ? one.sort((a, b) => a - b) : one);
  }

  // A list that is told by another one, with what that tells.
  async function whole(index, { places, told, other, behind }) {
    const others = await placesOf(index, { key: other });
    return Uint32Array.from([...places, ...[...told].map((rank) => others[rank] + (behind ? 1 : -1))].sort((a, b) => a - b));
  }

  // Whether the pair of two characters has a list of its own.
  function paired({ rank, with: common, most }, a, b) {
    const x = rank.get(a.key) ?? Infinity, y = rank.get(b.key) ?? Infinity, near = (token) => token.alone && token.key.length === 1;
    return x < Infinity && y < Infinity ? y < common[x] : Math.min(x, y) < most && near(a) && near(b);
  }

  // Where a phrase begins, in rising order. The rarest of what it is found by comes first; of two common characters that is
  // the pair, and what is known by then needs no list of its own.
  async function phrase(index, list) {
    const parts = list.map((token, nth) => ({ ...token, holds: [nth] }));
    for (let nth = 1; nth < list.length; nth++) {
      const [a, b] = [list[nth - 1], list[nth]];
      if (b.at === a.at + 1 && paired(index, a, b)) parts.push({ key: a.key + b.key, at: a.at, holds: [nth - 1, nth] });
    }
    for (const part of parts) part.cost = filesOf(index, part.key, part.prefix).length * 100 + (part.prefix ? 50 : 0) - part.key.length;
    const known = new Set();
    let begins = null;
    for (const part of parts.sort((a, b) => a.cost - b.cost)) {
      if (part.holds.every((nth) => known.has(nth))) continue;
      part.holds.forEach((nth) => known.add(nth));
      const places = await placesOf(index, part, begins && begins.map((begin) => begin + part.at));
      const has = begins && new Set(places);
      begins = begins ? begins.filter((begin) => has.has(begin + part.at)) : [...places].map((place) => place - part.at);
      if (!begins.length) return [];
    }
    return begins || [];
  }

  // A question is words with spaces between them, each a phrase. The last one may be unfinished.
  function readings(index, text) {
    return text.trim().split(/\s+/u).filter(Boolean).map((word, nth, all) => {
      const list = tokens(word, index.fold), last = list.at(-1);
      if (!list.length) return null;
      if (!last.alone && nth === all.length - 1 && affordable(index, last.key)) last.prefix = true;
      const variants = [list], other = replaced(index, word);
      if (other) variants.push(other);
      return variants;
    }).filter(Boolean);
  }

  // The beginning of a word that very many words share is taken for the whole word.
  const affordable = (index, key) => filesOf(index, key, true).length <= (key.length > 2 ? 14 : 6);

  // The same with the words that this edition uses.
  function replaced(index, word) {
    const plain = [...word].map((c) => index.fold.get(c) || c).join("").toLowerCase();
    let out = "", changed = false;
    for (let at = 0; at < plain.length;) {
      let length = Math.min(index.longest, plain.length - at);
      while (length > 0 && !index.same.has(plain.slice(at, at + length))) length--;
      if (length > 0) changed = true;
      out += length > 0 ? index.same.get(plain.slice(at, at + length)) : plain[at];
      at += length || 1;
    }
    return changed ? tokens(out, index.fold) : null;
  }

  const pageOf = (index, place) => {
    let low = 0, high = index.starts.length;
    while (high - low > 1) { const half = (low + high) >> 1; if (index.starts[half] <= place) low = half; else high = half; }
    return low;
  };

  // Pages that hold every word of a question, best first: [{ page, score, hits }]
  async function find(text) {
    try {
      return await found(text);
    } catch (error) {
      // The site was published anew, and what this browser kept names files that are gone.
      if (stale) throw error;
      stale = true;
      kept.clear();
      return found(text);
    }
  }

  async function found(text) {
    const index = await load();
    const asked = readings(index, text);
    if (!asked.length) return { index, asked, pages: [] };
    let pages = await match(index, asked);
    if (!pages.length) {
      // The other script may write a character in two ways where this one has one, or the other way round.
      const tried = pairs(index.tried);
      const loose = asked.map((variants) => variants.concat(variants.map((list) => list.map((token) => ({ ...token, key: tried.get(token.key) || token.key })))));
      pages = await match(index, loose);
      if (pages.length) return { index, asked: loose, pages };
    }
    return { index, asked, pages };
  }

  async function match(index, asked) {
    let pages = null;
    for (const variants of asked) {
      const here = new Map();
      const at = (page) => here.get(page) || { page, title: 0, heads: 0, body: 0, head: -1, first: -1 };
      for (const list of variants) {
        if (list.length === 1 && !list[0].prefix && index.counted.has(list[0].key)) { await counted(index, list[0].key, here, at); continue; }
        for (const begin of await phrase(index, list)) {
          const page = pageOf(index, begin), into = begin - index.starts[page], hit = at(page);
          if (into < index.title[page]) hit.title++;
          else if (into < index.title[page] + index.heads[page]) { hit.heads++; if (hit.head < 0) hit.head = into; }
          else { hit.body++; if (hit.first < 0) hit.first = into; }
          here.set(page, hit);
        }
      }
      for (const hit of here.values()) {
        hit.score = (hit.title ? 12 : 0) + (hit.heads ? 5 + Math.min(hit.heads, 4) / 4 : 0) + Math.log2(1 + hit.body);
      }
      pages = pages
        ? [...here.values()].filter((hit) => pages.has(hit.page)).reduce((map, hit) => {
          const before = pages.get(hit.page);
          return map.set(hit.page, { ...before, score: before.score + hit.score });
        }, new Map())
        : here;
      if (!pages.size) return [];
    }
    return [...pages.values()].sort((a, b) => b.score - a.score || a.page - b.page);
  }

  // How often each page says what is very common; where it does first is looked up when it is shown.
  async function counted(index, key, here, at) {
    const counts = await placesOf(index, { key: `\0${key}` });
    let before = 0;
    for (let page = 0; page < index.long.length; page++) {
      const [title, heads, body] = [0, 1, 2].map((of) => counts[page * 3 + of] - page * 3 - of);
      if (body > before) {
        const hit = at(page);
        hit.title += title - before;
        hit.heads += heads - title;
        hit.body += body - heads;
        if (hit.head < 0 && hit.first < 0) hit.rank = { key, at: heads > title ? title : body > heads ? heads : -1, head: heads > title };
        here.set(page, hit);
      }
      before = body;
    }
  }

  // The place in its page of one of the places of what is very common: each file but the last holds as many of them.
  async function ranked(index, page, { key, at }) {
    const begin = index.lists.findIndex(([first]) => first === key);
    const lists = await file(index, begin + Math.floor(at / index.part));
    return lists.find((list) => list.key === key).places[at % index.part] - index.starts[page];
  }

  const slug = (heading) => heading.replace(/[^\p{Alphabetic}\p{N} -]/gu, "").replaceAll(" ", "-").toLowerCase();

  // What a result shows: title, address, the heading of the section that it leads to.
  async function shown(index, hit) {
    let at = index.headings.length - 1;
    while (at > 0 && index.headings[at] > hit.page) at--;
    const list = await once(`headings ${at}`, () => fetched(`${base}h${at}.${index.hash}.json`, "json"));
    const [title, href, sections] = list[hit.page - index.headings[at]];
    const late = hit.rank && hit.rank.at >= 0, head = late ? hit.rank.head : hit.head >= 0;
    const place = late ? await ranked(index, hit.page, hit.rank) : head ? hit.head : hit.first;
    let from = 0;
    const section = place < 0 ? null : sections.filter((one) => (from += one[head ? 2 : 3]) <= place).at(-1);
    const anchor = section && (section[0] === "=" ? slug(section[1]) : section[0]);
    return { title, href: anchor ? `${href}#${encodeURIComponent(anchor)}` : href, page: href, anchor: anchor || "", heading: anchor ? section[1] : "" };
  }

  // Where the words stand in a text: [[from, to]], by the same rules as in the index.
  function marks(index, asked, text) {
    const list = tokens(text, index.fold), found = [];
    const fits = (token, wanted) => (wanted.prefix ? token.key.startsWith(wanted.key) : token.key === wanted.key);
    for (const variant of asked.flat()) {
      for (let at = 0; at + variant.length <= list.length; at++) {
        const here = list.slice(at, at + variant.length);
        if (here.every((token, nth) => fits(token, variant[nth]) && token.at - here[0].at === variant[nth].at - variant[0].at)) {
          found.push([here[0].from, here.at(-1).to]);
        }
      }
    }
    return found.sort((a, b) => a[0] - b[0]).reduce((all, [from, to]) => {
      if (all.length && from <= all.at(-1)[1]) all.at(-1)[1] = Math.max(to, all.at(-1)[1]);
      else all.push([from, to]);
      return all;
    }, []);
  }

  // The sentence around the first words of a section, from the page itself; `null` where it says none of them.
  async function sentence(index, asked, result) {
    const text = await once(`page ${result.page}`, async () => {
      const source = await fetched(result.page, "text");
      spent += source.length / 5;
      return new DOMParser().parseFromString(source, "text/html");
    });
    const content = text.getElementById("page:content");
    if (!content) return null;
    const heading = result.anchor && text.getElementById(result.anchor);
    const blocks = [...content.querySelectorAll("p, li, dt, dd, td, th, pre, blockquote, figcaption, summary")]
      .filter((block) => !block.closest("nav, header, form, .notice") && !block.querySelector("p, li, pre, table"));
    const after = heading ? blocks.filter((block) => heading.compareDocumentPosition(block) & 4) : blocks;
    for (const block of [...after, ...blocks]) {
      const words = block.textContent.replace(/\s+/gu, " ").trim(), places = marks(index, asked, words);
      if (places.length) return cut(words, places);
    }
    const first = after[0];
    return first ? cut(first.textContent.replace(/\s+/gu, " ").trim(), []) : null;
  }

  // A sentence of bearable length around the first mark.
  function cut(text, places) {
    const at = places.length ? places[0][0] : 0, end = places.length ? places[0][1] : 0;
    const ends = /[。！？；]["'”’」』）)]*|[.!?;]["'”’)]*(?:\s|$)/gu;
    let from = 0, to = text.length;
    for (const one of text.matchAll(ends)) {
      const after = one.index + one[0].length;
      if (after <= at) from = after;
      else if (one.index >= end) { to = after; break; }
    }
    const wide = /[\u2E80-\u{3FFFF}]/u.test(text.slice(from, to)) ? 60 : 130;
    let before = "", behind = "";
    if (at - from > wide / 2) { from = at - wide / 2; before = "…"; }
    if (to - from > wide * 1.5) { to = Math.max(end, from + wide); behind = "…"; }
    const nodes = [before];
    let done = from;
    for (const [start, stop] of places) {
      if (start < from || stop > to) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, stop);
      nodes.push(text.slice(done, start), mark);
      done = stop;
    }
    nodes.push(text.slice(done, to).trimEnd(), behind);
    return nodes;
  }

  // The best results for a question; `link` makes the element of one. Their sentences come one after the other, from the pages
  // themselves, while the question stays cheap; those of others when a reader turns to them.
  const WORTH = 55_000;
  async function list(text, limit, link) {
    spent = 0;
    const { index, asked, pages } = await find(text);
    const results = await Promise.all(pages.slice(0, limit).map((hit) => shown(index, hit)));
    const items = results.map((result) => {
      const item = link(result);
      const title = document.createElement("b"), sub = document.createElement("small"), said = document.createElement("span");
      title.append(...painted(index, asked, result.title));
      if (result.heading) sub.append(...painted(index, asked, result.heading));
      item.append(title, ...(result.heading ? [sub] : []), said);
      item.fill = () => {
        item.fill = () => Promise.resolve();
        return sentence(index, asked, result).then((nodes) => { if (nodes) said.append(...nodes); }).catch(() => {});
      };
      return item;
    });
    // About three bytes of a packed page are one place of the index.
    const sentences = (async () => {
      for (const [nth, item] of items.entries()) {
        if (!nth || spent + index.long[pages[nth].page] * 3 < WORTH) await item.fill();
      }
    })();
    return { count: pages.length, items, sentences };
  }

  const painted = (index, asked, text) => {
    const nodes = [];
    let done = 0;
    for (const [from, to] of marks(index, asked, text)) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(from, to);
      nodes.push(text.slice(done, from), mark);
      done = to;
    }
    return [...nodes, text.slice(done)];
  };

  return { find, list, listsOf, load, spent: () => spent, pages: async (text) => {
    const { index, pages } = await find(text);
    return Promise.all(pages.map(async (hit) => (await shown(index, hit)).page));
  } };
})();

// The box over the page, and the page of its own.
(() => {
  const data = document.getElementById("page:search-link")?.dataset || {};
  const say = (count, asked) => (count ? (count === 1 ? data.one : data.found.replace("{n}", count)) : data.none.replace("{q}", () => asked));
  let turn = 0;

  // Fills `into` with what `input` asks; `make` makes the element of a result.
  async function answer(input, into, status, limit, make, done) {
    const own = ++turn, asked = input.value.trim();
    if (!asked) { into.replaceChildren(); status.textContent = data.hint; done?.([]); return; }
    try {
      const { count, items, sentences } = await yibenSearch.list(asked, limit, make);
      if (own !== turn) return;
      into.replaceChildren(...items);
      status.textContent = say(count, asked);
      done?.(items, count);
      await sentences;
      return own === turn ? items : undefined;
    } catch {
      if (own === turn) status.textContent = data.failed;
    }
  }
  const typed = (input, run) => {
    let timer;
    const later = (event) => {
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(run, 60);
    };
    input.addEventListener("input", later);
    input.addEventListener("compositionend", later);
  };

  // The box.
  let box;
  function made() {
    box = document.createElement("dialog");
    box.className = "finder";
    box.setAttribute("aria-label", data.label);
    box.innerHTML = '<form method="get"><input type="search" name="q" id="finder-q" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="finder-list" autocomplete="off" spellcheck="false" enterkeyhint="search"><button type="button"></button></form><p role="status"></p><div id="finder-list" role="listbox"></div><p class="keys"></p>';
    const form = box.querySelector("form"), input = box.querySelector("input"), close = box.querySelector("button");
    const status = box.querySelector("[role=status]"), into = box.querySelector("[role=listbox]");
    form.action = document.getElementById("page:search-link").href;
    input.placeholder = data.placeholder;
    input.setAttribute("aria-label", data.label);
    into.setAttribute("aria-label", data.label);
    close.textContent = data.close;
    box.querySelector(".keys").textContent = data.keys;
    status.textContent = data.hint;
    let chosen = -1;
    const choose = (at) => {
      const items = [...into.children];
      chosen = items.length ? (at + items.length) % items.length : -1;
      items.forEach((item, nth) => item.setAttribute("aria-selected", nth === chosen));
      if (chosen < 0) { input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", items[chosen].id);
      items[chosen].scrollIntoView({ block: "nearest" });
      items[chosen].fill();
    };
    const open = (item) => { box.close(); location.href = item.dataset.href; };
    let nth = 0;
    const make = (result) => {
      const item = document.createElement("div");
      item.setAttribute("role", "option");
      item.id = `finder-${nth++}`;
      item.dataset.href = result.href;
      item.addEventListener("click", () => open(item));
      return item;
    };
    const run = () => answer(input, into, status, 12, make, (items) => {
      input.setAttribute("aria-expanded", items.length > 0);
      choose(items.length ? 0 : -1);
      if (!items.length) chosen = -1;
    });
    typed(input, run);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen - 1);
      else if (event.key === "Enter" && chosen >= 0 && !event.ctrlKey && !event.metaKey) open(into.children[chosen]);
      else return;
      event.preventDefault();
    });
    close.addEventListener("click", () => box.close());
    box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
    document.body.append(box);
  }
  const form = document.getElementById("search-form"), field = form?.querySelector("input");
  addEventListener("yiben-search", () => {
    if (field) { field.focus(); field.select(); return; }
    if (!box) made();
    if (!box.open) box.showModal();
    const input = box.querySelector("input");
    input.focus();
    input.select();
    yibenSearch.load().catch(() => {});
  });

  // The page: its question stands in its address.
  if (!form) return;
  const results = document.getElementById("results"), status = document.getElementById("found");
  const make = (result) => {
    const item = document.createElement("a");
    item.href = result.href;
    item.addEventListener("focus", () => item.fill());
    item.addEventListener("pointerenter", () => item.fill());
    return item;
  };
  let limit = 10;
  async function run() {
    const url = new URL(location);
    if (field.value.trim()) url.searchParams.set("q", field.value.trim()); else url.searchParams.delete("q");
    if (url.href !== location.href) history.replaceState(null, "", url);
    const items = await answer(field, results, status, limit, make, (items, count) => {
      if (count > items.length) {
        const more = document.createElement("button");
        more.type = "button";
        more.textContent = data.more;
        more.addEventListener("click", () => { limit += 20; run(); });
        results.append(more);
      }
    });
    return items;
  }
  const again = () => { limit = 10; return run(); };
  typed(field, again);
  form.addEventListener("submit", (event) => { event.preventDefault(); again(); });
  results.addEventListener("keydown", (event) => {
    const links = [...results.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || at < 0) return;
    event.preventDefault();
    (links[at + step] || field).focus();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !event.isComposing) { event.preventDefault(); results.querySelector("a")?.focus(); }
  });
  field.value = new URLSearchParams(location.search).get("q") || "";
  let carried = null;
  try { carried = sessionStorage.getItem("yiben-asked"); sessionStorage.removeItem("yiben-asked"); } catch {}
  run().then((items) => {
    // A question that came along from another script is shown as this edition writes it.
    const mark = carried && carried === field.value && items?.[0]?.querySelector("mark");
    if (mark && !/\s/.test(carried) && [...mark.textContent].length >= 1) {
      field.value = mark.textContent;
      const url = new URL(location);
      url.searchParams.set("q", field.value);
      history.replaceState(null, "", url);
    }
  });
})();
