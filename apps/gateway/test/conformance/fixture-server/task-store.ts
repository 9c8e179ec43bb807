import { randomUUID } from 'node:crypto';
import type { InputRequest } from '@modelcontextprotocol/server';

type Answers = Readonly<Record<string, unknown>>;

/** What a task's work may do: ask its client, and learn that it was cancelled. */
export interface TaskContext {
  ask(questions: Readonly<Record<string, InputRequest>>): Promise<Answers>;
  readonly signal: AbortSignal;
}

export type TaskWork = (task: TaskContext) => Promise<object>;

interface StoredTask {
  readonly taskId: string;
  readonly createdAt: string;
  lastUpdatedAt: string;
  status: 'working' | 'input_required' | 'completed' | 'failed' | 'cancelled';
  readonly pending: Map<string, InputRequest>;
  readonly answers: Record<string, unknown>;
  answered: () => void;
  result?: object;
  error?: { code: number; message: string };
  readonly cancel: AbortController;
}

const TTL_MS = 300_000;
const POLL_INTERVAL_MS = 100;

/** Tasks of extension io.modelcontextprotocol/tasks, in memory. */
export class TaskStore {
  readonly #tasks = new Map<string, StoredTask>();

  /** Begins the work and returns the `CreateTaskResult`; the task can be asked for from then on. */
  create(work: TaskWork): object {
    const now = new Date().toISOString();
    const task: StoredTask = {
      taskId: randomUUID(),
      createdAt: now,
      lastUpdatedAt: now,
      status: 'working',
      pending: new Map(),
      answers: {},
      answered: () => undefined,
      cancel: new AbortController(),
    };
    this.#tasks.set(task.taskId, task);
    void this.#run(task, work);
    return { resultType: 'task', ...envelope(task) };
  }

  /** The `DetailedTask`, or null when there is none of this id. */
  find(taskId: string): object | null {
    const task = this.#tasks.get(taskId);
    if (task === undefined) return null;
    return {
      ...envelope(task),
      ...(task.status === 'input_required' ? { inputRequests: Object.fromEntries(task.pending) } : {}),
      ...(task.status === 'completed' ? { result: task.result } : {}),
      ...(task.status === 'failed' ? { error: task.error } : {}),
    };
  }

  /** Takes answers to pending questions; others are ignored. False when there is no such task. */
  update(taskId: string, answers: Answers): boolean {
    const task = this.#tasks.get(taskId);
    if (task === undefined) return false;
    for (const [key, answer] of Object.entries(answers)) {
      if (task.pending.delete(key)) task.answers[key] = answer;
    }
    if (task.status === 'input_required' && task.pending.size === 0) {
      settle(task, 'working');
      task.answered();
    }
    return true;
  }

  /** False when there is no such task. A task that has ended stays as it is. */
  cancel(taskId: string): boolean {
    const task = this.#tasks.get(taskId);
    if (task === undefined) return false;
    if (task.status === 'working' || task.status === 'input_required') {
      settle(task, 'cancelled');
      task.cancel.abort();
    }
    return true;
  }

  close(): void {
    for (const { cancel } of this.#tasks.values()) cancel.abort();
    this.#tasks.clear();
  }

  async #run(task: StoredTask, work: TaskWork): Promise<void> {
    const ask = (questions: Readonly<Record<string, InputRequest>>): Promise<Answers> => {
      for (const [key, question] of Object.entries(questions)) task.pending.set(key, question);
      settle(task, 'input_required');
      return new Promise((resolve) => {
        task.answered = () => resolve(task.answers);
      });
    };
    try {
      const result = await work({ ask, signal: task.cancel.signal });
      if (task.status !== 'cancelled') settle(task, 'completed', { result });
    } catch (err) {
      const error = { code: -32603, message: err instanceof Error ? err.message : String(err) };
      if (task.status !== 'cancelled') settle(task, 'failed', { error });
    }
  }
}

const settle = (
  task: StoredTask,
  status: StoredTask['status'],
  outcome: Pick<StoredTask, 'result' | 'error'> = {},
): void => {
  Object.assign(task, outcome, { status, lastUpdatedAt: new Date().toISOString() });
};

const envelope = ({ taskId, status, createdAt, lastUpdatedAt }: StoredTask): object => ({
  taskId,
  status,
  createdAt,
  lastUpdatedAt,
  ttlMs: TTL_MS,
  pollIntervalMs: POLL_INTERVAL_MS,
});
