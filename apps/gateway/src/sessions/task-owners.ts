import { type Target, targetSchema } from '@sallyport/contracts';
import type { SealedNotes } from '../replicas/sealed-notes.js';
import { GenerationalCache } from './generational-cache.js';
import type { SessionOwner } from './session-owner.js';

/** Tasks of one organisation at hand. A forgotten one is unknown to everybody, its owner included: closed, never open. */
const TASKS_PER_ORG_MAX = 5_000;
/** Tasks of one list that other replicas are asked about; what is beyond is not shown. */
const FETCHED_MAX = 500;

/**
 * Which principal's call created which task, and by which tool. A task is unknown to anyone else, whoever learns its id. With
 * notes every replica knows what one of them saw; nobody's tasks displace those of another organisation.
 */
export class TaskOwners {
  private readonly orgs = new Map<string, GenerationalCache<Target>>();
  private readonly notes: Pick<SealedNotes, 'put' | 'get'> | null;

  /** @param notes  what the replicas tell each other of tasks; null when there is but this one */
  constructor(notes: Pick<SealedNotes, 'put' | 'get'> | null = null) {
    this.notes = notes;
  }

  get isShared(): boolean {
    return this.notes !== null;
  }

  /** @returns null when nobody has to be told; otherwise a promise that never rejects, of when every replica can know */
  add(owner: SessionOwner, taskId: string, target: Target): Promise<unknown> | null {
    if (this.find(owner, taskId) !== undefined) return null;
    this.keep(owner, taskId, target);
    return this.notes?.put(owner.orgId, nameOf(owner, taskId), JSON.stringify(target)) ?? null;
  }

  /** What is known here. */
  find(owner: SessionOwner, taskId: string): Target | undefined {
    return this.orgs.get(owner.orgId)?.get(nameOf(owner, taskId));
  }

  /**
   * Learns from the other replicas what is not known here, so that {@link find} knows it.
   * @returns null when there is nothing to ask; otherwise a promise that never rejects
   */
  fetch(owner: SessionOwner, taskIds: readonly string[]): Promise<unknown> | null {
    const { notes } = this;
    if (notes === null) return null;
    const unknown = taskIds.filter((taskId) => this.find(owner, taskId) === undefined).slice(0, FETCHED_MAX);
    if (unknown.length === 0) return null;
    return Promise.all(
      unknown.map(async (taskId) => {
        const text = await notes.get(owner.orgId, nameOf(owner, taskId));
        const target = text === null ? null : targetSchema.safeParse(JSON.parse(text)).data;
        if (target != null) this.keep(owner, taskId, target);
      }),
    );
  }

  /** The organisation is gone. */
  forget(orgId: string): void {
    this.orgs.delete(orgId);
  }

  private keep(owner: SessionOwner, taskId: string, target: Target): void {
    const tasks = this.orgs.get(owner.orgId) ?? new GenerationalCache<Target>(TASKS_PER_ORG_MAX);
    this.orgs.set(owner.orgId, tasks);
    tasks.set(nameOf(owner, taskId), target);
  }
}

/** By owner, not by session: a client that had to start a new session still owns its tasks. */
const nameOf = ({ principalId, serverId }: SessionOwner, taskId: string): string =>
  `${principalId} ${serverId} ${taskId}`;
