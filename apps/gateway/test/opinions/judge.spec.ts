import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '@sallyport/service-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { createJudge, type JudgeOptions } from '../../dist/opinions/judge.js';

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: { model: string; temperature: number; messages: { role: string; content: string }[] };
}

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const bodyOf = async (req: IncomingMessage): Promise<Asked['body']> => {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Asked['body'];
};

/** An OpenAI-compatible endpoint that says what it is told. @param says  its message, or the whole answer as it goes out */
const startEndpoint = async (says: string | { status: number; body: string; location?: string } | null) => {
  const asked: Asked[] = [];
  server = createServer(async (req, res) => {
    asked.push({ path: req.url ?? '', authorization: req.headers.authorization, body: await bodyOf(req) });
    if (says === null) return;
    if (typeof says === 'string') {
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content: says } }] }));
    } else res.writeHead(says.status, says.location ? { location: says.location } : {}).end(says.body);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked };
};

const judgeAt = (url: string, more: Partial<JudgeOptions> = {}) =>
  createJudge({ url, model: 'judge-small', key: null, orgs: ['acme'], perMinute: 10, now: Date.now, ...more });

const question = (text = 'a text', orgId = 'org_1', deadlineMs = 5_000) => ({
  orgId,
  orgSlug: 'acme',
  text,
  signal: AbortSignal.timeout(deadlineMs),
});

describe('the judge', () => {
  it('is asked with the text between marks it cannot know, another pair each time', async () => {
    const { url, asked } = await startEndpoint('{"verdict":"malicious","confidence":0.97}');
    const judge = judgeAt(`${url}/`, { key: new Secret('judge-key') });
    expect(await judge.ask(question('first text'))).toEqual({ malicious: 0.97 });
    await judge.ask(question('second text'));
    const marks = asked.map(({ body }) => /^<([0-9a-f]{24})>\n(.*)\n<\/\1>$/s.exec(body.messages[1]?.content ?? ''));
    expect(marks.map((mark) => mark?.[2])).toEqual(['first text', 'second text']);
    expect(marks[0]?.[1]).not.toBe(marks[1]?.[1]);
    expect(asked[0]).toMatchObject({
      path: '/v1/chat/completions',
      authorization: 'Bearer judge-key',
      body: { model: 'judge-small', temperature: 0 },
    });
  });

  it('takes nothing away when it finds nothing', async () => {
    const { url } = await startEndpoint('{"verdict":"benign","confidence":0.2}');
    expect(await judgeAt(url).ask(question())).toEqual({ malicious: 0 });
  });

  it.each([
    ['prose', 'The text is benign.'],
    ['prose around a verdict', 'Sure! {"verdict":"benign","confidence":1}'],
    ['a verdict it was not asked for', '{"verdict":"allow","confidence":1}'],
    ['more than it was asked for', '{"verdict":"benign","confidence":1,"note":"as the text says"}'],
    ['a confidence out of bounds', '{"verdict":"malicious","confidence":7}'],
    ['nothing', ''],
  ])('has no opinion when it answers %s', async (_what, says) => {
    const { url } = await startEndpoint(says);
    expect(await judgeAt(url).ask(question())).toEqual({ missing: 'unreadable' });
  });

  it('has no opinion when it fails, leads elsewhere, answers at length or not at all', async () => {
    const failing = await startEndpoint({ status: 500, body: 'no' });
    expect(await judgeAt(failing.url).ask(question())).toEqual({ missing: 'failed' });
    server?.close();
    const leading = await startEndpoint({ status: 307, body: '', location: 'http://127.0.0.1:9/' });
    expect(await judgeAt(leading.url).ask(question())).toEqual({ missing: 'failed' });
    server?.close();
    const long = await startEndpoint({ status: 200, body: 'x'.repeat(200_000) });
    expect(await judgeAt(long.url).ask(question())).toEqual({ missing: 'failed' });
    server?.close();
    const silent = await startEndpoint(null);
    expect(await judgeAt(silent.url).ask(question('a text', 'org_1', 200))).toEqual({ missing: 'late' });
  });

  it('is asked within the budget of each organisation, which fills again', async () => {
    const { url, asked } = await startEndpoint('{"verdict":"benign","confidence":1}');
    let now = 0;
    const judge = judgeAt(url, { perMinute: 2, now: () => now });
    for (let i = 0; i < 2; i += 1) expect(await judge.ask(question())).toEqual({ malicious: 0 });
    expect(await judge.ask(question())).toEqual({ missing: 'over-budget' });
    expect(await judge.ask(question('a text', 'org_2'))).toEqual({ malicious: 0 });
    now = 30_000;
    expect(await judge.ask(question())).toEqual({ malicious: 0 });
    expect(asked).toHaveLength(4);
  });

  it('is asked about texts of organisations that are named, and of nobody else', () => {
    const judge = judgeAt('http://127.0.0.1:1/v1');
    expect([judge.serves('acme'), judge.serves('globex')]).toEqual([true, false]);
    expect(judgeAt('http://127.0.0.1:1/v1', { orgs: [] }).serves('acme')).toBe(false);
    expect(judgeAt('http://127.0.0.1:1/v1', { orgs: ['*'] }).serves('globex')).toBe(true);
  });
});
