import { hash } from 'node:crypto';
import { z } from 'zod';
import { GenerationalCache } from './generational-cache.js';
import { createSealer } from './sealer.js';
import type { Session } from './session-store.js';

const questionSchema = z.tuple([
  /** Digest of the session it was put to. */
  z.string().length(43),
  /** The server's own id of it. */
  z.union([z.string(), z.number()]),
  z.string().max(120),
]);

/** A request of a server that was let through to a client and waits for its answer. */
export interface Question {
  /** The server's own id of it. */
  readonly id: string | number;
  readonly method: string;
}

/** Answers remembered as taken. A forgotten one is passed on a second time, to a server that no longer waits. */
const ANSWERED_MAX = 20_000;
/** A server's id is at most 256 characters; sealed it is longer. */
const LENGTH_MAX = 700;

/**
 * The ids under which clients see what servers ask them: the server's own, sealed with the session it was put to, so that an
 * answer is taken at any replica, for what was really asked of this very client, and once.
 */
export class QuestionIds {
  private readonly sealer;
  private readonly answered = new GenerationalCache<true>(ANSWERED_MAX);

  /** @param key  32 bytes, shared by all replicas */
  constructor(key: Buffer) {
    this.sealer = createSealer({
      key,
      purpose: 'sallyport question v1',
      schema: questionSchema,
      lengthMax: LENGTH_MAX,
    });
  }

  seal(session: Session, { id, method }: Question): string {
    return this.sealer.seal([digestOf(session), id, method]);
  }

  /** Takes an answer's id; undefined when nothing of the kind was asked in this session, or it is answered. */
  take(session: Session, id: unknown): Question | undefined {
    const sealed = typeof id === 'string' ? this.sealer.open(id) : null;
    if (sealed === null || typeof id !== 'string') return undefined;
    const [digest, ownId, method] = sealed;
    if (digest !== digestOf(session) || this.answered.get(id) === true) return undefined;
    this.answered.set(id, true);
    return { id: ownId, method };
  }
}

const digestOf = ({ token }: Session): string => hash('sha256', token, 'base64url');
