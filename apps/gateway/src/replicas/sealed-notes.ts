import { createHmac } from 'node:crypto';
import { hours } from '@sallyport/contracts';
import { type Coordination, REMEMBERED_LENGTH_MAX } from '@sallyport/service-kit';
import { z } from 'zod';
import { createSealer, type Sealer } from '../sessions/sealer.js';
import { deriveKey } from './derive-key.js';

const noteSchema = z.tuple([z.string(), z.string()]);
type Note = z.infer<typeof noteSchema>;

export interface SealedNotesOptions {
  readonly coordination: Pick<Coordination, 'remember' | 'recall' | 'increment'>;
  /** 32 bytes, the same on every replica. */
  readonly secret: Buffer;
  /** What the notes are about. Two kinds know nothing of each other. */
  readonly kind: string;
  /** Notes one organisation may leave in an hour. What is more is not kept: it takes no room from anyone else's. */
  readonly perHourMax: number;
  readonly ttlMs: number;
}

/**
 * Notes the replicas leave for each other. The store sees neither what they say nor what they are about: a key is the
 * organisation and a keyed digest, and a value is sealed together with its key, so it cannot be moved to another one.
 */
export class SealedNotes {
  private readonly options: SealedNotesOptions;
  private readonly nameKey: Buffer;
  private readonly sealer: Sealer<Note>;

  constructor(options: SealedNotesOptions) {
    this.options = options;
    this.nameKey = deriveKey(options.secret, `sallyport notes v1 names ${options.kind}`);
    this.sealer = createSealer({
      key: deriveKey(options.secret, `sallyport notes v1 values ${options.kind}`),
      purpose: `sallyport note v1 ${options.kind}`,
      schema: noteSchema,
      lengthMax: REMEMBERED_LENGTH_MAX,
    });
  }

  /** Kept if there is a store and room. */
  async put(orgId: string, name: string, value: string): Promise<void> {
    const { coordination, kind, perHourMax, ttlMs } = this.options;
    const key = this.keyOf(orgId, name);
    const sealed = this.sealer.seal([key, value]);
    if (sealed.length > REMEMBERED_LENGTH_MAX) return;
    if ((await coordination.increment(`${orgId}:${kind}`, hours(1))) > perHourMax) return;
    await coordination.remember(key, sealed, ttlMs);
  }

  /** Null when there is none, when no replica left it there, and when the store is away. */
  async get(orgId: string, name: string): Promise<string | null> {
    const key = this.keyOf(orgId, name);
    const sealed = await this.options.coordination.recall(key);
    const note = sealed === null ? null : this.sealer.open(sealed);
    return note !== null && note[0] === key ? note[1] : null;
  }

  private keyOf(orgId: string, name: string): string {
    const digest = createHmac('sha256', this.nameKey).update(`${orgId} ${name}`).digest('base64url');
    return `${orgId}:${this.options.kind}:${digest}`;
  }
}
