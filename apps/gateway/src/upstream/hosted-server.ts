import { randomUUID } from 'node:crypto';
import { seconds } from '@sallyport/contracts';
import type { Logger } from '@sallyport/service-kit';
import { canBeAsked } from '../bridge/capabilities.js';
import { LegacyOnModern } from '../bridge/legacy-on-modern.js';
import { ModernOnLegacy } from '../bridge/modern-on-legacy.js';
import type { SessionNotes } from '../bridge/session-notes.js';
import { bindToReplica } from '../replicas/bound-id.js';
import { EraUpstream } from './era-upstream.js';
import { HealthNotes } from './health-notes.js';
import type { LaunchCommand } from './launchers.js';
import { LegacySides } from './legacy-sides.js';
import { ModernProbe } from './modern-probe.js';
import { MODERN_STDIO_TIMES, ModernStdioUpstream } from './modern-stdio-upstream.js';
import { RESIDENT_IDLE_MS, type ResidentLimits, ResidentSessions } from './resident-sessions.js';
import { ResidentUpstream } from './resident-upstream.js';
import { StdioLink } from './stdio-link.js';
import { StdioUpstream } from './stdio-upstream.js';
import type { Upstream, UpstreamHealth } from './upstream.js';

export interface HostedServerOptions {
  /** Name of this process among the replicas. */
  readonly replicaId: string;
  /** What legacy clients set up at a modern server; kept in this process without it. */
  readonly sessionNotes?: SessionNotes;
  readonly logger: Logger;
  /** How long a process may say nothing to a modern greeting before it counts as one of an older era. */
  readonly silenceMs?: number;
  /** Of processes that serve one session each. */
  readonly limits?: Partial<ResidentLimits>;
}

const LIMITS: ResidentLimits = { linksMax: 16, linksPerPrincipalMax: 4, idleMs: RESIDENT_IDLE_MS };
/** For the answer to a probe, beyond the silence that counts as one. */
const PROBE_ANSWER_MS = seconds(10);

/**
 * A server that runs as a process here, whichever revision it speaks: one process for all modern clients, one for the legacy
 * clients that cannot be asked anything, and one for each session of those that can.
 */
export const hostedServer = (command: () => LaunchCommand, options: HostedServerOptions): Upstream => {
  const { replicaId, sessionNotes, logger, silenceMs = MODERN_STDIO_TIMES.silenceMs } = options;
  const notes = new HealthNotes();
  const modern = new ModernStdioUpstream(command, logger, { ...MODERN_STDIO_TIMES, silenceMs });
  // The process is this replica's, and so is what it remembers of the sessions it serves.
  const newSessionId = () => bindToReplica(replicaId, randomUUID());
  const shared = new StdioUpstream(command, logger, { newSessionId });
  const residents = new ResidentSessions((handlers) => new StdioLink(command(), handlers, logger), {
    replicaId,
    limits: { ...LIMITS, ...options.limits },
    notes,
  });
  const healthOf = () => healthiest([modern.health, shared.health, notes.health]);
  const needsOwn = ({ capabilities }: { capabilities: Readonly<Record<string, unknown>> }) => canBeAsked(capabilities);
  const legacy = new LegacySides(
    [{ maker: 'stdio', upstream: new ResidentUpstream({ residents, needsOwn, shared, healthOf }) }],
    healthOf,
  );
  return new EraUpstream({
    modern,
    probe: new ModernProbe(modern, { timeoutMs: silenceMs + PROBE_ANSWER_MS }),
    legacy,
    modernOnLegacy: new ModernOnLegacy(legacy, { replicaId }),
    legacyOnModern: new LegacyOnModern(modern, {
      replicaId,
      ...(sessionNotes === undefined ? {} : { notes: sessionNotes }),
    }),
  });
};

const STATES: readonly UpstreamHealth['state'][] = ['unknown', 'down', 'starting', 'up'];

/** The best of what several processes say of one server, with the newest revision any of them speaks. */
const healthiest = (all: readonly UpstreamHealth[]): UpstreamHealth => {
  const best = all.reduce((one, other) => (STATES.indexOf(other.state) > STATES.indexOf(one.state) ? other : one));
  const facts = all.reduce((one, other) => ((other.protocolVersion ?? '') > (one.protocolVersion ?? '') ? other : one));
  return { ...best, protocolVersion: facts.protocolVersion, serverInfo: facts.serverInfo };
};
