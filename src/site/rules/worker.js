// Cloudflare Pages: addresses in no edition lead to the saved choice, to the edition that fits `Accept-Language`, or to
// the default one; to the first of them that has the page. All others are files, and never come here.
export default {
  async fetch(request, env) {
    const url = new URL(request.url), file = (to, method) => env.ASSETS.fetch(new Request(new URL(to, url), { method, headers: request.headers }));
    const inside = homes.some(([, home]) => `${url.pathname}/`.startsWith(home));
    const rest = url.pathname.startsWith(root) ? url.pathname.slice(root.length).replace(/^index\.html$/, "") : null;
    if (inside || rest === null) return env.ASSETS.fetch(request);
    if (rest) {
      const found = await env.ASSETS.fetch(request);
      if (found.status !== 404) return found;
    }
    const cookie = (request.headers.get("Cookie") || "").split(/; */).find((one) => one.startsWith(`${name}=`));
    const saved = homes.findIndex(([tag]) => cookie === `${name}=${tag}`);
    const fits = yibenNegotiate(request.headers.get("Accept-Language") || "", table);
    const order = [saved, fits, table.default, ...homes.keys()].filter((at) => at >= 0);
    let to = homes[order[0]][1] + rest;
    for (const at of rest ? order : []) {
      if ((await file(homes[at][1] + rest, "HEAD")).status >= 400) continue;
      to = homes[at][1] + rest;
      break;
    }
    return new Response(null, { status: 302, headers: { Location: to + url.search, "Cache-Control": "no-store", Vary: "Accept-Language, Cookie" } });
  },
};
