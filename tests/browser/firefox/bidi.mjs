// Firefox by WebDriver BiDi, which it speaks itself: a page to open, to ask and to press keys on.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { socket } from './socket.mjs';

const PROGRAM = process.env.FIREFOX ?? 'firefox-esr';

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Starts Firefox without a window, in a home of its own. */
export async function firefox() {
  const home = mkdtempSync(join(tmpdir(), 'yiben-firefox-'));
  const child = spawn(PROGRAM, ['--headless', '--no-remote', '--profile', home, '--remote-debugging-port=0'],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: home, LC_ALL: 'C.UTF-8' } });
  const ended = new Promise((done) => child.on('exit', done));
  const address = await new Promise((done, fail) => {
    let said = '';
    child.stderr.on('data', (data) => {
      said += data;
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said);
      if (found) done(found[1]);
    });
    child.on('error', fail);
    child.on('exit', () => fail(new Error(`Firefox ended: ${said}`)));
    setTimeout(() => fail(new Error(`Firefox does not answer: ${said}`)), 60000).unref();
  });
  const waiting = new Map(), said = [];
  const line = await socket(`${address}/session`, (text) => {
    const message = JSON.parse(text);
    if (!message.id) { if (message.method === 'log.entryAdded') said.push(message.params); return; }
    const { done, fail } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'error') fail(new Error(`${message.error}: ${message.message}`));
    else done(message.result);
  });
  let last = 0;
  const send = (method, params = {}) => new Promise((done, fail) => {
    last += 1;
    waiting.set(last, { done, fail });
    line.send(JSON.stringify({ id: last, method, params }));
  });
  await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded'] });
  const { contexts: [{ context }] } = await send('browsingContext.getTree');
  /** The value of a JavaScript expression in the page. */
  const ask = async (expression) => {
    const answer = await send('script.evaluate', { expression: `(async () => JSON.stringify(await (${expression}) ?? null))()`, target: { context }, awaitPromise: true });
    if (answer.type === 'exception') throw new Error(`${expression}: ${answer.exceptionDetails.text}`);
    return JSON.parse(answer.result.value);
  };
  return {
    /** What scripts complained of since the last question. */
    complaints: () => said.splice(0).filter(({ level }) => level === 'error' || level === 'warn').map(({ text }) => text),
    size: (width, height) => send('browsingContext.setViewport', { context, viewport: { width, height } }),
    open: async (url) => {
      // Firefox never answers a wait for a page that another one takes the place of; so the page itself is asked.
      await send('browsingContext.navigate', { context, url, wait: 'none' });
      const there = `location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`;
      for (let turn = 0; turn < 400 && !(await ask(there).catch(() => false)); turn += 1) await pause(25);
    },
    ask,
    press: (...keys) => send('input.performActions', { context, actions: [{ type: 'key', id: 'keys', actions: keys.flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]) }] }),
    close: async () => {
      await send('browser.close').catch(() => {});
      await ended;
      line.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
