import { createHmac } from 'node:crypto';
import { days } from '@sallyport/contracts';
import { LOG_LEVELS } from '@sallyport/mcp';
import type { Coordination } from '@sallyport/service-kit';
import { z } from 'zod';
import { NO_NOTES, type PeerNotes, type SessionNotes } from '../bridge/session-notes.js';
import { GenerationalCache } from '../sessions/generational-cache.js';
import { deriveKey } from './derive-key.js';
import { SealedNotes } from './sealed-notes.js';

const noteSchema = z.object({
  at: z.number(),
  level: z.enum(LOG_LEVELS).nullable(),
  uris: z.array(z.string()),
});
type Note = z.infer<typeof noteSchema>;

const NOTHING: Note = { at: 0, level: null, uris: [] };
/** Clients remembered here at once, for when the store is away or has no room. */
const PEERS_MAX = 20_000;
const CHANGES_PER_HOUR_MAX = 20_000;
const TTL_MS = days(1);
const CHANGED = 'changed';
/** JSON of the resources that other replicas are told; more are known where they were subscribed to. */
const URIS_LENGTH_MAX = 8_000;

export interface SharedSessionNotesOptions {
  readonly coordination: Coordination;
  /** 32 bytes, the same on every replica. */
  readonly secret: Buffer;
  readonly now?: () => number;
}

/**
 * What legacy clients have set up at modern servers, known to every replica: the note itself is sealed in the store, and a
 * change is told by a message without contents. While the store is away each replica knows what was set up at it.
 */
export class SharedSessionNotes implements SessionNotes {
  private readonly coordination: Coordination;
  private readonly sealed: SealedNotes;
  private readonly channelKey: Buffer;
  private readonly own = new GenerationalCache<Note>(PEERS_MAX);
  private readonly now: () => number;

  constructor({ coordination, secret, now = Date.now }: SharedSessionNotesOptions) {
    this.coordination = coordination;
    this.now = now;
    this.channelKey = deriveKey(secret, 'sallyport notes v1 channels peer');
    this.sealed = new SealedNotes({
      coordination,
      secret,
      kind: 'peer',
      perHourMax: CHANGES_PER_HOUR_MAX,
      ttlMs: TTL_MS,
    });
  }

  async get(key: string): Promise<PeerNotes> {
    const text = await this.sealed.get(orgOf(key), key);
    const shared = text === null ? NOTHING : (noteSchema.safeParse(JSON.parse(text)).data ?? NOTHING);
    const own = this.own.get(key) ?? NOTHING;
    const { at, level, uris } = own.at >= shared.at ? own : shared;
    return at === 0 ? NO_NOTES : { level, uris };
  }

  async set(key: string, { level, uris }: PeerNotes): Promise<void> {
    const at = this.now();
    this.own.set(key, { at, level, uris: [...uris] });
    await this.sealed.put(orgOf(key), key, JSON.stringify({ at, level, uris: fitting(uris) }));
    await this.coordination.publish(this.channelOf(key), CHANGED);
  }

  watch(key: string, listener: (notes: PeerNotes) => void): () => void {
    let stopped = false;
    const subscription = this.coordination.subscribe(this.channelOf(key), () => {
      void this.get(key).then((notes) => {
        if (!stopped) listener(notes);
      });
    });
    return () => {
      stopped = true;
      void subscription.then((unsubscribe) => unsubscribe());
    };
  }

  private channelOf(key: string): string {
    return `peer:${createHmac('sha256', this.channelKey).update(key).digest('base64url')}`;
  }
}

/** Keys of peers begin with their organisation. */
const orgOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf('/')));

const fitting = (uris: readonly string[]): string[] => {
  let length = 0;
  return uris.filter((uri) => {
    length += JSON.stringify(uri).length;
    return length <= URIS_LENGTH_MAX;
  });
};
