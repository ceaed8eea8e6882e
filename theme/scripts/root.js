// An address without an edition: the saved choice, then the reader's languages, then the default. Path, query and
// fragment survive. Without scripts the page is a plain list of editions.
(() => {
  const links = [...document.querySelectorAll("a[data-edition]")];
  const tags = links.map((link) => link.dataset.edition);
  let saved = null;
  try { saved = localStorage.getItem("yiben-edition"); } catch {}
  const chosen = tags.includes(saved) ? saved : yibenNegotiate(navigator.languages || [navigator.language], tags);
  const link = links.find((link) => link.dataset.edition === chosen) || links.find((link) => link.dataset.default) || links[0];
  const root = document.documentElement.dataset.root, path = location.pathname;
  const rest = path.startsWith(root) ? path.slice(root.length) : "";
  const inside = links.some((link) => path.startsWith(new URL(link.href).pathname));
  if (link && !inside) location.replace(link.href.replace(/\/?$/, "/") + rest.replace(/^index\.html$/, "") + location.search + location.hash);
})();
