// Multiple-instance logistic regression: a text is malicious when its best window is. AdaGrad, fixed order, fixed seed.
import { BUCKETS, HEADS, lengthNorms } from '../dist/intent/layout.js';
import { hashWords, WORD_FEATURES, windowsOf } from '../dist/intent/reference.js';
import { createRandom } from './random.mjs';

const NORMS = lengthNorms();
const DEFAULTS = { epochs: 6, rate: 0.3, decay: 0.1, seed: 42, rounds: 1 };

/** The record with its texts hashed: buckets of all words, and windows over them. */
export function hashRecord(record) {
  const buckets = [];
  const windows = [];
  for (const text of record.texts) {
    const hashed = hashWords(Buffer.from(text));
    const offset = buckets.length / WORD_FEATURES;
    for (const bucket of hashed.buckets) buckets.push(bucket);
    for (const [from, to, isLong] of windowsOf(hashed.ends.length))
      windows.push([offset + from, offset + to, isLong ? 1 : 0]);
  }
  const { texts: _texts, ...rest } = record;
  return { ...rest, buckets: Int32Array.from(buckets), windows };
}

/** Fits the model `rounds` times in different order and takes the mean: as cheap to use as one, and steadier. */
export function fit(records, options = {}) {
  const { rounds, seed, ...rest } = { ...DEFAULTS, ...options };
  const mean = { weights: new Float32Array(BUCKETS), biases: [0, 0] };
  for (let round = 0; round < rounds; round++) {
    const { weights, biases } = fitOnce(records, { ...rest, seed: seed + round });
    for (let j = 0; j < BUCKETS; j++) mean.weights[j] += weights[j] / rounds;
    for (const kind of [0, 1]) mean.biases[kind] += biases[kind] / rounds;
  }
  return mean;
}

function fitOnce(records, { epochs, rate, decay, seed }) {
  const random = createRandom(seed);
  const model = { weights: new Float32Array(BUCKETS), biases: [-1, -1] };
  const squares = new Float32Array(BUCKETS).fill(1e-3);
  const biasSquares = [1, 1];
  const importance = importances(records);
  const order = records.map((_, i) => i);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const i of order) {
      const record = records[i];
      if (record.windows.length === 0) continue;
      const sums = prefixSums(model, record);
      const any = record.windows[Math.floor(random() * record.windows.length)];
      // At first the best window of a malicious text is a guess; any of them is as good.
      const guess = epoch === 0 && record.split === 'train' && record.malicious;
      step(record, guess ? any : bestWindow(model, record, sums).window, sums, importance[i]);
      if (!record.malicious && record.windows.length > 1) step(record, any, sums, importance[i] / 2);
    }
    for (let j = 0; j < BUCKETS; j++) model.weights[j] *= 1 - decay;
  }
  return model;

  function step(record, window, sums, weight) {
    const [from, to, kind] = window;
    const target = record.malicious ? 1 : 0;
    const error = (1 / (1 + Math.exp(-scoreOf(model, window, sums))) - target) * weight;
    if (Math.abs(error) < 1e-4) return;
    const gradient = Math.max(-4, Math.min(4, error));
    const share = gradient * NORMS[to - from];
    for (let k = from * WORD_FEATURES; k < to * WORD_FEATURES; k++) {
      const bucket = record.buckets[k];
      squares[bucket] += share * share;
      model.weights[bucket] -= (rate * share) / Math.sqrt(squares[bucket]);
    }
    biasSquares[kind] += gradient * gradient;
    model.biases[kind] -= (rate * gradient) / Math.sqrt(biasSquares[kind]);
  }
}

/** A source counts by the root of its size, both classes count the same. */
function importances(records) {
  const sizes = new Map();
  const nameOf = ({ malicious, source }) => `${malicious} ${source}`;
  for (const record of records) sizes.set(nameOf(record), (sizes.get(nameOf(record)) ?? 0) + 1);
  const raw = records.map((record) => (record.weight ?? 1) / Math.sqrt(sizes.get(nameOf(record))));
  const totals = [0, 0];
  records.forEach(({ malicious }, i) => {
    totals[malicious ? 1 : 0] += raw[i];
  });
  return raw.map((value, i) => (value * records.length) / (2 * totals[records[i].malicious ? 1 : 0]));
}

function shuffle(order, random) {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
}

function prefixSums({ weights }, { buckets }) {
  const sums = new Float64Array(buckets.length / WORD_FEATURES + 1);
  let sum = 0;
  for (let i = 0; i < buckets.length; i++) {
    sum += weights[buckets[i]];
    if (i % WORD_FEATURES === WORD_FEATURES - 1) sums[(i + 1) / WORD_FEATURES] = sum;
  }
  return sums;
}

const scoreOf = ({ biases }, [from, to, kind], sums) => (sums[to] - sums[from]) * NORMS[to - from] + biases[kind];

function bestWindow(model, record, sums) {
  let best = { window: null, score: -1e9 };
  for (const window of record.windows) {
    const score = scoreOf(model, window, sums);
    if (score > best.score) best = { window, score };
  }
  return best;
}

export const scoreRecord = (model, record) => bestWindow(model, record, prefixSums(model, record)).score;

/** Weights of all heads as signed bytes in one table. */
export function quantize(models) {
  const weights = new Int8Array(BUCKETS * HEADS.length);
  const heads = {};
  HEADS.forEach((head, index) => {
    const model = models[head];
    const sizes = Float32Array.from(model.weights, Math.abs).sort();
    // The few greatest are cut, so that the many small ones keep their steps.
    const scale = Math.max(1e-6, sizes[Math.floor(sizes.length * 0.9998)] / 127);
    for (let j = 0; j < BUCKETS; j++)
      weights[j * HEADS.length + index] = Math.max(-127, Math.min(127, Math.round(model.weights[j] / scale)));
    heads[head] = { scale, biasShort: model.biases[0], biasLong: model.biases[1] };
  });
  return { heads, weights: new Uint8Array(weights.buffer) };
}
