import type { DefinitionKind, DefinitionsReport } from '@sallyport/contracts';
import { ServerDefinitions } from './server-definitions.js';

type Report = Omit<DefinitionsReport, 'gatewayId'>;

/** Changes that arrive together, such as the kinds of one listing, are told together. */
const REPORT_DELAY_MS = 50;

/** What every server has been seen to define, and the reports about it. */
export class DefinitionBook {
  private readonly servers = new Map<string, ServerDefinitions>();
  private readonly pending = new Set<NodeJS.Timeout>();
  private readonly report: (report: Report) => void;
  private readonly now: () => number;

  /** @param report  takes the complete list of one kind of one server whenever it has changed */
  constructor(report: (report: Report) => void, now: () => number) {
    this.report = report;
    this.now = now;
  }

  of(orgId: string, serverId: string): ServerDefinitions {
    const key = `${orgId} ${serverId}`;
    const known = this.servers.get(key);
    if (known !== undefined) return known;
    const waiting = new Set<DefinitionKind>();
    const definitions = new ServerDefinitions((kind) => {
      if (waiting.has(kind)) return;
      waiting.add(kind);
      const timer = setTimeout(() => {
        this.pending.delete(timer);
        waiting.delete(kind);
        this.report(this.toReport(orgId, serverId, kind));
      }, REPORT_DELAY_MS);
      this.pending.add(timer);
    });
    this.servers.set(key, definitions);
    return definitions;
  }

  /** Forgets servers an organisation no longer has. */
  retain(orgId: string, serverIds: ReadonlySet<string>): void {
    for (const key of this.servers.keys()) {
      const [org, server] = key.split(' ');
      if (org === orgId && !serverIds.has(server ?? '')) this.servers.delete(key);
    }
  }

  close(): void {
    for (const timer of this.pending) clearTimeout(timer);
    this.pending.clear();
  }

  private toReport(orgId: string, serverId: string, kind: DefinitionKind): Report {
    const definitions = this.of(orgId, serverId)
      .list(kind)
      .map(({ name, body, findings }) => ({ name, body, findings: [...findings] }));
    return { orgId, serverId, kind, observedAt: this.now(), definitions };
  }
}
