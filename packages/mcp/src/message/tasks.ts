import { BRACE_OPEN } from '../json/bytes.js';
import { editObject } from '../json/edit.js';
import { locate } from '../json/locate.js';
import { RESULT_TYPES } from './result-type.js';

export const TASK_STATUSES = ['working', 'input_required', 'completed', 'failed', 'cancelled'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** What has become of a task, as JSON text: what a poll of the extension shows beside its status. */
export interface TaskOutcome {
  readonly kind: 'result' | 'error' | 'inputRequests';
  readonly value: Buffer;
}

/** The part of a task that decides what to do with it. */
export interface TaskHead {
  readonly taskId: string;
  readonly status: TaskStatus;
}

const TASK_ID_LENGTH_MAX = 1024;

/**
 * Reads a task of either form.
 * @param task  JSON text that {@link parseJson} accepted, as all in this file
 * @returns null when it has no id of 1 to 1024 characters or a status nobody knows
 */
export const readTask = (task: Buffer): TaskHead | null => {
  const taskId = valueAt(task, '/taskId');
  const status = valueAt(task, '/status');
  if (typeof taskId !== 'string' || taskId.length === 0 || taskId.length > TASK_ID_LENGTH_MAX) return null;
  return isTaskStatus(status) ? { taskId, status } : null;
};

/** Whether a task has come to its end; its status changes no more. */
export const isTerminalStatus = (status: TaskStatus): boolean => status !== 'working' && status !== 'input_required';

/**
 * The result of a 2025-11-25 call that became a task, as the extension has it: the task itself, with `resultType`.
 * @param result  `CreateTaskResult`, `{ task, _meta? }`
 * @returns null when it holds no task
 */
export const toModernCreatedTask = (result: Buffer): Buffer | null => {
  const task = textAt(result, '/task');
  if (task === null || task[0] !== BRACE_OPEN || readTask(task) === null) return null;
  const meta = textAt(result, '/_meta');
  return editObject(renamed(task, TO_MODERN), '', {
    set: { resultType: JSON.stringify(RESULT_TYPES.task), ...(meta !== null && { _meta: meta }) },
  });
};

/** The other way round: a result of type `task` as the `CreateTaskResult` of 2025-11-25; null when it is no task. */
export const toLegacyCreatedTask = (result: Buffer): Buffer | null => {
  if (readTask(result) === null) return null;
  const meta = textAt(result, '/_meta');
  const task = editObject(toLegacyTask(result), '', { remove: ['_meta'] });
  return editObject(Buffer.from('{}'), '', { set: { task, ...(meta !== null && { _meta: meta }) } });
};

/**
 * A task of 2025-11-25 as the extension shows it to a poll (`tasks/get`, which adds `resultType`) and in
 * `notifications/tasks`. A tool that answered with `isError` failed there and completed here: only JSON-RPC errors fail.
 * @param outcome  what `tasks/result` answered, or the questions that wait; null while there is neither
 * @see specification of io.modelcontextprotocol/tasks 2026-07-28, "Task Status" and "Task Execution Errors"
 */
export const toModernTask = (task: Buffer, outcome: TaskOutcome | null): Buffer => {
  const modern = renamed(task, TO_MODERN);
  if (outcome === null) return modern;
  const set = { [outcome.kind]: outcome.value };
  const failed = outcome.kind === 'result' && valueAt(task, '/status') === 'failed';
  return editObject(modern, '', { set: failed ? { status: '"completed"', ...set } : set });
};

/**
 * A task of the extension as 2025-11-25 has it, for `tasks/get`, `tasks/cancel` and `notifications/tasks/status`: without
 * its outcome, which is asked for by itself. One that completed with `isError` failed there.
 * @see MCP specification 2025-11-25, "Tasks: Task Execution Errors"
 */
export const toLegacyTask = (task: Buffer): Buffer => {
  const failed = valueAt(task, '/status') === 'completed' && valueAt(task, '/result/isError') === true;
  const legacy = editObject(renamed(task, TO_LEGACY), '', { remove: ['resultType', ...OUTCOMES] });
  return failed ? editObject(legacy, '', { set: { status: '"failed"' } }) : legacy;
};

/** What a task of the extension shows beside its status: what `tasks/result` answers. Null where it shows nothing. */
export const taskOutcomeOf = (task: Buffer): TaskOutcome | null => {
  for (const kind of OUTCOMES) {
    const value = textAt(task, `/${kind}`);
    if (value !== null) return { kind, value };
  }
  return null;
};

const OUTCOMES = ['result', 'error', 'inputRequests'] as const satisfies TaskOutcome['kind'][];

const TO_MODERN = { ttl: 'ttlMs', pollInterval: 'pollIntervalMs' } as const;
const TO_LEGACY = { ttlMs: 'ttl', pollIntervalMs: 'pollInterval' } as const;

const renamed = (task: Buffer, names: Readonly<Record<string, string>>): Buffer => {
  const set: Record<string, Buffer> = {};
  for (const [from, to] of Object.entries(names)) {
    const value = textAt(task, `/${from}`);
    if (value !== null) set[to] = value;
  }
  return editObject(task, '', { set, remove: Object.keys(names) });
};

const textAt = (json: Buffer, pointer: string): Buffer | null => {
  const span = locate(json, pointer);
  return span === null ? null : json.subarray(span.start, span.end);
};

const valueAt = (json: Buffer, pointer: string): unknown => {
  const text = textAt(json, pointer);
  return text === null ? undefined : JSON.parse(text.toString());
};

const isTaskStatus = (status: unknown): status is TaskStatus => (TASK_STATUSES as readonly unknown[]).includes(status);
