// In the one page that a server shows for every address that does not exist: an address inside an edition is answered by
// that edition's page; one outside of all of them is tried in the edition that fits the reader.
(() => {
  const links = [...document.querySelectorAll(".editions a[data-edition], .editions [aria-current]")];
  const folder = (link) => new URL(link.href || link.dataset.href, location.href).pathname.replace(/[^/]*$/, "");
  const path = location.pathname;
  const inside = links.filter((link) => path.startsWith(folder(link))).sort((a, b) => folder(b).length - folder(a).length)[0];
  if (inside && inside.href) {
    fetch(inside.href).then((answer) => answer.ok && answer.text()).then((page) => {
      if (!page) return;
      const read = new DOMParser().parseFromString(page, "text/html");
      document.documentElement.lang = read.documentElement.lang;
      document.documentElement.dir = read.documentElement.dir;
      document.title = read.title;
      document.body.replaceWith(read.body);
    });
  }
})();
