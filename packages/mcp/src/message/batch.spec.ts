import { describe, expect, it } from 'vitest';
import { McpParseError } from '../json/parse-error.js';
import { splitBatch } from './batch.js';
import { McpMessageError } from './classify.js';

const split = (text: string): string[] | null => splitBatch(Buffer.from(text))?.map(String) ?? null;

describe('splitBatch', () => {
  it('gives each message its own bytes, in order', () => {
    expect(split(' [ {"id": 1, "a":[1,"]"]} ,{"id":2}, 3 ]\n')).toEqual(['{"id": 1, "a":[1,"]"]}', '{"id":2}', '3']);
  });

  it.each(['{"jsonrpc":"2.0"}', ' {}', '7', '', '   ', '"[1]"', '{broken'])('sees no batch in %j', (text) => {
    expect(split(text)).toBeNull();
  });

  it.each(['[{}', '[{},]', '[{}]{}', '[{"a":1,"a":2}]', '[\ufeff{}]'])('refuses %j whole', (text) => {
    expect(() => split(text)).toThrow(McpParseError);
  });

  it('refuses none and too many', () => {
    const messages = (count: number): string => `[${Array.from({ length: count }, () => '{}').join(',')}]`;
    expect(split(messages(100))).toHaveLength(100);
    expect(() => split(messages(101))).toThrow(McpMessageError);
    expect(() => split('[]')).toThrow(McpMessageError);
  });
});
