import { AppError } from '@sallyport/contracts';

/** What a reader without case takes two spellings to be the same by. Upper case first: `ſ` is an `S`, and so is `s`. */
const fold = (key: string): string => key.toUpperCase().toLowerCase();

interface Spellings {
  readonly right: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
}

const spellings = (keys: readonly string[]): Spellings => ({ right: new Set(keys), folded: new Set(keys.map(fold)) });

/** Members the protocol gives a meaning that decides something here, by where they stand. */
const ENVELOPE = spellings(['jsonrpc', 'id', 'method', 'params', 'result', 'error']);
const PARAMS = spellings([
  'name',
  'arguments',
  'uri',
  'ref',
  'argument',
  'task',
  'taskId',
  '_meta',
  'requestId',
  'cursor',
  'inputResponses',
  'requestState',
  'notifications',
  'protocolVersion',
  'capabilities',
  'clientInfo',
]);

/** Of what a client answers to a question of the server. */
const ANSWER = spellings(['action', 'content', 'role', 'model', 'roots']);

/**
 * Refuses members that are spelled like one of the protocol's but for case, and `__proto__`. A server that reads keys without
 * case, or an object model that lets a key change its parent, would see another message than the one that was decided.
 * Members inside arguments are the tool's own and are left alone.
 * @throws AppError `request.not_jsonrpc`
 */
export const assertNoLookAlikes = (message: unknown): void => {
  if (!isObject(message)) return;
  assertKeys(message, ENVELOPE);
  const { params, result } = message;
  if (isObject(result)) assertKeys(result, ANSWER);
  if (!isObject(params)) return;
  assertKeys(params, PARAMS);
  const { inputResponses } = params;
  if (!isObject(inputResponses)) return;
  for (const answer of Object.values(inputResponses)) if (isObject(answer)) assertKeys(answer, ANSWER);
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const assertKeys = (value: object, { right, folded }: Spellings): void => {
  for (const key in value) {
    // Nearly every key, and no new text is made for it.
    if (right.has(key)) continue;
    if (key === '__proto__' || folded.has(fold(key))) throw refused(key);
  }
};

const refused = (key: string): AppError =>
  new AppError('request.not_jsonrpc', { detail: `The member "${key.slice(0, 40)}" is not one of the protocol's.` });
