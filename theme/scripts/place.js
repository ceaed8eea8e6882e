// Keeping the place when a reader switches to another edition: what stands at the top of the window is written down,
// and found again in the other edition's page.
const yibenPlace = (() => {
  const KEY = "yiben-place";
  const main = () => document.getElementById("page:content");
  const headings = () => [...main().querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((heading) => heading.id);
  const level = (heading) => Number(heading.tagName[1]);

  // Where the text begins in the window: below the part of the header that stays.
  const edge = () => {
    const top = document.querySelector(".top"), style = top && getComputedStyle(top);
    return style?.position === "sticky" ? top.offsetHeight + parseFloat(style.top) : 0;
  };

  // The blocks of a text in order: what stands directly in it, wherever its headings do.
  const blocks = (list) => {
    const holder = (list.find((heading) => level(heading) > 1) || list[0])?.parentElement || main();
    return [...holder.children];
  };

  // Where the reader is: the section's number among the headings, the block's number in it, and how far into the block or above it.
  function locate() {
    const list = headings(), all = blocks(list), begins = edge();
    const top = all.find((block) => block.getBoundingClientRect().bottom > begins + 8);
    if (!top || scrollY < 40) return null;
    const before = all.slice(0, all.indexOf(top) + 1);
    let index = -1, start = 0;
    before.forEach((block, at) => { if (list.includes(block)) { index = list.indexOf(block); start = at; } });
    const box = top.getBoundingClientRect();
    return {
      ids: list.map((heading) => heading.id), levels: list.map(level), index,
      block: before.length - 1 - start, into: Math.max(0, (begins - box.top) / (box.height || 1)), gap: Math.max(0, box.top - begins),
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
    const shift = exact ? place.into * box.height - place.gap : -12;
    scrollTo({ top: scrollY + box.top - edge() + shift, behavior: "instant" });
  }

  return {
    // The reader follows `link` to another edition. What is asked of a search page goes along.
    leave(link) {
      const place = main() && locate();
      try {
        const url = new URL(link.href), asked = document.querySelector("search input[name=q]");
        if (asked && asked.value) {
          url.searchParams.set("q", asked.value);
          sessionStorage.setItem("yiben-asked", asked.value);
          link.href = url.href;
        }
        if (place) sessionStorage.setItem(KEY, JSON.stringify({ ...place, to: url.pathname }));
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
