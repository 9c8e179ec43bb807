import { AppError, kib } from '@sallyport/contracts';
import { CANNOT_STOP, SinkGate } from './sink-gate.js';
import { Subscriptions } from './subscriptions.js';
import type { UpstreamExchange, UpstreamSink } from './upstream.js';

/** A listener that is this far behind is cut: it can connect again and ask. */
const HELD_BYTES_MAX = kib(256);

/** Clients of a shared child that listen for what it says by itself, and to which of it each is entitled. */
export class StdioListeners {
  readonly subscriptions = new Subscriptions();
  private readonly gates = new Map<SinkGate, string | null>();

  add(sessionId: string | null, sink: UpstreamSink): UpstreamExchange {
    const gate = new SinkGate(sink, CANNOT_STOP);
    this.gates.set(gate, sessionId);
    queueMicrotask(() => gate.head({ status: 200, stream: true, sessionId: null }));
    return {
      resume: () => gate.resume(),
      cancel: () => {
        gate.close();
        this.gates.delete(gate);
      },
    };
  }

  /** For everyone: that a list changed says nothing of what anybody did. */
  tellAll(raw: Buffer): void {
    for (const gate of this.gates.keys()) this.tell(gate, raw);
  }

  /** Only for sessions that subscribed to the resource. */
  tellSubscribers(uri: string, raw: Buffer): void {
    for (const [gate, sessionId] of this.gates) {
      if (sessionId !== null && this.subscriptions.has(uri, sessionId)) this.tell(gate, raw);
    }
  }

  /** Forgets a session; returns the resources nobody subscribes to any more. */
  endSession(sessionId: string): string[] {
    for (const [gate, id] of this.gates) {
      if (id === sessionId) this.finish(gate);
    }
    return this.subscriptions.removeSession(sessionId);
  }

  close(): void {
    for (const gate of this.gates.keys()) this.finish(gate);
  }

  private finish(gate: SinkGate): void {
    this.gates.delete(gate);
    gate.end();
  }

  private tell(gate: SinkGate, raw: Buffer): void {
    gate.message(raw, undefined);
    if (gate.heldBytes <= HELD_BYTES_MAX) return;
    this.gates.delete(gate);
    gate.fail(new AppError('upstream.unavailable', { detail: 'The stream was read too slowly' }));
  }
}
