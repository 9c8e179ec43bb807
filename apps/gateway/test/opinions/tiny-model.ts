import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Protocol buffers, as much as an ONNX file needs. @see https://protobuf.dev/programming-guides/encoding/ */
const varint = (value: number): Buffer => {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
};
const int = (field: number, value: number): Buffer => Buffer.concat([varint(field << 3), varint(value)]);
const block = (field: number, ...parts: readonly (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([varint((field << 3) | 2), varint(body.length), body]);
};

const FLOAT = 1;
const INT64 = 7;
const INTS = 7;
const INT = 2;

const value = (field: number, name: string, type: number, dims: readonly string[]): Buffer =>
  block(
    field,
    block(1, name),
    block(2, block(1, int(1, type), block(2, ...dims.map((dim) => block(1, block(2, dim)))))),
  );

/** A graph that looks up two numbers for each token and takes the greatest of each: as if the classes were words. */
const onnx = (rows: readonly (readonly [number, number])[]): Buffer => {
  const table = Buffer.from(Float32Array.from(rows.flat()).buffer);
  const weights = block(5, int(1, rows.length), int(1, 2), int(2, FLOAT), block(8, 'weights'), block(9, table));
  const gather = block(1, block(1, 'weights'), block(1, 'input_ids'), block(2, 'looked_up'), block(4, 'Gather'));
  const axes = block(5, block(1, 'axes'), int(8, 1), int(20, INTS));
  const keep = block(5, block(1, 'keepdims'), int(3, 0), int(20, INT));
  const greatest = block(1, block(1, 'looked_up'), block(2, 'logits'), block(4, 'ReduceMax'), axes, keep);
  const graph = block(
    7,
    gather,
    greatest,
    block(2, 'tiny'),
    weights,
    value(11, 'input_ids', INT64, ['batch', 'length']),
    value(11, 'attention_mask', INT64, ['batch', 'length']),
    value(12, 'logits', FLOAT, ['batch', 'classes']),
  );
  return Buffer.concat([int(1, 8), graph, block(8, block(1, ''), int(2, 13))]);
};

/** A folder as an operator gives it, with a model that takes texts with one of these words for attacks. */
export const writeTinyModel = async (words: readonly string[]): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'sallyport-model-'));
  const vocab = Object.fromEntries(['[UNK]', ...words].map((word, id) => [word, id]));
  const tokenizer = {
    version: '1.0',
    added_tokens: [],
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: null,
    decoder: null,
    model: { type: 'WordLevel', vocab, unk_token: '[UNK]' },
  };
  const rows = [[2, -2] as const, ...words.map(() => [-2, 8] as const)];
  await Promise.all([
    writeFile(join(dir, 'model.onnx'), onnx(rows)),
    writeFile(join(dir, 'tokenizer.json'), JSON.stringify(tokenizer)),
    writeFile(join(dir, 'tokenizer_config.json'), JSON.stringify({ unk_token: '[UNK]' })),
    writeFile(join(dir, 'config.json'), JSON.stringify({ id2label: { 0: 'BENIGN', 1: 'INJECTION' } })),
  ]);
  return dir;
};
