// The reference every ratio is taken to: a reverse proxy of node:http and undici that parses, decides and records nothing.
import http from 'node:http';
import { Pool } from 'undici';

const upstream = new Pool(`http://127.0.0.1:${process.env.UPSTREAM_PORT}`, {
  connections: 64,
  pipelining: 1,
  keepAliveTimeout: 60_000,
});
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'host', 'expect', 'authorization']);

const copyHeaders = (raw, toText) => {
  const headers = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = toText(raw[i]);
    if (!HOP_BY_HOP.has(name.toLowerCase())) headers.push(name, toText(raw[i + 1]));
  }
  return headers;
};

http
  .createServer({ keepAliveTimeout: 120_000 }, (req, res) => {
    const headers = copyHeaders(req.rawHeaders, (value) => value);
    upstream.dispatch(
      { method: req.method, path: '/mcp', headers, body: req.method === 'POST' ? req : null },
      {
        onConnect() {},
        onUpgrade() {},
        onError: () => res.destroy(),
        onHeaders: (status, raw) => {
          res.writeHead(
            status,
            copyHeaders(raw, (value) => value.latin1Slice()),
          );
          return true;
        },
        onData: (chunk) => {
          res.write(chunk);
          return true;
        },
        onComplete: () => res.end(),
      },
    );
  })
  .listen(Number(process.env.PORT), '127.0.0.1');
