import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Tokenizer } from '@huggingface/tokenizers';

/** A worker thread that reads texts with an ONNX sequence classifier. Talks in {@link ThreadQuestion} and {@link ThreadAnswer}. */

export interface ThreadSettings {
  /** Folder with `model.onnx`, `tokenizer.json`, `tokenizer_config.json` and, for the names of the classes, `config.json`. */
  readonly dir: string;
  /** Module of the runtime; the first of the known ones that is installed unless given. */
  readonly runtime: string | null;
}

export interface ThreadQuestion {
  readonly id: number;
  readonly text: string;
}

export type ThreadAnswer =
  | { readonly ready: true }
  | { readonly id: number; readonly malicious: number }
  | { readonly id: number; readonly problem: string };

/** What is used of onnxruntime; `onnxruntime-node` and `onnxruntime-web` have it alike. */
interface Runtime {
  readonly InferenceSession: { create(model: Uint8Array, options: object): Promise<Session> };
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => object;
}

interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Record<string, object>): Promise<Record<string, { readonly data: Float32Array }>>;
}

const RUNTIMES = ['onnxruntime-node', 'onnxruntime-web'];
/** What such models read at once, in tokens, and by how much two readings overlap. */
const WINDOW = 512;
const OVERLAP = 64;
const WINDOWS_MAX = 8;

/** Names of classes that mean no attack; the first class where names say nothing. */
const BENIGN = /^(?:benign|safe|legit\w*|clean|no_?injection|negative|label_0)$/i;

const loadRuntime = async (named: string | null): Promise<Runtime> => {
  for (const name of named === null ? RUNTIMES : [named]) {
    const loaded = (await import(name).catch(unlessAbsent)) as Runtime | { readonly default: Runtime } | null;
    if (loaded !== null) return 'InferenceSession' in loaded ? loaded : loaded.default;
  }
  throw new Error(`${named ?? 'a runtime'} is not installed: npm install ${RUNTIMES[0]}`);
};

const unlessAbsent = (err: NodeJS.ErrnoException): null => {
  if (err.code === 'ERR_MODULE_NOT_FOUND') return null;
  throw err;
};

const readJson = async (path: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;

/** Index of the class that means no attack. */
const benignClass = async (dir: string): Promise<number> => {
  const { id2label = {} } = await readJson(join(dir, 'config.json')).catch(() => ({ id2label: {} }));
  const named = Object.entries(id2label as Record<string, string>).find(([, label]) => BENIGN.test(label));
  return named === undefined ? 0 : Number(named[0]);
};

const softmax = (logits: Float32Array, index: number): number => {
  const max = Math.max(...logits);
  const weights = Array.from(logits, (logit) => Math.exp(logit - max));
  return (weights[index] ?? 0) / weights.reduce((sum, weight) => sum + weight, 0);
};

/** Token ids cut into readings; special tokens at the ends of each are the tokenizer's own. */
const windowsOf = (ids: readonly number[]): number[][] => {
  const [first = 0, last = 0] = [ids[0], ids.at(-1)];
  if (ids.length <= WINDOW) return [[...ids]];
  const inner = ids.slice(1, -1);
  const step = WINDOW - 2 - OVERLAP;
  const count = Math.min(WINDOWS_MAX, Math.ceil((inner.length - OVERLAP) / step));
  return Array.from({ length: count }, (_, i) => [first, ...inner.slice(i * step, i * step + WINDOW - 2), last]);
};

const createReader = async ({ dir, runtime }: ThreadSettings): Promise<(text: string) => Promise<number>> => {
  const { InferenceSession, Tensor } = await loadRuntime(runtime);
  const [model, vocabulary, settings] = await Promise.all([
    readFile(join(dir, 'model.onnx')),
    readJson(join(dir, 'tokenizer.json')),
    readJson(join(dir, 'tokenizer_config.json')).catch(() => ({})),
  ]);
  const tokenizer = new Tokenizer(vocabulary, settings);
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const benign = await benignClass(dir);
  const fill = (name: string, ids: readonly number[]): bigint[] => {
    if (name === 'input_ids') return ids.map(BigInt);
    return ids.map(() => (name === 'attention_mask' ? 1n : 0n));
  };
  const read = async (ids: readonly number[]): Promise<number> => {
    const feeds = Object.fromEntries(
      session.inputNames.map((name) => [
        name,
        new Tensor('int64', BigInt64Array.from(fill(name, ids)), [1, ids.length]),
      ]),
    );
    const [output = ''] = session.outputNames;
    const logits = (await session.run(feeds))[output]?.data ?? new Float32Array([1]);
    return 1 - softmax(logits, benign);
  };
  return async (text) => {
    let worst = 0;
    for (const ids of windowsOf(tokenizer.encode(text).ids)) worst = Math.max(worst, await read(ids));
    return worst;
  };
};

if (parentPort !== null) {
  const port = parentPort;
  const answer = (message: ThreadAnswer): void => port.postMessage(message);
  const read = await createReader(workerData as ThreadSettings);
  answer({ ready: true });
  port.on('message', ({ id, text }: ThreadQuestion) => {
    read(text).then(
      (malicious) => answer({ id, malicious }),
      (err: unknown) => answer({ id, problem: String(err) }),
    );
  });
}
