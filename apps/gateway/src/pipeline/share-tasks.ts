import { ANSWER_LIMITS, McpParseError, parseJson } from '@sallyport/mcp';
import type { TaskOwners } from '../sessions/task-owners.js';
import type { UpstreamSink } from '../upstream/upstream.js';
import type { Answer } from './answer.js';
import type { Decided } from './exchange.js';
import { ownerOf } from './recognise.js';

type Tasks = Pick<TaskOwners, 'add' | 'fetch' | 'isShared'>;

/**
 * Keeps what the replicas know of tasks in step with what clients are told: a task just made is known to all of them before
 * its client can ask for it, and a list of tasks waits until it is known which of them another replica saw made. A store that
 * does not answer costs half a second at most, and hides what it would have told.
 */
export const shareTasks = (exchange: Decided, answer: Answer, tasks: Tasks): UpstreamSink => {
  const { spec, message } = exchange;
  if (!tasks.isShared) return answer;
  if (spec.list?.definition === 'task') {
    return new HeldBack(answer, (raw) => tasks.fetch(ownerOf(exchange), listedIn(raw)));
  }
  if (message.kind !== 'request' || message.method !== 'tools/call') return answer;
  return new HeldBack(answer, (raw) => {
    const taskId = raw.includes(TASK_ID) ? madeIn(raw) : undefined;
    return taskId === undefined ? null : tasks.add(ownerOf(exchange), taskId, exchange.target);
  });
};

/** Hands an answer on, in order, with a wait before those of its messages that need one. */
class HeldBack implements UpstreamSink {
  private readonly answer: Answer;
  private readonly waitFor: (raw: Buffer) => Promise<unknown> | null;
  private held: (() => void)[] | null = null;

  /** @param waitFor  what to wait for before a message is handed on; never rejects */
  constructor(answer: Answer, waitFor: (raw: Buffer) => Promise<unknown> | null) {
    this.answer = answer;
    this.waitFor = waitFor;
  }

  onHead(head: Parameters<UpstreamSink['onHead']>[0]): void {
    this.answer.onHead(head);
  }

  onMessage(raw: Buffer, eventId: string | undefined): boolean {
    const wait = this.waitFor(raw);
    if (wait === null && this.held === null) return this.answer.onMessage(raw, eventId);
    if (wait !== null) {
      this.held ??= [];
      void wait.then(() => this.release());
    }
    this.pass(() => this.answer.onMessage(raw, eventId));
    return true;
  }

  onCursor(eventId: string | undefined, retryMs: number | undefined): void {
    this.pass(() => this.answer.onCursor(eventId, retryMs));
  }

  onEnd(): void {
    this.pass(() => this.answer.onEnd());
  }

  onError(error: Parameters<UpstreamSink['onError']>[0]): void {
    this.pass(() => this.answer.onError(error));
  }

  private pass(tell: () => void): void {
    if (this.held === null) tell();
    else this.held.push(tell);
  }

  private release(): void {
    const held = this.held ?? [];
    this.held = null;
    for (const tell of held) if (!this.answer.isOver) tell();
  }
}

const TASK_ID = '"taskId"';

interface TaskAnswer {
  readonly result?: { readonly tasks?: unknown; readonly task?: unknown } | null;
}

/** Ids of the tasks an answer lists; none when it is no such list, which is for its reviewer to judge. */
const listedIn = (raw: Buffer): string[] => {
  const tasks = read(raw)?.result?.tasks;
  return Array.isArray(tasks) ? tasks.map(taskIdOf).filter((taskId) => taskId !== undefined) : [];
};

/** The task a call became. */
const madeIn = (raw: Buffer): string | undefined => {
  const result = read(raw)?.result;
  return taskIdOf(result?.task) ?? taskIdOf(result);
};

const taskIdOf = (task: unknown): string | undefined => {
  const taskId = (task as { taskId?: unknown } | null | undefined)?.taskId;
  return typeof taskId === 'string' ? taskId : undefined;
};

const read = (raw: Buffer): TaskAnswer | null => {
  try {
    return parseJson(raw, ANSWER_LIMITS) as TaskAnswer | null;
  } catch (thrown) {
    if (thrown instanceof McpParseError) return null;
    throw thrown;
  }
};
