// The language switcher: the choice is remembered, the place is kept, and a visitor whose languages fit another edition
// better is offered it once, in that language. Nobody is ever redirected from a page that has an edition.
(() => {
  const read = (key) => { try { return localStorage.getItem(key); } catch { return "?"; } };
  const write = (key, value) => { try { localStorage.setItem(key, value); } catch {} };
  // A server that chooses an edition sees cookies alone; there are none on a site without server rules.
  const remember = (edition) => {
    write("yiben-edition", edition);
    for (const name of yibenCookies) document.cookie = `${name}=${edition}; path=/; max-age=31536000; samesite=lax`;
  };
  const follow = (link) => {
    remember(link.dataset.edition);
    yibenPlace.leave(link);
  };
  addEventListener("click", (event) => {
    const link = event.target.closest?.(".editions a[data-edition]");
    if (link) follow(link);
  });

  // The entries of the switcher stand in the order of the site's editions, as the table counts them.
  const own = document.documentElement.lang, entries = document.querySelectorAll(".editions li > *");
  if (read("yiben-edition") || read("yiben-offer") || !entries.length) return;
  const link = entries[yibenNegotiate(navigator.languages || [navigator.language], yibenTable)];
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
  yes.addEventListener("click", () => { follow(link); yes.href = link.href; });
  no.type = "button";
  no.textContent = link.dataset.dismiss;
  no.addEventListener("click", () => { remember(own); bar.remove(); });
  bar.append(text, yes, no);
  document.querySelector(".top").before(bar);
})();
