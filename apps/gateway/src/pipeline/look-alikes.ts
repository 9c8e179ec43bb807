import { AppError } from '@sallyport/contracts';

/** Members the protocol gives a meaning that decides something here, by where they stand. */
const ENVELOPE = new Set(['jsonrpc', 'id', 'method', 'params', 'result', 'error']);
const PARAMS = new Set([
  'name',
  'arguments',
  'uri',
  'ref',
  'argument',
  'task',
  'taskid',
  '_meta',
  'requestid',
  'cursor',
]);

/** The one member of {@link PARAMS} that is not all lower case where it is spelled right. */
const SPELLED: Readonly<Record<string, string>> = { taskid: 'taskId', requestid: 'requestId' };

/**
 * Refuses members that are spelled like one of the protocol's but for case, and `__proto__`. A server that reads keys without
 * case, or an object model that lets a key change its parent, would see another message than the one that was decided.
 * Members inside arguments are the tool's own and are left alone.
 * @throws AppError `request.not_jsonrpc`
 */
export const assertNoLookAlikes = (message: unknown): void => {
  if (typeof message !== 'object' || message === null) return;
  assertKeys(message, ENVELOPE);
  const { params } = message as { params?: unknown };
  if (typeof params === 'object' && params !== null) assertKeys(params, PARAMS);
};

const assertKeys = (value: object, known: ReadonlySet<string>): void => {
  for (const key in value) {
    if (key === '__proto__') throw refused(key);
    const lower = key.toLowerCase();
    if (known.has(lower) && key !== (SPELLED[lower] ?? lower)) throw refused(key);
  }
};

const refused = (key: string): AppError =>
  new AppError('request.not_jsonrpc', { detail: `The member "${key.slice(0, 40)}" is not one of the protocol's.` });
