import { ANSWER_LIMITS, McpParseError, parseJson } from '@sallyport/mcp';
import type { SessionOwner } from '../sessions/session-store.js';
import type { TaskOwners } from '../sessions/task-owners.js';
import type { UpstreamSink } from '../upstream/upstream.js';
import type { Answer } from './answer.js';

/**
 * Holds a list of tasks back until it is known which of them are the client's: another replica may have seen them made. What
 * nobody saw is not shown, so a store that does not answer costs half a second and hides what it would have told.
 */
export const awaitTaskOwners = (
  answer: Answer,
  tasks: Pick<TaskOwners, 'fetch'>,
  owner: SessionOwner,
): UpstreamSink => {
  let held: (() => void)[] | null = null;
  const pass = (tell: () => void): void => {
    if (held === null) tell();
    else held.push(tell);
  };
  const release = (): void => {
    const events = held ?? [];
    held = null;
    for (const tell of events) if (!answer.isOver) tell();
  };
  return {
    onHead: (head) => answer.onHead(head),
    onMessage: (raw, eventId) => {
      const asked = held === null ? tasks.fetch(owner, taskIdsIn(raw)) : null;
      if (held === null && asked === null) return answer.onMessage(raw, eventId);
      if (asked !== null) {
        held = [];
        void asked.then(release);
      }
      pass(() => answer.onMessage(raw, eventId));
      return true;
    },
    onCursor: (eventId, retryMs) => pass(() => answer.onCursor(eventId, retryMs)),
    onEnd: () => pass(() => answer.onEnd()),
    onError: (error) => pass(() => answer.onError(error)),
  };
};

/** Ids of the tasks an answer lists; none when it is no such list, which is for its reviewer to judge. */
const taskIdsIn = (raw: Buffer): string[] => {
  let value: unknown;
  try {
    value = parseJson(raw, ANSWER_LIMITS);
  } catch (thrown) {
    if (thrown instanceof McpParseError) return [];
    throw thrown;
  }
  const tasks = (value as { result?: { tasks?: unknown } | null } | null)?.result?.tasks;
  if (!Array.isArray(tasks)) return [];
  return tasks
    .map((task) => (task as { taskId?: unknown } | null)?.taskId)
    .filter((taskId) => typeof taskId === 'string');
};
