import { describe, expect, it } from 'vitest';
import { findMethod, type MethodSpec } from './methods.js';
import { partsOf, targetOf } from './targets.js';
import type { ProtocolVersion } from './versions.js';

const spec = (method: string, version: ProtocolVersion = '2025-11-25'): MethodSpec => {
  const found = findMethod(method, 'client_to_server', 'request', version);
  if (found === undefined) throw new Error(`${method} is not in the table`);
  return found;
};

describe('targetOf', () => {
  it.each([
    ['tools/call', { name: 'echo' }, { kind: 'tool', name: 'echo' }],
    ['prompts/get', { name: 'p' }, { kind: 'prompt', name: 'p' }],
    ['resources/read', { uri: 'file:///x' }, { kind: 'resource', name: 'file:///x' }],
    ['resources/subscribe', { uri: 'u' }, { kind: 'resource', name: 'u' }],
    ['resources/unsubscribe', { uri: 'u' }, { kind: 'resource', name: 'u' }],
    ['completion/complete', { ref: { type: 'ref/prompt', name: 'p' } }, { kind: 'prompt', name: 'p' }],
    ['completion/complete', { ref: { type: 'ref/resource', uri: 'u' } }, { kind: 'resource', name: 'u' }],
    ['tools/list', undefined, { kind: 'none', name: '' }],
    ['tasks/get', { taskId: 't' }, { kind: 'none', name: '' }],
  ])('reads the target of %s %j', (method, params, target) => {
    expect(targetOf(spec(method), params)).toEqual(target);
  });

  it.each([
    ['tools/call', undefined],
    ['tools/call', { name: '' }],
    ['tools/call', { name: ['echo'] }],
    ['tools/call', { name: 'x'.repeat(1025) }],
    ['resources/read', { name: 'x' }],
    ['completion/complete', {}],
    ['completion/complete', { ref: { type: 'ref/tool', name: 'x' } }],
    ['completion/complete', { ref: null }],
  ])('finds none in %s %j, so that it is refused and never decided', (method, params) => {
    expect(targetOf(spec(method), params)).toBeNull();
  });
});

describe('partsOf', () => {
  const listen = spec('subscriptions/listen', '2026-07-28');
  const partsIn = (notifications: unknown) => partsOf(listen, { notifications });

  it('turns every resource and task of a subscription into the request it stands for', () => {
    const parts = partsIn({ toolsListChanged: true, resourceSubscriptions: ['file:///a', 'b'], taskIds: ['t'] });
    expect(parts?.map((part) => [part.spec.method, part.params])).toEqual([
      ['resources/subscribe', { uri: 'file:///a' }],
      ['resources/subscribe', { uri: 'b' }],
      ['tasks/get', { taskId: 't' }],
    ]);
    expect(parts?.map((part) => targetOf(part.spec, part.params))).toEqual([
      { kind: 'resource', name: 'file:///a' },
      { kind: 'resource', name: 'b' },
      { kind: 'none', name: '' },
    ]);
  });

  it('finds none where nothing of the kind is asked for', () => {
    for (const params of [undefined, {}, { notifications: {} }]) expect(partsOf(listen, params)).toEqual([]);
    expect(partsOf(spec('tools/call'), { name: 'echo', notifications: { taskIds: ['t'] } })).toEqual([]);
  });

  it.each([
    [null],
    ['all'],
    [{ resourceSubscriptions: null }],
    [{ resourceSubscriptions: 'file:///a' }],
    [{ resourceSubscriptions: ['file:///a', 7] }],
    [{ resourceSubscriptions: [''] }],
    [{ resourceSubscriptions: ['x'.repeat(1025)] }],
    [{ taskIds: [['t']] }],
  ])('refuses %j', (notifications) => {
    expect(partsIn(notifications)).toBeNull();
  });

  it('refuses more parts than it would decide', () => {
    const uris = Array.from({ length: 1000 }, (_, index) => `file:///${index}`);
    expect(partsIn({ resourceSubscriptions: uris })).toHaveLength(1000);
    expect(partsIn({ resourceSubscriptions: uris, taskIds: ['t'] })).toBeNull();
  });
});
