/**
 * Ids of what lives in one process only: a parked exchange, a stdio child or a connection of one session. They begin with
 * `@{replicaId}.`, so that whoever is given one knows which process to ask.
 */
const BOUND = /^@([a-z0-9-]{1,80})\./;

/** @param replicaId  lower-case letters, digits and hyphens, at most 80 */
export const bindToReplica = (replicaId: string, local: string): string => `@${replicaId}.${local}`;

/** The replica an id is bound to; null for ids that are bound to none, and for what is no string. */
export const replicaOf = (id: unknown): string | null =>
  typeof id === 'string' ? (BOUND.exec(id)?.[1] ?? null) : null;
