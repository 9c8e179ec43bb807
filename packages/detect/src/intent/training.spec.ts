import { describe, expect, it } from 'vitest';
import type { WindowModel } from './scorer.js';
import { createScorer } from './scorer.js';

interface TrainingRecord {
  readonly head: string;
  readonly split: string;
  readonly source: string;
  readonly group: string;
  readonly malicious: boolean;
  readonly texts: readonly string[];
}

interface Training {
  trainModel(records: readonly TrainingRecord[], options?: object): WindowModel;
  generateRecords(head: string, train: readonly TrainingRecord[], seed?: number): TrainingRecord[];
}

const load = async (file: string): Promise<Training> =>
  (await import(new URL(`../../training/${file}`, import.meta.url).href)) as Training;

const { trainModel } = await load('train.mjs');
const { generateRecords } = await load('texts.mjs');

const CARRIERS = [
  'The release adds a cache for compiled queries. Old entries are dropped after an hour. See the changelog for details.',
  'Order 1182 was packed on Monday and left the warehouse on Tuesday. The customer was told by mail.',
  'The museum opens at nine. Tickets are sold at the entrance; children under six enter free of charge.',
  'Disk usage of the node rose to eighty percent. The cleanup job removed old images and it fell to forty.',
];
const train = (['result', 'definition'] as const).flatMap((head) =>
  CARRIERS.map((text) => ({
    head,
    split: 'train',
    source: 'fixture',
    group: text,
    malicious: false,
    texts: ['text', text],
  })),
);
/** Every nth made record: enough to learn from in a second. */
const sample = (seed: number, every: number): TrainingRecord[] =>
  ['result', 'definition'].flatMap((head) =>
    generateRecords(head, train, seed).filter((_, index) => index % every === 0),
  );

describe('training', () => {
  const records = sample(3, 12);
  const model = trainModel(records, { epochs: 3 });

  it('gives the same bytes twice', () => {
    const again = trainModel(sample(3, 12), { epochs: 3 });
    expect(Buffer.from(again.weights).equals(Buffer.from(model.weights))).toBe(true);
    expect(again.heads).toEqual(model.heads);
  });

  it('gives other bytes with another seed, and orders of another seed are still told from their twins', () => {
    expect(Buffer.from(trainModel(records, { epochs: 3, seed: 9 }).weights).equals(Buffer.from(model.weights))).toBe(
      false,
    );
    const scorer = createScorer(model);
    for (const head of ['result', 'definition'] as const) {
      const scores = sample(77, 40)
        .filter((record) => record.head === head)
        .map(({ malicious, texts }) => ({ malicious, score: scorer.scoreText(texts[0] ?? '')[head].score }));
      const benign = scores.filter(({ malicious }) => !malicious).map(({ score }) => score);
      const threshold = [...benign].sort((a, b) => b - a)[Math.floor(benign.length * 0.02)] ?? 0;
      const attacks = scores.filter(({ malicious }) => malicious);
      const found = attacks.filter(({ score }) => score > threshold).length / attacks.length;
      expect(found).toBeGreaterThan(0.8);
    }
  });

  it('writes every sentence of the grammar out: nothing of its notation is left', () => {
    const left = sample(5, 3).filter(({ texts }) =>
      /\{(?:act|deed|loot|tool|reader|send|sink|hide|name)\}/.test(texts.join()),
    );
    expect(left).toEqual([]);
  });
});
