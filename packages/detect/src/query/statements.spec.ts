import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSql } from './statements.js';

const kinds = (text: string) => readSql(text)?.statements.map(({ kind }) => kind) ?? null;

describe('statements of SQL', () => {
  it.each<[string, string[] | null]>([
    ['select a from t', ['read']],
    ['SELECT a FROM t; drop table t', ['read', 'define']],
    ["select ';drop table t' from t", ['read']],
    ['select a /* ; drop table t */ from t', ['read']],
    ['select a from t -- ; drop table t', ['read']],
    ['with x as (select 1) update t set a = 1', ['write']],
    ['(select a from t)', ['read']],
    ['grant all on t to x', ['grant']],
    ["exec xp_cmdshell 'x'", ['run']],
    ['find all orders of May', null],
    ['update', null],
    ['help me to delete the file', null],
    ['', null],
  ])('%s', (text, expected) => expect(kinds(text)).toEqual(expected));

  it('tells a comment that hides the rest, and a string that is not closed', () => {
    expect(readSql('drop table t; --')?.commentTail).toBe(true);
    expect(readSql('select a from t -- why\nwhere b')?.commentTail).toBe(false);
    expect(readSql("select 'a")?.open).toBe(true);
  });

  it('ends on any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab;\'"-/*#() '), maxLength: 200 }),
        (text) => readSql(`select ${text}`) !== undefined,
      ),
    );
  });
});
