import type { DecidedRecord } from '@sallyport/contracts';

/**
 * How the gateway decides a message of a method.
 * - `policy`: by `decide`, with its arguments.
 * - `task`: as the call that made the task, whose arguments are not known any more.
 * - `question`: what a server asks of the client, which carries no arguments.
 * - `inherited`: by `decide`, but only a rule can deny it, never the want of one. Answers to what a server asked.
 * - `certain`: allowed unless it is denied for certain. Lists, and what begins a session.
 */
export type RecordedMethod = 'policy' | 'task' | 'question' | 'inherited' | 'certain';

const BY_POLICY: ReadonlySet<string> = new Set([
  'tools/call',
  'prompts/get',
  'resources/read',
  'resources/directory/read',
  'skills/get',
  'resources/subscribe',
  'resources/unsubscribe',
  'completion/complete',
]);
const OF_TASKS: ReadonlySet<string> = new Set(['tasks/get', 'tasks/update', 'tasks/result', 'tasks/cancel']);
const ASKED_BY_SERVERS: ReadonlySet<string> = new Set(['sampling/createMessage', 'elicitation/create', 'roots/list']);

export const recordedMethodOf = ({ origin, method }: Pick<DecidedRecord, 'origin' | 'method'>): RecordedMethod => {
  if (origin === 'server') return 'question';
  if (BY_POLICY.has(method)) return 'policy';
  if (OF_TASKS.has(method)) return 'task';
  return ASKED_BY_SERVERS.has(method) ? 'inherited' : 'certain';
};
