// In the one page that a server shows for every address that does not exist: an address inside another edition is
// answered by that edition's page; one outside of all editions is tried in the edition that fits the reader.
{
  const { home, root } = document.currentScript.dataset;
  // The negotiation stands in the deferred script, which has run by then.
  addEventListener("DOMContentLoaded", () => {
    const path = location.pathname;
    const links = [...document.querySelectorAll(".editions a[data-edition]")];
    const folder = (link) => new URL(link.href).pathname.replace(/[^/]*$/, "");
    const there = links.filter((link) => path.startsWith(folder(link)) && folder(link).length > home.length * path.startsWith(home))
      .sort((a, b) => folder(b).length - folder(a).length)[0];
    if (there) {
      fetch(there.href).then((answer) => answer.text()).then((text) => {
        const page = new DOMParser().parseFromString(text, "text/html");
        document.documentElement.lang = page.documentElement.lang;
        document.documentElement.dir = page.documentElement.dir;
        document.title = page.title;
        document.body.replaceWith(page.body);
      });
    } else if (!path.startsWith(home) && path.startsWith(root)) {
      let saved = null;
      try { saved = localStorage.getItem("yiben-edition"); } catch {}
      const fits = document.querySelectorAll(".editions li > *")[yibenNegotiate(navigator.languages || [navigator.language], yibenTable)];
      const own = document.documentElement.lang;
      const link = links.find((link) => link.dataset.edition === saved) || (saved === own ? null : fits);
      const target = link && link.href ? folder(link) : home;
      location.replace(target + path.slice(root.length) + location.search + location.hash);
    }
  });
}
