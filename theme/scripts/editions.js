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

  // The entries of the switcher stand in the order of the site's editions, as the table counts them.
  const own = document.documentElement.lang;
  if (read("yiben-edition") || read("yiben-offer") || !links.length) return;
  const best = yibenNegotiate(navigator.languages || [navigator.language], yibenTable);
  const link = document.querySelectorAll(".editions li > *")[best];
  if (!link || !link.dataset.offer) return;
  write("yiben-offer", "shown");
  const bar = document.createElement("div");
  bar.className = "offer";
  bar.lang = link.lang;
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", link.dataset.accept);
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
