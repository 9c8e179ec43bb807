import { AppError } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { AuthorizedExchange } from './authorized-exchange.js';
import { authorizationRequired, type Credential, challengeOf, type Refusal } from './credentials.js';
import type { HttpRequest } from './http-exchange.js';
import type { UpstreamSink } from './upstream.js';

const HEAD = 'POST /mcp HTTP/1.1\r\nHost: mcp.example\r\n\r\n';
const credential = (token: string): Credential => ({ token, grantId: 'grt_1' });
const NO_HOOKS = { onSettled: () => undefined, onAbandoned: () => undefined, onResponse: () => undefined };
const turn = () => new Promise((resolve) => setImmediate(resolve));

type Step = 'answer' | 401 | 403 | 'down';

/** One exchange at a server that answers its attempts one after the other as told. */
const run = (
  steps: readonly Step[],
  peeked: Credential | AppError | null | undefined,
  replacements: readonly (Credential | AppError)[] = [],
  timeoutMs: number | null = 1_000,
) => {
  const heads: string[] = [];
  const times: (number | null)[] = [];
  const cancelled: string[] = [];
  const refusals: Refusal[] = [];
  const told: string[] = [];
  const left = [...replacements];
  const give = async (): Promise<Credential> => {
    const next = left.shift();
    if (next === undefined || next instanceof AppError) throw next ?? authorizationRequired(401, 'https://console');
    return next;
  };
  const request: HttpRequest = {
    head: HEAD,
    body: null,
    expects: { kind: 'nothing' },
    hasSession: false,
    principalId: 'sa_1',
    timeoutMs,
  };
  const sink: UpstreamSink = {
    onHead: () => void told.push('head'),
    onMessage: () => undefined,
    onEnd: () => void told.push('end'),
    onError: (error) => void told.push(error.code),
  };
  const exchange = new AuthorizedExchange(
    {
      peek: () => peeked,
      find: give,
      replace: (_principalId, refusal) => {
        refusals.push(refusal);
        return give();
      },
    },
    (sent, to) => {
      heads.push(sent.head);
      times.push(sent.timeoutMs);
      const step = steps[heads.length - 1];
      queueMicrotask(() => {
        if (step === 'answer') {
          to.onHead({ status: 200, stream: false, sessionId: null });
          to.onEnd();
        } else if (step === 'down') to.onError(new AppError('upstream.unavailable'));
        else if (step !== undefined) {
          to.onError(challengeOf(step, 'Bearer error="insufficient_scope"') ?? new AppError('internal'));
        }
      });
      return { resume: () => undefined, cancel: (reason) => void cancelled.push(reason) };
    },
    { request, sink, hooks: NO_HOOKS },
  ).start();
  return { exchange, heads, times, cancelled, refusals, told };
};

describe('a request in a principal’s name', () => {
  it('goes without a token where none is known, and at once', () => {
    const { heads } = run(['answer'], null);
    expect(heads).toEqual([HEAD]);
  });

  it('carries the token as one header, and nothing else is changed', async () => {
    const { heads, told } = run(['answer'], credential('t1'));
    expect(heads).toEqual(['POST /mcp HTTP/1.1\r\nHost: mcp.example\r\nAuthorization: Bearer t1\r\n\r\n']);
    await turn();
    expect(told).toEqual(['head', 'end']);
  });

  it('waits for a credential that has to be asked for', async () => {
    const { heads, told } = run(['answer'], undefined, [credential('t2')]);
    expect(heads).toEqual([]);
    await turn();
    expect(heads[0]).toContain('Bearer t2');
    expect(told).toEqual(['head', 'end']);
  });

  it('is sent again with another credential when it is refused, and the first refusal is not told', async () => {
    const { heads, told, refusals } = run([401, 'answer'], credential('old'), [credential('new')]);
    await turn();
    expect(heads.map((head) => /Bearer (\w+)/.exec(head)?.[1])).toEqual(['old', 'new']);
    expect(refusals).toMatchObject([{ status: 401, credential: { token: 'old' } }]);
    expect(told).toEqual(['head', 'end']);
  });

  it('is sent three times at most', async () => {
    const fresh = ['a', 'b', 'c', 'd'].map(credential);
    const { heads, told } = run([401, 401, 401, 401], credential('0'), fresh);
    await turn();
    expect(heads).toHaveLength(3);
    expect(told).toEqual(['upstream.authorization_required']);
  });

  it('is not sent again when the server fails in any other way', async () => {
    const { heads, told } = run(['down'], credential('t'), [credential('u')]);
    await turn();
    expect(heads).toHaveLength(1);
    expect(told).toEqual(['upstream.unavailable']);
  });

  it('is over when nobody can authorize it, and never touches the server when that is known', async () => {
    const after = run([403], credential('t'), [authorizationRequired(403, 'https://console')]);
    await turn();
    expect(after.told).toEqual(['upstream.authorization_required']);
    const known = run(['answer'], authorizationRequired(401, 'https://console'));
    await turn();
    expect(known.heads).toEqual([]);
    expect(known.told).toEqual(['upstream.authorization_required']);
  });

  it('has its time as a whole, not each time it is sent', async () => {
    const { times } = run([401, 'answer'], credential('t'), [credential('u')]);
    await turn();
    expect(times[0]).toBe(1_000);
    expect(times[1]).toBeLessThan(1_000);
  });

  it('tells nothing after it was cancelled, whether it waits or is on its way', async () => {
    const waiting = run(['answer'], undefined, [credential('t')]);
    waiting.exchange.cancel('enough');
    await turn();
    expect(waiting.heads).toEqual([]);
    const sent = run([], credential('t'));
    sent.exchange.cancel('enough');
    expect(sent.cancelled).toEqual(['enough']);
  });
});

describe('a challenge', () => {
  it.each([
    [401, null, true],
    [401, 'Basic realm="x"', true],
    [403, 'Bearer error="insufficient_scope"', true],
    [403, 'Bearer error="invalid_token"', false],
    [403, null, false],
    [200, 'Bearer error="insufficient_scope"', false],
  ] as const)('is seen in %i %s: %s', (status, header, expected) => {
    expect(challengeOf(status, header) !== null).toBe(expected);
  });
});
