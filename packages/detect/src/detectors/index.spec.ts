import { findingSchema } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { createInspectorOf } from '../inspect.js';
import { readScript } from '../shell/script.js';
import { type BenignText, benignTexts } from '../testing/benign.js';
import { benignRecords } from '../testing/corpus.js';
import type { Detector, Subject, Surface } from './detector.js';
import { DETECTORS } from './index.js';

const LITERAL_BYTES_MIN = 4;
const TIME_LIMIT_MS = 1000;

describe('registry', () => {
  it('has stable ids of the contract\u2019s form, each once', () => {
    const ids = DETECTORS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*$/);
  });

  it('gives every detector what a finding needs', () => {
    for (const { id, category, severity, title, why, fix, frameworks } of DETECTORS) {
      const finding = {
        detector: id,
        category,
        severity,
        title,
        frameworks: [...frameworks],
        confidence: 1,
        pointer: '',
        start: 0,
        end: 0,
        view: 'raw',
        evidence: '',
      };
      expect(() => findingSchema.parse(finding)).not.toThrow();
      expect(frameworks.length).toBeGreaterThan(0);
      for (const sentence of [why, fix]) expect(sentence, id).toMatch(/^[A-Z].{15,}[.]$/s);
    }
  });

  it('opens every detector by a literal of four bytes or more, or by a shape, but those that run on every text', () => {
    for (const { id, gates, always = false } of DETECTORS) {
      if (!always) expect(gates.length, id).toBeGreaterThan(0);
      for (const { literals = [], shapes = [], near } of gates) {
        expect(literals.length + shapes.length, id).toBeGreaterThan(0);
        const lengths = literals.map((group) => Math.min(...group.map((literal) => Buffer.byteLength(literal))));
        // What has to stand close to another, longer one may be short.
        if (near === undefined)
          for (const length of lengths) expect(length, id).toBeGreaterThanOrEqual(LITERAL_BYTES_MIN);
        else expect(Math.max(...lengths), id).toBeGreaterThanOrEqual(LITERAL_BYTES_MIN);
      }
    }
  });
});

/** Long inputs made to drag a backtracking matcher: repeated starts, near misses, runs of every class a pattern repeats. */
function adversarial(detector: Detector): string[] {
  const seeds = [
    ...detector.gates.flatMap(({ literals = [] }) => literals.flat()).slice(0, 40),
    'a',
    ' ',
    '../',
    '$(',
    '"',
    "'",
    '`',
    '{',
    '%41',
    '<',
    'ignore the ',
    'send the ',
    'system ',
    'key=',
    'x.',
    'A1',
    '-',
    '\\',
    '/',
    '://',
    '@',
    'ey',
    '0',
    'to ',
  ];
  const repeated = seeds.map((seed) => seed.repeat(Math.ceil(50_000 / seed.length)));
  const mixed = seeds.map((seed) => `${seed} ${'all of the your '.repeat(3000)}`);
  return [
    ...repeated,
    ...mixed,
    `${seeds.join(' ')} `.repeat(200).slice(0, 60_000),
    `${seeds.join('')}`.repeat(200).slice(0, 60_000),
  ];
}

const subject = (text: string, surface: Surface, role: Subject['role']): Subject => ({
  text,
  view: 'raw',
  surface,
  role,
  key: 'token',
  script: () => readScript(text),
});

describe('time', () => {
  it.each(DETECTORS.map((detector) => [detector.id, detector] as const))(
    '%s stays linear on hostile texts of 50 KB',
    (_id, detector) => {
      const surface = detector.surfaces[0] ?? 'result';
      const role = surface === 'argument' ? 'command' : 'free_text';
      for (const text of adversarial(detector)) {
        const started = process.cpuUsage();
        detector.glance?.(subject(text, surface, role));
        detector.detect(subject(text, surface, role));
        if (surface === 'argument') detector.detect(subject(text.slice(0, 4096), surface, 'path'));
        // Processor time, so that a busy machine does not fail it.
        expect(process.cpuUsage(started).user / 1000, text.slice(0, 60)).toBeLessThan(TIME_LIMIT_MS);
      }
    },
  );
});

/** Everyday text stays below one; much of these records is written about attacks, or holds what is to be found. */
const CORPUS_RUNS_MAX = 2;

describe('hygiene', () => {
  const runsPer10Kb = (texts: readonly BenignText[]): number => {
    let runs = 0;
    let bytes = 0;
    const inspector = createInspectorOf(DETECTORS, () => {
      runs += 1;
    });
    for (const { text, kind } of texts) {
      bytes += Buffer.byteLength(text);
      inspector.inspectMessage({ result: { text } }, kind);
    }
    expect(bytes).toBeGreaterThan(400_000);
    return (runs * 10_240) / bytes;
  };

  it('runs less than one detector per 10 KB of generated everyday text', () => {
    expect(runsPer10Kb(benignTexts())).toBeLessThan(1);
  });

  const folder = process.env.SALLYPORT_CORPORA;
  it.skipIf(folder === undefined /* the corpora are no part of the repository */)(
    'runs few detectors per 10 KB of the corpus in SALLYPORT_CORPORA, much of which is written about attacks',
    async () => {
      expect(runsPer10Kb(await benignRecords(folder ?? ''))).toBeLessThan(CORPUS_RUNS_MAX);
    },
  );
});
