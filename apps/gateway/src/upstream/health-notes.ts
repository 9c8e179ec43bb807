import type { AppError } from '@sallyport/contracts';
import { NO_FACTS, type ServerFacts } from './server-facts.js';
import type { UpstreamHealth } from './upstream.js';

/** What was last seen of a server, whichever of its transports saw it. */
export class HealthNotes {
  private state: UpstreamHealth['state'] = 'unknown';
  private detail = 'Not used yet';
  private facts: ServerFacts = NO_FACTS;

  get health(): UpstreamHealth {
    return { state: this.state, detail: this.detail, ...this.facts };
  }

  /** How an exchange ended; a server that was merely slow is neither up nor down for it. */
  noteOutcome(error: AppError | null): void {
    if (error?.code === 'upstream.timeout') return;
    const down = error?.code === 'upstream.unavailable';
    this.state = down ? 'down' : 'up';
    this.detail = down ? error.detail : asksForMore(error) ? 'Wants its callers to be connected first' : 'Answering';
  }

  /** The newest revision found stays; versions are dates, so they compare as text. */
  noteFacts(facts: ServerFacts | null): void {
    if (facts === null || facts.protocolVersion === null) return;
    const known = this.facts.protocolVersion;
    if (known === null || facts.protocolVersion >= known) this.facts = facts;
  }
}

const asksForMore = (error: AppError | null): boolean => error?.code === 'upstream.authorization_required';
