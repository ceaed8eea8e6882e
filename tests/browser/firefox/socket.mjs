// A WebSocket client of the least that a browser's remote end needs (RFC 6455): Debian's Node has none of its own.
import { request } from 'node:http';
import { randomBytes } from 'node:crypto';

/** Opens `url`; gives `send(text)` and `close()`, and calls `receive` with each text that comes. */
export function socket(url, receive) {
  const { hostname, port, pathname } = new URL(url);
  const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': 13, 'sec-websocket-key': randomBytes(16).toString('base64') };
  return new Promise((done, fail) => {
    const asked = request({ hostname, port, path: pathname, headers });
    asked.on('error', fail);
    asked.on('response', (answer) => fail(new Error(`no socket: ${answer.statusCode}`)));
    asked.on('upgrade', (_, stream, head) => {
      let rest = head, text = [];
      const take = () => {
        for (;;) {
          const frame = first(rest);
          if (!frame) return;
          rest = rest.subarray(frame.end);
          // 9 is a ping, which wants a pong; 8 is a farewell.
          if (frame.kind === 9) stream.write(framed(10, frame.payload));
          if (frame.kind > 2) continue;
          text.push(frame.payload);
          if (frame.last) receive(Buffer.concat(text.splice(0)).toString());
        }
      };
      stream.on('data', (data) => { rest = Buffer.concat([rest, data]); take(); });
      stream.on('error', () => {});
      take();
      done({ send: (message) => stream.write(framed(1, Buffer.from(message))), close: () => stream.destroy() });
    });
    asked.end();
  });
}

/** The first frame of what has come, if it has come whole. Those of a server are not masked. */
function first(bytes) {
  if (bytes.length < 2) return null;
  const short = bytes[1] & 0x7f, begin = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < begin) return null;
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < begin + length) return null;
  return { kind: bytes[0] & 0x0f, last: (bytes[0] & 0x80) !== 0, payload: bytes.subarray(begin, begin + length), end: begin + length };
}

/** A frame of a client: whole, and masked. */
function framed(kind, payload) {
  const long = Buffer.alloc(payload.length < 126 ? 0 : payload.length < 65536 ? 2 : 8);
  if (long.length === 2) long.writeUInt16BE(payload.length);
  if (long.length === 8) long.writeBigUInt64BE(BigInt(payload.length));
  const short = payload.length < 126 ? payload.length : payload.length < 65536 ? 126 : 127;
  const mask = randomBytes(4);
  return Buffer.concat([Buffer.from([0x80 | kind, 0x80 | short]), long, mask, payload.map((byte, at) => byte ^ mask[at % 4])]);
}
