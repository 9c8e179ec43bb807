/** Subscribers remembered at once; the ones that have been silent longest are forgotten first. */
const ENTRIES_MAX = 20_000;

/** Which sessions of a shared child want to hear of which resources. */
export class Subscriptions {
  private readonly sessionsByUri = new Map<string, Set<string>>();
  private entries = 0;

  get uris(): string[] {
    return [...this.sessionsByUri.keys()];
  }

  add(uri: string, sessionId: string): void {
    const sessions = this.sessionsByUri.get(uri) ?? new Set();
    this.entries += sessions.has(sessionId) ? 0 : 1;
    sessions.add(sessionId);
    this.sessionsByUri.delete(uri);
    this.sessionsByUri.set(uri, sessions);
    while (this.entries > ENTRIES_MAX) this.forgetOldest();
  }

  has(uri: string, sessionId: string): boolean {
    return this.sessionsByUri.get(uri)?.has(sessionId) ?? false;
  }

  /** Whether a session other than this one subscribes to it. */
  hasOthers(uri: string, sessionId: string): boolean {
    const sessions = this.sessionsByUri.get(uri);
    return sessions !== undefined && sessions.size > (sessions.has(sessionId) ? 1 : 0);
  }

  remove(uri: string, sessionId: string): void {
    const sessions = this.sessionsByUri.get(uri);
    if (sessions?.delete(sessionId) !== true) return;
    this.entries--;
    if (sessions.size === 0) this.sessionsByUri.delete(uri);
  }

  /** Forgets a session; returns the resources nobody subscribes to any more. */
  removeSession(sessionId: string): string[] {
    const left = this.uris.filter((uri) => this.has(uri, sessionId));
    for (const uri of left) this.remove(uri, sessionId);
    return left.filter((uri) => !this.sessionsByUri.has(uri));
  }

  private forgetOldest(): void {
    for (const [uri, sessions] of this.sessionsByUri) {
      this.entries -= sessions.size;
      this.sessionsByUri.delete(uri);
      return;
    }
  }
}
