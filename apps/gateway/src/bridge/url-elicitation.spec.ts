import { describe, expect, it } from 'vitest';
import { FORM, start, textResult } from './modern-on-legacy.fixture.js';
import { type Json, modernPeer, request, send } from './scripted-upstream.fixture.js';

describe('pages to visit first (-32042)', () => {
  const elicitations = [{ mode: 'url', elicitationId: 'i', url: 'https://x.example/connect', message: 'Sign in' }];
  const URL_MODE = { elicitation: { form: {}, url: {} } };
  const demanding = () => {
    let visits = 0;
    return start({
      onRequest: (exchange) => {
        visits += 1;
        if (visits === 1) exchange.error(-32042, 'Visit first', { elicitations });
        else exchange.answer(textResult('visited'));
      },
    });
  };
  const keyOf = (result: Json | undefined) => Object.keys(result?.inputRequests as Json)[0] ?? '';

  it('become questions, and the retry is a new call', async () => {
    const { legacy, bridge } = demanding();
    const { result } = (await send(bridge, request(modernPeer(URL_MODE), 1, 'tools/call', { name: 'a' })).done).last;
    const params = { mode: 'url', message: 'Sign in', url: 'https://x.example/connect' };
    expect(result).toEqual({
      resultType: 'input_required',
      inputRequests: { [keyOf(result)]: { method: 'elicitation/create', params } },
    });
    const inputResponses = { [keyOf(result)]: { action: 'accept' } };
    const second = await send(bridge, request(modernPeer(URL_MODE), 2, 'tools/call', { name: 'a', inputResponses }))
      .done;
    expect(second.last).toMatchObject({ id: 2, result: textResult('visited') });
    expect(legacy.of('tools/call')[1]?.message.params).toEqual({ name: 'a', _meta: {} });
  });

  it('that the client will not visit end the call without the server', async () => {
    const { legacy, bridge } = demanding();
    const { result } = (await send(bridge, request(modernPeer(URL_MODE), 1, 'tools/call', { name: 'a' })).done).last;
    const inputResponses = { [keyOf(result)]: { action: 'decline' } };
    const second = await send(bridge, request(modernPeer(URL_MODE), 2, 'tools/call', { name: 'a', inputResponses }))
      .done;
    expect(second.error?.code).toBe('mcp.input_refused');
    expect(legacy.of('tools/call')).toHaveLength(1);
  });

  it('say which capability is missing to a client that visits none', async () => {
    const { bridge } = demanding();
    const heard = await send(bridge, request(modernPeer(FORM), 1, 'tools/call', { name: 'a' })).done;
    expect(heard.last.error).toMatchObject({
      code: -32021,
      data: { requiredCapabilities: { elicitation: { url: {} } } },
    });
  });
});
