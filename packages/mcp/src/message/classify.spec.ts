import { describe, expect, it } from 'vitest';
import { classify, McpMessageError } from './classify.js';

const base = { jsonrpc: '2.0' };

describe('classify', () => {
  it('tells the four kinds apart', () => {
    expect(classify({ ...base, id: 1, method: 'ping' })).toEqual({ kind: 'request', id: 1, method: 'ping' });
    expect(classify({ ...base, id: '', method: 'x', params: { a: 1 } })).toEqual({
      kind: 'request',
      id: '',
      method: 'x',
      params: { a: 1 },
    });
    expect(classify({ ...base, method: 'notifications/initialized' })).toEqual({
      kind: 'notification',
      method: 'notifications/initialized',
    });
    expect(classify({ ...base, id: 'a', result: {} })).toEqual({ kind: 'response', id: 'a', result: {} });
    expect(classify({ ...base, id: null, error: { code: -32700, message: 'x' } })).toEqual({
      kind: 'error',
      id: null,
      error: { code: -32700, message: 'x' },
    });
    expect(classify({ ...base, error: { code: 1, message: '' } })).toMatchObject({ kind: 'error', id: null });
  });

  it.each([
    ['null', null],
    ['a string', 'x'],
    ['a batch, which no supported revision has', [{ ...base, id: 1, method: 'ping' }]],
    ['no version', { id: 1, method: 'ping' }],
    ['another version', { jsonrpc: '1.0', id: 1, method: 'ping' }],
    ['neither method nor answer', { ...base, id: 1 }],
    ['a request that is a response too', { ...base, id: 1, method: 'tools/call', result: {} }],
    ['a result and an error', { ...base, id: 1, result: {}, error: { code: 1, message: '' } }],
    ['a null id in a request', { ...base, id: null, method: 'ping' }],
    ['a fractional id', { ...base, id: 1.5, method: 'ping' }],
    ['an id beyond what a double counts', { ...base, id: 2 ** 53, method: 'ping' }],
    ['an object as id', { ...base, id: {}, method: 'ping' }],
    ['an id of more than 1024 characters', { ...base, id: 'x'.repeat(1025), method: 'ping' }],
    ['an empty method', { ...base, id: 1, method: '' }],
    ['a method that is no string', { ...base, id: 1, method: ['ping'] }],
    ['params by position', { ...base, id: 1, method: 'ping', params: [1] }],
    ['null params', { ...base, id: 1, method: 'ping', params: null }],
    ['a result that is no object', { ...base, id: 1, result: 'ok' }],
    ['a result without an id', { ...base, result: {} }],
    ['an answer with params', { ...base, id: 1, result: {}, params: {} }],
    ['an error without a message', { ...base, id: 1, error: { code: 1 } }],
    ['a fractional error code', { ...base, id: 1, error: { code: 1.5, message: '' } }],
    ['an error with an object as id', { ...base, id: {}, error: { code: 1, message: '' } }],
    ['members in another case', { ...base, id: 1, Method: 'ping' }],
  ])('refuses %s', (_, value) => {
    expect(() => classify(value)).toThrow(McpMessageError);
  });

  it('keeps the id of what it refuses, so that the error can name it', () => {
    try {
      classify({ jsonrpc: '2.0', id: 9, method: 'x', params: 3 });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ id: 9 });
    }
  });
});
