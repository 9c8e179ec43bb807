import { readFileSync } from 'node:fs';
import { SHIPPED_BASELINE } from '@sallyport/policy';
import { describe, expect, it } from 'vitest';
import { createJudge } from '../judge/judge.js';
import { readNameCatalogue } from '../judge/names.js';
import { readRecord } from '../judge/record.js';
import type { Verdict } from '../judge/verdict.js';

/** Runs what lies in packages/detect/quality through the code of `sallyport inspect`. */
const ROOT = new URL('../../../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

interface Case {
  readonly id: string;
  readonly label: 'malicious' | 'benign';
  readonly source: string;
  readonly surface: string;
  readonly payload: unknown;
  readonly technique?: string;
  readonly variant?: string;
}

const casesOf = (file: string): readonly Case[] =>
  read(`packages/detect/quality/${file}`)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Case);

const judge = createJudge({
  policy: { name: 'sallyport-default', text: SHIPPED_BASELINE },
  names: readNameCatalogue(read('packages/detect/quality/known-names.txt')),
});

const verdictOn = (record: Case): Verdict => {
  const read = readRecord(Buffer.from(JSON.stringify(record)));
  if (!read.ok) throw new Error(`${record.id}: ${read.problem.message}`);
  return judge.judge(read.subject).verdict;
};

const ids = (letter: string, last: number): readonly string[] =>
  Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);
const TECHNIQUES = [...ids('M', 15), ...ids('R', 16), ...ids('C', 15), ...ids('T', 12)];

const catalogue = casesOf('catalogue.jsonl');
const elsewhere = JSON.parse(read('packages/detect/quality/elsewhere.json')) as {
  readonly elsewhere: readonly { readonly technique: string; readonly file: string; readonly test: string }[];
  readonly notInATest: readonly { readonly technique: string; readonly why: string }[];
};

describe('the catalogue of attacks', () => {
  it.each(TECHNIQUES)('%s has an attack, evasions and an honest twin, or the test that has', (technique) => {
    const place = elsewhere.elsewhere.find((entry) => entry.technique === technique);
    if (place !== undefined) return expect(read(place.file)).toContain(place.test);
    if (elsewhere.notInATest.some((entry) => entry.technique === technique)) return undefined;
    const here = catalogue.filter((record) => record.technique === technique);
    const variants = here.map(({ variant = '' }) => variant.split(':')[0]);
    expect(variants).toContain('attack');
    expect(variants.filter((variant) => variant === 'evasion').length).toBeGreaterThan(1);
    expect(variants).toContain('twin');
    expect(here.every(({ label, variant }) => (label === 'benign') === (variant === 'twin'))).toBe(true);
    return undefined;
  });

  it('is decided by a text for all but the few techniques that say why not', () => {
    expect(elsewhere.notInATest.map(({ technique }) => technique)).toEqual(['M13', 'M14', 'M15']);
  });

  const known = JSON.parse(read('packages/detect/quality/known-failures.json')) as {
    readonly missed: readonly string[];
    readonly stopped: readonly string[];
  };

  it('is found but for the cases that are published as missed', () => {
    const missed = catalogue.filter((each) => each.label === 'malicious' && verdictOn(each) === 'allow');
    expect(missed.map(({ id }) => id).filter((id) => !known.missed.includes(id))).toEqual([]);
  });

  it('lets its honest twins pass but for those that are published as stopped', () => {
    const stopped = catalogue.filter((each) => each.label === 'benign' && verdictOn(each) !== 'allow');
    expect(stopped.map(({ id }) => id).filter((id) => !known.stopped.includes(id))).toEqual([]);
  });
});

describe('everyday messages', () => {
  const made = casesOf('everyday.jsonl');
  const written = casesOf('hard.jsonl');

  it('are many, and no two are the same', () => {
    expect(made.length).toBeGreaterThan(2000);
    expect(written.length).toBeGreaterThan(300);
    expect(new Set([...made, ...written].map(({ payload }) => JSON.stringify(payload))).size).toBe(
      made.length + written.length,
    );
  });

  it('are blocked in fewer than one of two hundred cases, the hard ones among them', () => {
    const all = [...made, ...written];
    const blocked = all.filter((each) => verdictOn(each) === 'block');
    expect(blocked.length / all.length, blocked.map(({ id }) => id).join(' ')).toBeLessThan(0.005);
  });
});
