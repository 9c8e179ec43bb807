import { AppError } from '@sallyport/contracts';
import type { Era } from '@sallyport/mcp';

/**
 * How a case shows itself: `error`, the call fails with `mcp.not_bridged`; `capability`, it is not offered to the side that
 * could ask for it, so nobody does; `dropped`, it is left out where nobody waits for it; `refused`, whoever asks for it is told
 * that it is not there.
 */
export type NotCarriedHow = 'error' | 'capability' | 'dropped' | 'refused';

/** Something one era has and the other has no place for. */
export interface NotCarried {
  readonly feature: string;
  readonly client: Era;
  readonly server: Era;
  readonly how: NotCarriedHow;
  /** One sentence for a person who wonders where it is. */
  readonly why: string;
}

/**
 * Everything a bridge cannot carry, in both directions. What is not in this list is carried; the documentation and the grid
 * test are compared with it.
 */
export const NOT_CARRIED = {
  tasks: {
    feature: 'tasks',
    client: 'legacy',
    server: 'modern',
    how: 'error',
    why: 'A legacy client makes a task only of a tool whose definition allows it, a modern server decides with each call; calls are made without tasks and waited for.',
  },
  clientTasks: {
    feature: 'tasks of the client (task-augmented sampling and elicitation)',
    client: 'modern',
    server: 'legacy',
    how: 'capability',
    why: 'A modern client makes no tasks, so a server is not told that it could.',
  },
  taskUpdates: {
    feature: 'notifications/tasks through subscriptions/listen',
    client: 'modern',
    server: 'legacy',
    how: 'dropped',
    why: 'A notification holds the whole task with its result, which a legacy server tells only when asked; tasks/get does.',
  },
  elicitationComplete: {
    feature: 'notifications/elicitation/complete and elicitationId',
    client: 'modern',
    server: 'legacy',
    how: 'dropped',
    why: 'A modern client learns the outcome by repeating its request.',
  },
  questionsElsewhere: {
    feature: 'questions of the server during requests other than tools/call, prompts/get and resources/read',
    client: 'modern',
    server: 'legacy',
    how: 'refused',
    why: 'Only these three may be answered with input_required; the server gets an error.',
  },
  logsBetween: {
    feature: 'log messages while no request is under way',
    client: 'modern',
    server: 'legacy',
    how: 'dropped',
    why: 'A modern client asks for log messages with a request and gets them with its answer; between requests there is nobody to tell.',
  },
  rootsChanged: {
    feature: 'notifications/roots/list_changed',
    client: 'legacy',
    server: 'modern',
    how: 'dropped',
    why: 'A modern server asks for the roots again with every request that needs them.',
  },
  resumption: {
    feature: 'Last-Event-ID',
    client: 'legacy',
    server: 'modern',
    how: 'dropped',
    why: 'Modern streams have no event ids; a broken stream begins anew.',
  },
} as const satisfies Readonly<Record<string, NotCarried>>;

/** The error for a case that fails its call. */
export const notBridged = ({ feature, client, server }: NotCarried): AppError =>
  new AppError('mcp.not_bridged', {
    detail: `${feature} cannot be carried from a ${client} client to a ${server} server.`,
    params: { feature, clientEra: client, serverEra: server },
  });
