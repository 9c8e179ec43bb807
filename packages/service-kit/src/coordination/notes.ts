/** Notes of one tenant kept at once; the oldest go first. */
const NOTES_PER_TENANT_MAX = 10_000;
/** What is left when room is made, so that it is made for many at once. */
const NOTES_PER_TENANT_KEPT = 9_000;

interface Note {
  readonly value: string;
  readonly endsAt: number;
}

/** Values of this process alone, by key and for a time. Bounded for each tenant, so that none displaces another's. */
export class Notes {
  readonly #tenants = new Map<string, Map<string, Note>>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  set(key: string, value: string, ttlMs: number): void {
    const tenant = tenantOf(key);
    const notes = this.#tenants.get(tenant) ?? new Map<string, Note>();
    this.#tenants.set(tenant, notes);
    // Written anew it is the newest again: a map keeps the order in which keys came.
    notes.delete(key);
    notes.set(key, { value, endsAt: this.#now() + ttlMs });
    if (notes.size > NOTES_PER_TENANT_MAX) this.#makeRoom(notes);
  }

  get(key: string): string | null {
    const note = this.#tenants.get(tenantOf(key))?.get(key);
    if (note === undefined) return null;
    if (note.endsAt > this.#now()) return note.value;
    this.delete(key);
    return null;
  }

  delete(key: string): void {
    const tenant = tenantOf(key);
    const notes = this.#tenants.get(tenant);
    notes?.delete(key);
    if (notes?.size === 0) this.#tenants.delete(tenant);
  }

  clear(): void {
    this.#tenants.clear();
  }

  #makeRoom(notes: Map<string, Note>): void {
    const now = this.#now();
    for (const [key, { endsAt }] of notes) if (endsAt <= now) notes.delete(key);
    for (const key of notes.keys()) {
      if (notes.size <= NOTES_PER_TENANT_KEPT) return;
      notes.delete(key);
    }
  }
}

const tenantOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf(':')));
