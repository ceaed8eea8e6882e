// The search box: Ctrl-K, ⌘K, `/`, or the sign in the header. Its script and the index are loaded when it is first used.
(() => {
  const link = document.getElementById("page:search-link");
  if (!link) return;
  let loading;
  const load = () => (loading ||= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = link.dataset.script;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  }));
  const open = () => load().then(() => dispatchEvent(new Event("yiben-search")), () => { location.href = link.href; });
  const typing = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  addEventListener("keydown", (event) => {
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
    if (event.defaultPrevented || event.isComposing || !(k || slash)) return;
    event.preventDefault();
    open();
  });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open();
  });
  if (document.getElementById("search-form")) load().catch(() => {});
})();
