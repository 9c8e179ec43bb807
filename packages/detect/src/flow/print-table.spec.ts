import { expect, it } from 'vitest';
import { IDS_MAX, PrintTable } from './print-table.js';
import { Recent } from './recent.js';

const printOf = (n: number): number => Math.imul(n, 0x9e3779b1) >>> 0 || 1;
const LIVING = 256;

it('a table grows to 64 KiB and no further, and gives up the oldest', () => {
  const table = new PrintTable(LIVING);
  expect(table.bytes).toBe(0);
  expect(table.find(printOf(1))).toBe(0);
  for (let id = 1; id <= 200; id += 1) {
    table.makeRoom(500, id);
    for (let i = 0; i < 500; i += 1) table.put(printOf(id * 500 + i), id);
    if (id === 1) expect(table.bytes).toBe(4_096);
  }
  expect(table.bytes).toBe(65_536);
  const found = (id: number) => Array.from({ length: 500 }, (_, i) => table.find(printOf(id * 500 + i)));
  expect(found(200).filter((id) => id === 200).length).toBeGreaterThan(480);
  expect(found(1).filter((id) => id !== 0)).toEqual([]);
  table.clear();
  expect([table.bytes, ...found(200).filter((id) => id !== 0)]).toEqual([0]);
});

it('knows every print it has room for, through all its sizes', () => {
  const table = new PrintTable(LIVING);
  for (let n = 1; n <= 6_000; n += 1) {
    const id = Math.ceil(n / 100);
    table.makeRoom(1, id);
    table.put(printOf(n), id);
  }
  const lost = Array.from({ length: 6_000 }, (_, i) => i + 1).filter(
    (n) => table.find(printOf(n)) !== Math.ceil(n / 100),
  );
  expect(lost.length).toBeLessThan(150);
});

it('forgets ids before they come round, so that no print is taken for one of a later result', () => {
  const table = new PrintTable(LIVING);
  const recent = new Recent<number>(LIVING);
  for (let n = 1; n <= IDS_MAX + 500; n += 1) {
    const id = recent.nextId;
    recent.add(n);
    table.makeRoom(1, id);
    table.put(printOf(n), id);
  }
  for (let n = 1; n <= IDS_MAX + 500; n += 1) {
    const named = recent.get(table.find(printOf(n)));
    expect(named === undefined || named === n, `${n}`).toBe(true);
    if (n > IDS_MAX + 500 - 200) expect(named).toBe(n);
  }
});

it('memory that is given back is empty for the next', () => {
  for (let round = 0; round < 50; round += 1) {
    const tables = Array.from({ length: 40 }, () => new PrintTable(LIVING));
    for (const [index, table] of tables.entries()) {
      table.makeRoom(index * 100, 1);
      expect(table.find(printOf(7))).toBe(0);
      table.put(printOf(7), 1);
      expect(table.find(printOf(7))).toBe(1);
    }
    for (const table of tables) table.clear();
  }
});
