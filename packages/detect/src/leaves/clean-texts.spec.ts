import { expect, it } from 'vitest';
import { CleanTexts } from './clean-texts.js';

const leaf = (key: string, text: string) => ({ pointer: '', key, text, isName: false });

it('keeps apart what stands under other names, at other places, and where name and text meet elsewhere', () => {
  const texts = new CleanTexts();
  const names = [
    texts.nameOf(leaf('a', 'b\nc'), 'result'),
    texts.nameOf(leaf('a\nb', 'c'), 'result'),
    texts.nameOf(leaf('1\na', 'b\nc'), 'result'),
    texts.nameOf(leaf('a', 'b\nc'), 'definition'),
    texts.nameOf(leaf('', 'a\nb\nc'), 'result'),
  ];
  expect(new Set(names).size).toBe(names.length);
  texts.add(`${names[0]}`);
  expect(names.map((name) => texts.has(`${name}`))).toEqual([true, false, false, false, false]);
});

it('keeps no arguments and nothing long', () => {
  const texts = new CleanTexts();
  expect(texts.nameOf(leaf('a', 'b'), 'argument')).toBeNull();
  expect(texts.nameOf(leaf('a', 'b'.repeat(41)), 'result')).toBeNull();
  expect(texts.nameOf(leaf('a'.repeat(41), 'b'), 'result')).toBeNull();
});
