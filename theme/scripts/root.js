// An address without an edition: the saved choice, then the reader's languages, then the default. Path, query and
// fragment survive. Without scripts the page is a plain list of editions.
(() => {
  const links = [...document.querySelectorAll("a[data-edition]")];
  const { root } = document.documentElement.dataset, path = location.pathname;
  const folder = (link) => new URL(link.href).pathname.replace(/\/?$/, "/");
  // An address inside an edition stays, whatever the reader's languages are.
  if (!links.length || links.some((link) => path.startsWith(folder(link)))) return;
  let saved = null;
  try { saved = localStorage.getItem("yiben-edition"); } catch {}
  const fits = () => links[yibenNegotiate(navigator.languages || [navigator.language], yibenTable)];
  const link = links.find((link) => link.dataset.edition === saved) || fits() || links[0];
  const rest = path.startsWith(root) ? path.slice(root.length).replace(/^(index|404)\.html$/, "") : "";
  location.replace(folder(link) + rest + location.search + location.hash);
})();
