// Which edition fits a reader's languages: the same rule as in yiben's own `locale::negotiate`.
const yibenNegotiate = (languages, editions) => null;
// Keeping the place when a reader switches to another edition: what stands at the top of the window is written down,
// and found again in the other edition's page.
const yibenPlace = (() => {
  const KEY = "yiben-place";
  const main = () => document.getElementById("content");
  const headings = () => [...main().querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((heading) => heading.id);
  const level = (heading) => Number(heading.tagName[1]);

  // The blocks of a text in order: what stands directly in it, wherever its headings do.
  const blocks = (list) => {
    const holder = (list.find((heading) => level(heading) > 1) || list[0])?.parentElement || main();
    return [...holder.children];
  };

  // Where the reader is: the section's number among the headings, the block's number in it, and how far into the block.
  function locate() {
    const list = headings(), all = blocks(list);
    const top = all.find((block) => block.getBoundingClientRect().bottom > 8);
    if (!top || scrollY < 40) return null;
    const before = all.slice(0, all.indexOf(top) + 1);
    let index = -1, start = 0;
    before.forEach((block, at) => { if (list.includes(block)) { index = list.indexOf(block); start = at; } });
    const box = top.getBoundingClientRect();
    return {
      ids: list.map((heading) => heading.id), levels: list.map(level), index,
      block: before.length - 1 - start, into: box.height ? -box.top / box.height : 0,
    };
  }

  // The heading that corresponds: the same id (简体 and 繁體 share all of them), the same number where both outlines
  // agree, else the nearest one above that both have.
  function counterpart(place, list) {
    const own = list.map((heading) => heading.id), levels = list.map(level);
    if (place.index < 0) return { index: -1, exact: true };
    const same = own.indexOf(place.ids[place.index]);
    if (same >= 0) return { index: same, exact: true };
    if (levels.length === place.levels.length && levels.every((one, at) => one === place.levels[at])) {
      return { index: place.index, exact: true };
    }
    for (let at = place.index; at >= 0; at--) {
      const shared = own.indexOf(place.ids[at]);
      if (shared >= 0) return { index: shared, exact: false };
    }
    let at = 0;
    while (at <= place.index && levels[at] === place.levels[at]) at++;
    return { index: at - 1, exact: false };
  }

  function restore(place) {
    const list = headings(), all = blocks(list), { index, exact } = counterpart(place, list);
    const start = index < 0 ? 0 : all.indexOf(list[index]);
    const next = all.findIndex((block, at) => at > start && list.includes(block));
    const last = (next < 0 ? all.length : next) - 1;
    const block = exact ? all[Math.min(start + place.block, last)] : list[index];
    if (!block) return;
    const box = block.getBoundingClientRect();
    const into = exact ? Math.max(place.into, 0) * box.height : 0;
    scrollTo({ top: scrollY + box.top + into - (exact && place.into > 0 ? 0 : 12), behavior: "instant" });
  }

  return {
    leave(href) {
      const place = main() && locate();
      try {
        if (place) sessionStorage.setItem(KEY, JSON.stringify({ ...place, to: new URL(href, location.href).pathname }));
        else sessionStorage.removeItem(KEY);
      } catch {}
    },
    arrive() {
      try {
        const place = JSON.parse(sessionStorage.getItem(KEY));
        sessionStorage.removeItem(KEY);
        if (place && main() && place.to === location.pathname) restore(place);
      } catch {}
    },
  };
})();
yibenPlace.arrive();
// The language switcher: the choice is remembered, the place is kept, and a visitor whose languages fit another edition
// better is offered it once, in that language. Nobody is ever redirected from a page that has an edition.
(() => {
  const read = (key) => { try { return localStorage.getItem(key); } catch { return "?"; } };
  const write = (key, value) => { try { localStorage.setItem(key, value); } catch {} };
  const links = [...document.querySelectorAll(".editions a[data-edition]")];

  const follow = (link) => {
    write("yiben-edition", link.dataset.edition);
    yibenPlace.leave(link.href);
  };
  for (const link of links) link.addEventListener("click", () => follow(link));

  const own = document.documentElement.lang;
  if (read("yiben-edition") || read("yiben-offer") || !links.length) return;
  const tags = [own, ...links.map((link) => link.dataset.edition)];
  const best = yibenNegotiate(navigator.languages || [navigator.language], tags);
  const link = links.find((link) => link.dataset.edition === best && link.dataset.offer);
  if (!link) return;
  write("yiben-offer", "shown");
  const bar = document.createElement("aside");
  bar.className = "offer";
  bar.lang = link.lang;
  const text = document.createElement("span"), yes = document.createElement("a"), no = document.createElement("button");
  text.textContent = link.dataset.offer;
  yes.href = link.href;
  yes.hreflang = link.hreflang;
  yes.textContent = link.dataset.accept;
  yes.addEventListener("click", () => follow(link));
  no.type = "button";
  no.textContent = link.dataset.dismiss;
  no.addEventListener("click", () => { write("yiben-edition", own); bar.remove(); });
  bar.append(text, yes, no);
  document.querySelector(".top").before(bar);
})();
// Light or dark: the button in the header, remembered; and the drawers, which close when a link in them is followed.
(() => {
  const root = document.documentElement, button = document.getElementById("appearance");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const now = root.dataset.appearance || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
      root.dataset.appearance = now === "dark" ? "light" : "dark";
      try { localStorage.setItem("yiben-appearance", root.dataset.appearance); } catch {}
    });
  }
  for (const drawer of document.querySelectorAll("[popover]")) {
    drawer.addEventListener("click", (event) => {
      if (event.target.closest("a") && drawer.matches(":popover-open")) drawer.hidePopover();
    });
  }
  // The contents mark where the reader is.
  const entries = new Map();
  for (const link of document.querySelectorAll(".toc a[href^='#']")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) entries.set(heading, link);
  }
  if (!entries.size) return;
  const seen = new IntersectionObserver((changes) => {
    for (const change of changes) {
      if (!change.isIntersecting) continue;
      for (const [heading, link] of entries) link.classList.toggle("here", heading === change.target);
    }
  }, { rootMargin: "0px 0px -70% 0px" });
  for (const heading of entries.keys()) seen.observe(heading);
})();
