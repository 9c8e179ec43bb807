/** Resources a session may be subscribed to and have that remembered. */
const URIS_MAX = 1_000;

interface Request {
  readonly method: string;
  readonly params: object;
}

/** What a client has set up in its session, to be set up again when the server has to begin anew. */
export class SessionMemory {
  private readonly uris = new Set<string>();
  private level: object | null = null;

  /** A request that went well. */
  note(method: string | null, params: object | undefined): void {
    if (method === 'logging/setLevel') this.level = params ?? null;
    const { uri } = (params ?? {}) as { uri?: unknown };
    if (typeof uri !== 'string') return;
    if (method === 'resources/subscribe' && this.uris.size < URIS_MAX) this.uris.add(uri);
    if (method === 'resources/unsubscribe') this.uris.delete(uri);
  }

  get requests(): Request[] {
    const subscriptions = [...this.uris].map((uri) => ({ method: 'resources/subscribe', params: { uri } }));
    return this.level === null ? subscriptions : [{ method: 'logging/setLevel', params: this.level }, ...subscriptions];
  }
}
