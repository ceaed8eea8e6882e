// Light or dark: the button in the header, remembered; and the drawers, which close when a link in them is followed.
(() => {
  const root = document.documentElement, button = document.getElementById("page:appearance");
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
