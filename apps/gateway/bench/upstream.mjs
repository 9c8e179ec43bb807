// A bare MCP server over Streamable HTTP: one tool `echo` whose answer is serialised once per size. PORT.
import http from 'node:http';
import { answerTo } from './traffic.mjs';

http
  .createServer({ keepAliveTimeout: 120_000 }, (req, res) => {
    if (req.method !== 'POST') return void res.writeHead(405).end();
    const chunks = [];
    req.on('data', (chunk) => chunks.push(chunk));
    req.on('end', () => {
      const message = JSON.parse((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)).toString());
      const answer = answerTo(message);
      if (answer === null) return void res.writeHead(202).end();
      const body = Buffer.from(answer);
      const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
      if (message.method === 'initialize') headers['Mcp-Session-Id'] = 'bench-session';
      res.writeHead(200, headers).end(body);
    });
  })
  .listen(Number(process.env.PORT), '127.0.0.1');
