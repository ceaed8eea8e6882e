// The preview's own script: keeps an open page as its source is, shows mistakes over it, and a bar at its foot.
(() => {
  const ID = "yiben-preview";
  const read = (from) => JSON.parse(from.getElementById(ID).textContent);
  let data = read(document);

  // The server chooses an edition at the root as the published page does: by the reader's choice first.
  try {
    const chosen = localStorage.getItem("yiben-edition");
    if (chosen) document.cookie = `yiben_edition=${encodeURIComponent(chosen)}; path=/; samesite=lax`;
  } catch {}

  // ---- The page in place -------------------------------------------------------------------------------------------
  // What the server sent is kept beside what the page became: scripts of the theme change the page, and only what
  // differs between two answers of the server is changed in it.
  const live = new WeakMap();
  const bind = (sent, here) => {
    live.set(sent, here);
    for (let at = 0; at < sent.childNodes.length; at++) bind(sent.childNodes[at], here.childNodes[at]);
  };
  let sent = document.cloneNode(true);
  bind(sent, document);

  const same = (was, now) => was.isEqualNode(now) || (was.nodeName === "NOSCRIPT" && now.nodeName === "NOSCRIPT");
  const adopt = (was, now) => {
    live.set(now, live.get(was));
    if (was.nodeName === "NOSCRIPT") return;
    for (let at = 0; at < now.childNodes.length; at++) adopt(was.childNodes[at], now.childNodes[at]);
  };

  // A node for the page: scripts are made anew, for those that a parser made this way never run.
  const bring = (now) => {
    let here = document.importNode(now, false);
    if (now.nodeName === "SCRIPT" && now.id !== ID && !(now.getAttribute("src") || "").startsWith("/-/")) {
      here = document.createElement("script");
      for (const { name, value } of now.attributes) here.setAttribute(name, value);
    }
    live.set(now, here);
    for (const child of now.childNodes) here.append(bring(child));
    return here;
  };

  const restyle = (here, href) => {
    // The old sheet stays until the new one is there.
    const next = here.cloneNode();
    next.href = href;
    const done = () => here.remove();
    next.addEventListener("load", done);
    next.addEventListener("error", done);
    here.after(next);
    return next;
  };

  const become = (was, now) => {
    const here = live.get(was);
    live.set(now, here);
    if (now.nodeType !== Node.ELEMENT_NODE) {
      if (here.nodeValue !== now.nodeValue) here.nodeValue = now.nodeValue;
      return;
    }
    if (now.nodeName === "LINK" && now.rel === "stylesheet" && was.getAttribute("href") !== now.getAttribute("href")) {
      live.set(now, restyle(here, now.getAttribute("href")));
      return;
    }
    for (const { name, value } of now.attributes) if (was.getAttribute(name) !== value) here.setAttribute(name, value);
    for (const { name } of [...was.attributes]) if (!now.hasAttribute(name)) here.removeAttribute(name);
    children(was, now);
  };

  const children = (was, now) => {
    const parent = live.get(was);
    const before = [...was.childNodes], after = [...now.childNodes];
    let start = 0, end = 0;
    while (start < before.length && start < after.length && same(before[start], after[start])) {
      adopt(before[start], after[start]);
      start++;
    }
    while (end < before.length - start && end < after.length - start && same(before[before.length - 1 - end], after[after.length - 1 - end])) {
      adopt(before[before.length - 1 - end], after[after.length - 1 - end]);
      end++;
    }
    const olds = before.slice(start, before.length - end), news = after.slice(start, after.length - end);
    const next = before[before.length - end] && live.get(before[before.length - end]);
    let from = 0, to = 0;
    for (const [was, now] of [...common(olds, news), [olds.length, news.length]]) {
      const follower = olds[was] ? live.get(olds[was]) : next;
      between(parent, olds.slice(from, was), news.slice(to, now), follower);
      if (was < olds.length) adopt(olds[was], news[now]);
      [from, to] = [was + 1, now + 1];
    }
  };

  // The nodes that both lists have, in order, as pairs of their places: the longest such sequence.
  const common = (olds, news) => {
    if (olds.length * news.length > 40000) return [];
    const wide = news.length + 1, best = new Uint16Array((olds.length + 1) * wide);
    const equal = olds.map((old) => news.map((fresh) => same(old, fresh)));
    for (let was = olds.length - 1; was >= 0; was--) {
      for (let now = news.length - 1; now >= 0; now--) {
        best[was * wide + now] = equal[was][now] ? best[(was + 1) * wide + now + 1] + 1 : Math.max(best[(was + 1) * wide + now], best[was * wide + now + 1]);
      }
    }
    const pairs = [];
    for (let was = 0, now = 0; was < olds.length && now < news.length;) {
      if (equal[was][now]) pairs.push([was++, now++]);
      else if (best[(was + 1) * wide + now] >= best[was * wide + now + 1]) was++;
      else now++;
    }
    return pairs;
  };

  // What stands between two nodes that stay: the old nodes become the new ones where they are of one kind.
  const between = (parent, olds, news, follower) => {
    for (let at = 0; at < Math.max(olds.length, news.length); at++) {
      const old = olds[at], fresh = news[at];
      if (old && fresh && old.nodeName === fresh.nodeName && old.nodeName !== "SCRIPT") { become(old, fresh); continue; }
      const here = old && live.get(old);
      if (fresh) {
        const made = bring(fresh);
        if (here && here.parentNode === parent) here.before(made);
        else if (follower && follower.parentNode === parent) follower.before(made);
        else parent.append(made);
      }
      if (here) here.remove();
    }
  };

  const scripts = (from) => [...from.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")).join(" ");

  // Whether nothing is shown yet: the page had a mistake when it was opened.
  let blank = data.blank;
  let busy = false, again = false;
  const refresh = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      do {
        again = false;
        const answer = await fetch(location.href);
        if (answer.redirected && new URL(answer.url).pathname !== location.pathname) { location.replace(answer.url); return; }
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (!fresh.getElementById(ID)) { location.reload(); return; }
        data = read(fresh);
        // Where the server has nothing to show, what stands here is the last good page.
        if (!data.blank || blank) {
          if (scripts(fresh) !== scripts(sent)) { location.reload(); return; }
          become(sent.documentElement, fresh.documentElement);
          sent = fresh;
          blank = data.blank;
        }
        show();
        document.dispatchEvent(new CustomEvent("yiben:update", { detail: { mark: data.mark } }));
      } while (again);
    } catch {
      // The server is gone; the stream says when it is back.
    } finally {
      busy = false;
    }
  };

  // ---- Mistakes and the bar ----------------------------------------------------------------------------------------
  const host = document.createElement("yiben-preview");
  const root = host.attachShadow({ mode: "open" });
  document.documentElement.append(host);
  // A sheet of this kind is no inline style, which the preview's own pages forbid.
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif; }
    * { box-sizing: border-box; }
    .bar { position: fixed; inset-block-end: .75rem; inset-inline-end: .75rem; z-index: 2147483646; display: flex; flex-wrap: wrap;
      gap: .1rem .75rem; align-items: center; max-width: calc(100vw - 1.5rem); padding: .35rem .75rem; border-radius: 1.2rem;
      color: light-dark(#222, #eee); background: light-dark(#fffe, #2a2a2aee); box-shadow: 0 1px 6px #0006; }
    .bar a, .bar button { color: inherit; font: inherit; background: none; border: 0; padding: .1rem 0; cursor: pointer; text-decoration: underline; }
    .bar .file { opacity: .75; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 20rem; }
    .bar .bad { color: light-dark(#a00, #f99); font-weight: 600; }
    .bar.gone { opacity: .6; }
    .over { position: fixed; inset: 0; z-index: 2147483645; overflow: auto; padding: 1rem; background: #0008; }
    .sheet { max-width: 60rem; margin: 4vh auto; padding: 1rem 1.25rem; border-radius: .5rem; color: light-dark(#222, #eee);
      background: light-dark(#fff, #222); border-block-start: .4rem solid #c22; box-shadow: 0 4px 24px #000a; }
    .sheet.mild { border-color: #c90; }
    h2 { font-size: 1.1rem; margin: 0 0 .25rem; } h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
    p { margin: .25rem 0; } code, pre { font: 13px/1.6 ui-monospace, "Noto Sans Mono CJK SC", monospace; }
    pre { overflow: auto; margin: .5rem 0; padding: .5rem .75rem; background: light-dark(#f4f4f4, #181818); border-radius: .3rem; }
    pre mark.between { border-inline-start: 2px solid #c22; }
    pre i { font-style: normal; opacity: .5; user-select: none; } pre mark { background: light-dark(#fcc, #822); color: inherit; }
    .close { float: inline-end; font: inherit; cursor: pointer; }`);
  root.adoptedStyleSheets = [style];
  const bar = document.createElement("div"), over = document.createElement("div");
  root.append(over, bar);
  const element = (name, text, classes) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (classes) made.className = classes;
    return made;
  };

  let dismissed = "";
  const key = () => JSON.stringify(data.problems.filter((one) => one.severity === "error"));

  const problem = (one) => {
    const { texts } = data;
    const box = element("section");
    box.append(element("h3", one.title || `${texts[one.severity]}`));
    const said = (name, text) => {
      const made = element(name, text);
      if (one.lang) made.lang = one.lang;
      return made;
    };
    box.append(said("p", one.message));
    if (one.file) box.append(element("p", one.at ? `${one.file}:${one.at.line}:${one.at.column}` : one.file, "place"));
    if (one.at) {
      const width = String(one.at.lines.at(-1)[0]).length, block = element("pre");
      for (const [number, before, meant, after] of one.at.lines) {
        block.append(element("i", `${String(number).padStart(width)} │ `), before);
        // A place between two characters, or at the end of a line, is marked as well.
        const between = !meant && number === one.at.line && !one.at.lines.some((line) => line[2]);
        if (meant) block.append(element("mark", meant));
        else if (between) block.append(element("mark", "", "between"));
        block.append(`${after}\n`);
      }
      box.append(block);
    }
    if (one.help) {
      const help = element("p", texts.help);
      // A full-width colon has its own space.
      help.append(/[\u3000-\uffef]$/.test(texts.help) ? "" : " ", said("span", one.help));
      box.append(help);
    }
    return box;
  };

  const sheet = (list, title, grave) => {
    const { texts } = data;
    const box = element("div", "", grave ? "sheet" : "sheet mild");
    box.setAttribute("role", "alertdialog");
    box.setAttribute("aria-label", title);
    const close = element("button", texts.hide, "close");
    close.addEventListener("click", () => { dismissed = key(); over.replaceChildren(); over.className = ""; });
    box.append(close, element("h2", title));
    if (grave && (data.stale || data.blank) && !blank) box.append(element("p", texts.stale));
    box.append(...list.map(problem));
    over.className = "over";
    over.replaceChildren(box);
  };

  function show() {
    const { texts, problems } = data;
    // On the host itself, its style would take the language away, and with it the forms of characters.
    over.lang = bar.lang = data.lang;
    const errors = problems.filter((one) => one.severity === "error"), others = problems.filter((one) => one.severity !== "error");
    if (errors.length && dismissed !== key()) sheet(errors, texts.errors, true);
    else { over.className = ""; over.replaceChildren(); }
    if (!errors.length) dismissed = "";
    bar.className = data.origin ? "bar" : "";
    if (!data.origin) return;
    bar.setAttribute("role", "region");
    bar.setAttribute("aria-label", texts.label);
    const parts = [];
    const origin = { authored: texts.authored, converted: texts.converted, fallback: texts.fallback, made: texts.made }[data.origin];
    parts.push(element("span", data.origin === "converted" || data.origin === "fallback" ? `${origin} ${data.from}` : origin, "origin"));
    if (data.draft) parts.push(element("strong", texts.draft));
    if (data.file) {
      const file = element("span", data.file, "file");
      file.title = data.file;
      parts.push(file);
    }
    for (const [name, href] of [["compare", data.compare], ["status", data.status]]) {
      if (!href) continue;
      const link = element("a", texts[name], name);
      link.href = href;
      parts.push(link);
    }
    for (const [list, title, grave] of [[errors, texts.errors, true], [others, texts.warnings, false]]) {
      if (!list.length) continue;
      const button = element("button", `${title} ${list.length}`, grave ? "bad" : "");
      button.addEventListener("click", () => sheet(list, title, grave));
      parts.push(button);
    }
    bar.replaceChildren(...parts);
  }
  show();

  // ---- The stream --------------------------------------------------------------------------------------------------
  // A browser holds six connections to one host: a page that nobody sees gives its own back, and asks when it is seen.
  let stream = null;
  const connect = () => {
    const asks = new URLSearchParams({ path: decodeURI(location.pathname), mark: data.mark });
    stream = new EventSource(`/-/live?${asks.toString().replaceAll("+", "%20")}`);
    stream.addEventListener("change", refresh);
    stream.addEventListener("moved", (event) => location.replace(event.data + location.hash));
    stream.addEventListener("file", (event) => {
      for (const node of document.querySelectorAll("img[src], source[src], video[src], audio[src], object[data]")) {
        const name = node.hasAttribute("src") ? "src" : "data";
        const url = new URL(node.getAttribute(name), location.href);
        if (url.pathname !== event.data) continue;
        url.searchParams.set("preview", String(Date.now()));
        node.setAttribute(name, url.pathname + url.search);
        if (node.parentNode instanceof HTMLMediaElement) node.parentNode.load();
      }
    });
    stream.addEventListener("open", () => bar.classList.remove("gone"));
    stream.addEventListener("error", () => { bar.classList.add("gone"); bar.title = data.texts.gone; });
  };
  const disconnect = () => { if (stream) stream.close(); stream = null; };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) disconnect();
    else if (!stream) connect();
  });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", () => { if (!stream && !document.hidden) connect(); });
  if (!document.hidden) connect();
})();
