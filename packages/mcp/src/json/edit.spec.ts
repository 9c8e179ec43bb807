import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editObject, type ObjectEdit } from './edit.js';
import { locate } from './locate.js';
import { parseJson } from './parse.js';

const edited = (json: string, pointer: string, edit: ObjectEdit): string =>
  editObject(Buffer.from(json), pointer, edit).toString();

describe('editObject', () => {
  it('touches nothing but the members it is told of', () => {
    const json = '{ "jsonrpc":"2.0",\t"result": {"a" : 1.50, "b":\n[ 1 , 2], "c":"\\u00e9"}  , "id":1}';
    expect(edited(json, '/result', { set: { b: '"new"', d: 'true' } })).toBe(
      '{ "jsonrpc":"2.0",\t"result": {"a" : 1.50, "b":\n"new", "c":"\\u00e9","d":true}  , "id":1}',
    );
  });

  it.each([
    [['a'], '{"b":2,"c":3}'],
    [['b'], '{"a":1,"c":3}'],
    [['c'], '{"a":1,"b":2}'],
    [['a', 'b'], '{"c":3}'],
    [['b', 'c'], '{"a":1}'],
    [['a', 'c'], '{"b":2}'],
    [['a', 'b', 'c'], '{}'],
    [['d'], '{"a":1,"b":2,"c":3}'],
  ])('removes %j and one comma each', (remove, left) => {
    expect(edited('{"a":1,"b":2,"c":3}', '', { remove })).toBe(left);
  });

  it.each([
    [['c'], '{"a":1,"b":2,"z":9}'],
    [['b', 'c'], '{"a":1,"z":9}'],
    [['a', 'b', 'c'], '{"z":9}'],
  ])('removes %j and adds in one go', (remove, left) => {
    expect(edited('{"a":1,"b":2,"c":3}', '', { remove, set: { z: '9' } })).toBe(left);
  });

  it('knows a key however it is escaped', () => {
    expect(edited('{"\\u005fmeta":1}', '', { set: { _meta: '2' } })).toBe('{"\\u005fmeta":2}');
    expect(edited('{"\\u005fmeta":1}', '', { remove: ['_meta'] })).toBe('{}');
  });

  it('makes the object and its parents where they are missing', () => {
    expect(edited('{"id":1}', '/params/_meta', { set: { 'a/b': '{}' } })).toBe(
      '{"id":1,"params":{"_meta":{"a/b":{}}}}',
    );
    expect(edited('{"params":{}}', '/params/_meta', { set: { x: '1', y: '2' } })).toBe(
      '{"params":{"_meta":{"x":1,"y":2}}}',
    );
    expect(edited('{}', '/a~1b/~0', { set: { c: '1' } })).toBe('{"a/b":{"~":{"c":1}}}');
  });

  it.each(['null', '5', '"x"', '[]', 'true'])('puts an object in the place of %s', (value) => {
    expect(edited(`{"_meta":${value}}`, '/_meta', { set: { a: '1' } })).toBe('{"_meta":{"a":1}}');
  });

  it('gives the input itself back when there is nothing to do', () => {
    const bytes = Buffer.from('{"a":1}');
    for (const edit of [{}, { remove: ['b'] }]) expect(editObject(bytes, '', edit)).toBe(bytes);
    expect(editObject(bytes, '/missing/deep', { remove: ['b'] })).toBe(bytes);
  });

  it('edits items of an array that are there, and invents none', () => {
    expect(edited('{"t":[{"a":1},7]}', '/t/0', { set: { b: '2' } })).toBe('{"t":[{"a":1,"b":2},7]}');
    expect(edited('{"t":[{"a":1},7]}', '/t/1', { set: { b: '2' } })).toBe('{"t":[{"a":1},{"b":2}]}');
    expect(() => edited('{"t":[]}', '/t/0', { set: { b: '2' } })).toThrow(RangeError);
    expect(() => edited('{"t":[]}', '/t/0/c', { set: { b: '2' } })).toThrow(RangeError);
  });

  it('lets a member that is set and removed stay', () => {
    expect(edited('{"a":1}', '', { set: { a: '2', b: '3' }, remove: ['a', 'b'] })).toBe('{"a":2,"b":3}');
  });
});

const key = fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'é', '"', '\\', ''), fc.string({ maxLength: 3 }));
const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value));
const object = fc
  .dictionary(key, fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true })
  .map((value) => JSON.stringify(value))
  // Parsed back, because −0 is written as 0.
  .map((text) => [JSON.parse(text) as Record<string, unknown>, text] as const);

/** Spaces and escapes that mean nothing, so that the bytes are not what `JSON.stringify` would write. */
const loosened = (text: string, indent: number): string =>
  indent === 0 ? text : JSON.stringify(JSON.parse(text), null, indent).replaceAll('é', '\\u00e9');

describe('editObject against JSON.parse and JSON.stringify', () => {
  it('means what setting and deleting members of the parsed value means', () => {
    fc.assert(
      fc.property(
        object,
        fc.dictionary(key, json, { noNullPrototype: true }),
        fc.array(key),
        fc.integer({ min: 0, max: 3 }),
        ([value, text], set, remove, indent) => {
          const members = new Map(Object.entries(value));
          for (const name of remove) members.delete(name);
          for (const [name, change] of Object.entries(set)) members.set(name, JSON.parse(change));
          const wrapped = Buffer.from(`{"x":0,"o":${loosened(text, indent)},"y":[1]}`);
          const bytes = editObject(wrapped, '/o', { set, remove });
          expect(parseJson(bytes)).toEqual({ x: 0, o: Object.fromEntries(members), y: [1] });
          const before = locate(wrapped, '/o');
          const after = locate(bytes, '/o');
          expect(bytes.subarray(0, after?.start)).toEqual(wrapped.subarray(0, before?.start));
          expect(bytes.subarray(after?.end)).toEqual(wrapped.subarray(before?.end));
        },
      ),
    );
  });

  it('leaves every member it was not told of byte for byte', () => {
    fc.assert(
      fc.property(object, fc.dictionary(key, json), fc.array(key), ([value, text], set, remove) => {
        const wrapped = Buffer.from(loosened(text, 2));
        const bytes = editObject(wrapped, '', { set, remove });
        for (const name of Object.keys(value)) {
          if (name in set || remove.includes(name)) continue;
          const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
          const [before, after] = [locate(wrapped, pointer), locate(bytes, pointer)];
          expect(bytes.subarray(after?.start, after?.end)).toEqual(wrapped.subarray(before?.start, before?.end));
        }
      }),
    );
  });
});
