import type { Target } from '@sallyport/contracts';
import { GenerationalCache } from './generational-cache.js';
import type { SessionOwner } from './session-store.js';

/** Tasks remembered. A forgotten one is unknown to everybody, its owner included: closed, never open. */
const TASKS_MAX = 20_000;

/** Which principal's call created which task, and by which tool. A task is unknown to anyone else, whoever learns its id. */
export class TaskOwners {
  private readonly targets = new GenerationalCache<Target>(TASKS_MAX);

  add(owner: SessionOwner, taskId: string, target: Target): void {
    this.targets.set(keyOf(owner, taskId), target);
  }

  find(owner: SessionOwner, taskId: string): Target | undefined {
    return this.targets.get(keyOf(owner, taskId));
  }
}

/** By owner, not by session: a client that had to start a new session still owns its tasks. */
const keyOf = ({ orgId, principalId, serverId }: SessionOwner, taskId: string): string =>
  `${orgId} ${principalId} ${serverId} ${taskId}`;
