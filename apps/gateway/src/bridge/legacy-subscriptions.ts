import { AppError } from '@sallyport/contracts';
import type { ListenRequest, Upstream, UpstreamExchange, UpstreamSink } from '../upstream/upstream.js';
import { LegacyListen } from './legacy-listen.js';
import { NO_NOTES, type PeerNotes, type SessionNotes } from './session-notes.js';

/** Resources one client may subscribe to. */
const RESOURCES_MAX = 1_000;

/** What legacy clients want to hear of by themselves, and the streams on which they hear it. */
export class LegacySubscriptions {
  private readonly modern: Upstream;
  private readonly notes: SessionNotes;
  private readonly listeners = new Map<string, Set<LegacyListen>>();
  /** Notes are read, changed and written, so the changes of one client wait for each other. */
  private readonly changes = new Map<string, Promise<unknown>>();

  constructor(modern: Upstream, notes: SessionNotes) {
    this.modern = modern;
    this.notes = notes;
  }

  listen(request: ListenRequest, sink: UpstreamSink): UpstreamExchange {
    const { key } = request.peer;
    const listeners = this.listeners.get(key) ?? new Set();
    const listener = new LegacyListen(this.modern, request, sink, () => {
      stopWatching();
      listeners.delete(listener);
      if (listeners.size === 0) this.listeners.delete(key);
    });
    const stopWatching = this.notes.watch(key, ({ uris }) => void listener.update(uris));
    this.listeners.set(key, listeners.add(listener));
    void this.notes.get(key).then(({ uris }) => listener.update(uris));
    return listener;
  }

  /** @returns whether the server tells of the resource, as far as that can be known before the client listens */
  async subscribe(key: string, uri: string): Promise<boolean> {
    const { uris } = await this.change(key, (notes) => {
      if (notes.uris.includes(uri)) return notes;
      if (notes.uris.length >= RESOURCES_MAX)
        throw new AppError('quota.exceeded', { detail: 'Too many subscriptions' });
      return { ...notes, uris: [...notes.uris, uri] };
    });
    const answers = await Promise.all([...(this.listeners.get(key) ?? [])].map((listener) => listener.update(uris)));
    const heard = answers.filter((honoured) => honoured !== null);
    if (heard.length === 0 || heard.some((honoured) => honoured.includes(uri))) return true;
    await this.unsubscribe(key, uri);
    return false;
  }

  async unsubscribe(key: string, uri: string): Promise<void> {
    await this.change(key, (notes) => ({ ...notes, uris: notes.uris.filter((known) => known !== uri) }));
  }

  async end(key: string): Promise<void> {
    for (const listener of [...(this.listeners.get(key) ?? [])]) listener.end();
    await this.notes.set(key, NO_NOTES);
  }

  close(): void {
    for (const listeners of [...this.listeners.values()]) {
      for (const listener of [...listeners]) listener.end();
    }
  }

  /** Changes the notes of one client, one change after the other. */
  change(key: string, edit: (notes: PeerNotes) => PeerNotes): Promise<PeerNotes> {
    const before = this.changes.get(key) ?? Promise.resolve();
    const changed = before
      .catch(() => undefined)
      .then(async () => {
        const notes = edit(await this.notes.get(key));
        await this.notes.set(key, notes);
        return notes;
      });
    this.changes.set(key, changed);
    const done = () => {
      if (this.changes.get(key) === changed) this.changes.delete(key);
    };
    changed.then(done, done);
    return changed;
  }
}
