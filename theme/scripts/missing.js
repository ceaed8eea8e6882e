// In the one page that a server shows for every address that does not exist: an address inside another edition is
// answered by that edition's page; one outside of all editions is tried in the reader's edition, then in the others.
{
  const { home, root } = document.currentScript.dataset;
  // The negotiation stands in the deferred script, which has run by then.
  addEventListener("DOMContentLoaded", async () => {
    const path = location.pathname, own = document.documentElement.lang;
    const entries = [...document.querySelectorAll(".editions li > *")];
    const folder = (entry) => (entry.href ? new URL(entry.href).pathname.replace(/[^/]*$/, "") : home);
    const tag = (entry) => entry.dataset.edition || own;
    const inside = entries.filter((entry) => `${path}/`.startsWith(folder(entry)))
      .sort((a, b) => folder(b).length - folder(a).length)[0];
    if (inside && inside.href) {
      const text = await (await fetch(inside.href)).text(), page = new DOMParser().parseFromString(text, "text/html");
      document.documentElement.lang = page.documentElement.lang;
      document.documentElement.dir = page.documentElement.dir;
      document.title = page.title;
      document.body.replaceWith(page.body);
    } else if (!inside && path.startsWith(root)) {
      let saved = null;
      try { saved = localStorage.getItem("yiben-edition"); } catch {}
      const fits = entries[yibenNegotiate(navigator.languages || [navigator.language], yibenTable)];
      const first = entries.find((entry) => tag(entry) === saved) || fits || entries[0];
      const to = (entry) => folder(entry) + path.slice(root.length) + location.search + location.hash;
      for (const entry of [first, fits, ...entries]) {
        if (entry && (await fetch(to(entry), { method: "HEAD" })).ok) return location.replace(to(entry));
      }
      if (first) location.replace(to(first));
    }
  });
}
