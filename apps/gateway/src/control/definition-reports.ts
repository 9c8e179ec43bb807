import { setTimeout as sleep } from 'node:timers/promises';
import type { DefinitionsReport } from '@sallyport/contracts';
import { backoffMs, type Logger } from '@sallyport/service-kit';
import { type ApiHttp, excerpt } from './api-http.js';

/** Servers × kinds that may wait; the oldest report goes first when there are more. */
const REPORTS_MAX = 1000;
const BACKOFF = { baseMs: 200, capMs: 15_000 };

export interface DefinitionReportsOptions {
  readonly api: Pick<ApiHttp, 'send'>;
  readonly gatewayId: string;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Sends definitions to the api, one at a time, again until it answers. The newest of a server and kind is all that counts. */
export class DefinitionReports {
  readonly #options: DefinitionReportsOptions;
  readonly #waiting = new Map<string, DefinitionsReport>();
  readonly #abort = new AbortController();
  #sending: Promise<void> | null = null;

  constructor(options: DefinitionReportsOptions) {
    this.#options = options;
  }

  add(report: Omit<DefinitionsReport, 'gatewayId'>): void {
    const key = `${report.orgId} ${report.serverId} ${report.kind}`;
    this.#waiting.delete(key);
    this.#waiting.set(key, { gatewayId: this.#options.gatewayId, ...report });
    if (this.#waiting.size > REPORTS_MAX) this.#dropOldest();
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    const { signal } = this.#abort;
    for (let failures = 0; this.#waiting.size > 0 && !signal.aborted; ) {
      const [next] = this.#waiting;
      if (next === undefined) return;
      const [key, report] = next;
      const done = await this.#send(report);
      failures = done ? 0 : failures + 1;
      if (done && this.#waiting.get(key) === report) this.#waiting.delete(key);
      if (!done) await sleep(backoffMs(failures, BACKOFF), undefined, { signal }).catch(() => undefined);
    }
  }

  /** True when the report needs no further attempt: taken, or refused for good. */
  async #send(report: DefinitionsReport): Promise<boolean> {
    const { api, logger } = this.#options;
    try {
      const answer = await api.send({
        method: 'POST',
        path: '/gateway/v1/definitions',
        body: [Buffer.from(JSON.stringify(report))],
        signal: this.#abort.signal,
      });
      const refused = answer.status >= 400 && answer.status < 500 && answer.status !== 429 && answer.status !== 401;
      if (refused) {
        logger.warn(
          { status: answer.status, answer: excerpt(answer), serverId: report.serverId, kind: report.kind },
          'the api refused a report of definitions',
        );
      }
      return refused || answer.status < 300;
    } catch {
      return false;
    }
  }

  #dropOldest(): void {
    const [key] = this.#waiting.keys();
    if (key !== undefined) this.#waiting.delete(key);
    this.#options.logger.warn('too many reports of definitions wait for the api; the oldest was dropped');
  }
}
