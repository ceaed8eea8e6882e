// The servers that rules are written for, each started on a free port of this machine with a configuration that does
// nothing but include the rules. Each gives { name, origin, close }, or null where it is not installed.
import { spawn, spawnSync } from 'node:child_process';
import { createServer, get } from 'node:http';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const port = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const found = server.address().port; server.close(() => done(found)); });
});
const installed = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Runs a server until it answers. */
async function run(name, at, place, command, env = {}) {
  const child = spawn(command[0], command.slice(1), { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (text) => { said += text; });
  child.stderr.on('data', (text) => { said += text; });
  let ended = false;
  child.on('exit', () => { ended = true; });
  for (let tries = 0; tries < 100 && !ended; tries += 1) {
    const answers = await new Promise((done) => get(`http://127.0.0.1:${at}/robots.txt`, (answer) => { answer.resume(); done(true); }).on('error', () => done(false)));
    if (answers) return { name, origin: `http://127.0.0.1:${at}`, close: () => new Promise((done) => { child.on('exit', () => { rmSync(place, { recursive: true, force: true }); done(); }); child.kill('SIGTERM'); }) };
    await new Promise((done) => setTimeout(done, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`${name} did not start: ${said}`);
}

/** `folder` holds the site under `base`: what a server's `root` is. */
export async function nginx(folder, base) {
  if (!installed('nginx')) return null;
  const place = mkdtempSync(join(tmpdir(), 'yiben-nginx-')), at = await port(), rules = join(folder, base, '_server');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${place}/${kind};`).join(' ');
  writeFileSync(join(place, 'nginx.conf'), `${process.getuid() === 0 ? 'user root;' : ''} daemon off; pid ${place}/pid; error_log ${place}/error.log;
events {}
http { include /etc/nginx/mime.types; access_log off; ${temporary}
  include ${rules}/nginx-http.conf;
  server { listen 127.0.0.1:${at}; root ${folder}; include ${rules}/nginx-server.conf; } }\n`);
  return run('nginx', at, place, ['nginx', '-e', join(place, 'error.log'), '-c', join(place, 'nginx.conf')]);
}

export async function apache(folder) {
  if (!installed('apache2')) return null;
  const place = mkdtempSync(join(tmpdir(), 'yiben-apache-')), at = await port(), modules = '/usr/lib/apache2/modules';
  const load = ['mpm_event', 'authz_core', 'dir', 'mime', 'rewrite', 'setenvif', 'headers', 'alias'].map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`);
  writeFileSync(join(place, 'apache.conf'), `ServerRoot ${place}\nServerName 127.0.0.1\nListen 127.0.0.1:${at}\nPidFile ${place}/pid\nErrorLog ${place}/error.log\n${load.join('\n')}
TypesConfig /etc/mime.types\nDocumentRoot ${folder}\n<Directory ${folder}>\nAllowOverride FileInfo Indexes\nRequire all granted\n</Directory>\n`);
  return run('apache', at, place, ['apache2', '-f', join(place, 'apache.conf'), '-DFOREGROUND']);
}

export async function caddy(folder, base) {
  if (!installed('caddy')) return null;
  const place = mkdtempSync(join(tmpdir(), 'yiben-caddy-')), at = await port();
  writeFileSync(join(place, 'Caddyfile'), `{\n\tadmin off\n\tauto_https off\n}\nimport ${join(folder, base, '_server/Caddyfile')}\nhttp://127.0.0.1:${at} {\n\troot * ${folder}\n\timport yiben\n}\n`);
  return run('caddy', at, place, ['caddy', 'run', '--config', join(place, 'Caddyfile'), '--adapter', 'caddyfile'], { XDG_DATA_HOME: place, XDG_CONFIG_HOME: place, HOME: place });
}

/** Cloudflare's program with a stand-in for its file service, on Node. */
export async function cloudflare(folder, base) {
  const program = join(folder, base, '_worker.js');
  if (!existsSync(program)) return null;
  const place = mkdtempSync(join(tmpdir(), 'yiben-worker-')), copy = join(place, 'worker.mjs');
  writeFileSync(copy, readFileSync(program));
  const worker = (await import(pathToFileURL(copy))).default;
  const routes = JSON.parse(readFileSync(join(folder, base, '_routes.json'), 'utf8'));
  const redirects = readFileSync(join(folder, base, '_redirects'), 'utf8').split('\n').map((line) => line.split(' ')).filter((words) => words.length === 3 && /^(200|30[12378])$/.test(words[2]));
  const covers = (rules, path) => rules.some((rule) => path.startsWith(rule.replace(/\*$/, '')));
  const ASSETS = { fetch: async (request) => {
    const path = decodeURIComponent(new URL(request.url).pathname), file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (existsSync(file) && statSync(file).isFile()) return new Response(request.method === 'HEAD' ? null : readFileSync(file), { headers: { 'content-type': /html$/.test(file) ? 'text/html' : 'text/plain' } });
    let up = `${path}x`;
    do up = dirname(up); while (up !== '/' && !existsSync(join(folder, up, '404.html')));
    return new Response(readFileSync(join(folder, up, '404.html')), { status: 404, headers: { 'content-type': 'text/html' } });
  } };
  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url, 'http://127.0.0.1'), request = new Request(url, { method: incoming.method, headers: incoming.headers });
    const moved = redirects.find(([from]) => from === url.pathname);
    let answer;
    if (moved) answer = new Response(null, { status: Number(moved[2]), headers: { location: moved[1] + url.search } });
    else answer = covers(routes.include, url.pathname) && !covers(routes.exclude, url.pathname) ? await worker.fetch(request, { ASSETS }) : await ASSETS.fetch(request);
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { name: 'cloudflare', origin: `http://127.0.0.1:${server.address().port}`, close: async () => { server.closeAllConnections(); server.close(); rmSync(place, { recursive: true, force: true }); } };
}
