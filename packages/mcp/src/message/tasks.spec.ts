import { describe, expect, it } from 'vitest';
import {
  isTerminalStatus,
  readTask,
  TASK_STATUSES,
  taskOutcomeOf,
  toLegacyCreatedTask,
  toLegacyTask,
  toModernCreatedTask,
  toModernTask,
} from './tasks.js';

const TASK = {
  taskId: 't-1',
  status: 'working',
  statusMessage: 'Busy.',
  createdAt: '2025-11-25T10:30:00Z',
  lastUpdatedAt: '2025-11-25T10:40:00Z',
};
const LEGACY = { ...TASK, ttl: 60000, pollInterval: 5000, 'com.example/x': 1 };
const MODERN = { ...TASK, 'com.example/x': 1, ttlMs: 60000, pollIntervalMs: 5000 };

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const read = (bytes: Buffer | null): unknown => (bytes === null ? null : JSON.parse(bytes.toString()));

describe('tasks of both forms', () => {
  it('keeps all it does not rename, unknown members included', () => {
    expect(read(toModernTask(json(LEGACY), null))).toEqual(MODERN);
    expect(read(toLegacyTask(json(MODERN)))).toEqual(LEGACY);
  });

  it('keeps an unlimited lifetime and an interval nobody gave', () => {
    expect(read(toModernTask(json({ ...TASK, ttl: null }), null))).toEqual({ ...TASK, ttlMs: null });
    expect(read(toLegacyTask(json({ ...TASK, ttlMs: null })))).toEqual({ ...TASK, ttl: null });
  });

  it('creates them', () => {
    const _meta = { 'com.example/trace': 'x' };
    expect(read(toModernCreatedTask(json({ task: LEGACY, _meta })))).toEqual({ ...MODERN, resultType: 'task', _meta });
    expect(read(toModernCreatedTask(json({ task: LEGACY })))).toEqual({ ...MODERN, resultType: 'task' });
    expect(read(toLegacyCreatedTask(json({ resultType: 'task', ...MODERN, _meta })))).toEqual({ task: LEGACY, _meta });
    expect(read(toLegacyCreatedTask(json({ resultType: 'task', ...MODERN })))).toEqual({ task: LEGACY });
  });

  it.each([{}, { task: null }, { task: 'x' }, { task: [] }, { task: { taskId: '', status: 'working' } }])(
    'finds no created task in %j',
    (result) => {
      expect(toModernCreatedTask(json(result))).toBeNull();
      expect(toLegacyCreatedTask(json(result))).toBeNull();
    },
  );

  it('shows the outcome beside the task', () => {
    const completed = { ...LEGACY, status: 'completed' };
    const result = { content: [] };
    const shown = toModernTask(json(completed), { kind: 'result', value: json(result) });
    expect(read(shown)).toEqual({ ...MODERN, status: 'completed', result });
    expect(taskOutcomeOf(shown)).toEqual({ kind: 'result', value: json(result) });
    expect(read(toLegacyTask(shown))).toEqual(completed);
  });

  it('shows questions that wait', () => {
    const waiting = { ...LEGACY, status: 'input_required' };
    const inputRequests = { name: { method: 'roots/list' } };
    const shown = toModernTask(json(waiting), { kind: 'inputRequests', value: json(inputRequests) });
    expect(read(shown)).toEqual({ ...MODERN, status: 'input_required', inputRequests });
    expect(read(toLegacyTask(shown))).toEqual(waiting);
    expect(taskOutcomeOf(json(MODERN))).toBeNull();
  });

  // `failed` means any failure in 2025-11-25, and nothing but a JSON-RPC error in the extension.
  it('takes a tool that answered with an error for completed in one form and failed in the other', () => {
    const failed = { ...LEGACY, status: 'failed' };
    const result = { content: [], isError: true };
    const shown = toModernTask(json(failed), { kind: 'result', value: json(result) });
    expect(read(shown)).toEqual({ ...MODERN, status: 'completed', result });
    expect(read(toLegacyTask(shown))).toEqual(failed);
  });

  it('leaves a call that failed with a JSON-RPC error failed', () => {
    const failed = { ...LEGACY, status: 'failed' };
    const error = { code: -32603, message: 'no' };
    const shown = toModernTask(json(failed), { kind: 'error', value: json(error) });
    expect(read(shown)).toEqual({ ...MODERN, status: 'failed', error });
    expect(read(toLegacyTask(shown))).toEqual(failed);
  });
});

describe('readTask', () => {
  it('reads what decides what to do with a task', () => {
    for (const status of TASK_STATUSES) {
      expect(readTask(json({ ...MODERN, status }))).toEqual({ taskId: 't-1', status });
    }
    expect(TASK_STATUSES.filter(isTerminalStatus)).toEqual(['completed', 'failed', 'cancelled']);
  });

  it.each([
    {},
    { taskId: 't' },
    { taskId: 7, status: 'working' },
    { taskId: 'x'.repeat(1025), status: 'working' },
    { taskId: 't', status: 'submitted' },
    { taskId: 't', status: 'WORKING' },
  ])('finds no task in %j', (value) => {
    expect(readTask(json(value))).toBeNull();
  });
});
