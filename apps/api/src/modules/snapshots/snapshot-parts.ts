import type { Snapshot, SnapshotDefinition, SnapshotServer } from '@sallyport/contracts';
import { type ToolFacts, toolFacts } from '@sallyport/detect';

/** A tool as decisions see it: what its definition lets one tell, without the definition. */
export interface PastTool extends ToolFacts, Pick<SnapshotDefinition, 'serverId' | 'name' | 'state' | 'change'> {
  readonly annotations: Readonly<Record<string, unknown>>;
}

/** A server as decisions see it. */
export type PastServer = Pick<SnapshotServer, 'id' | 'slug' | 'name' | 'tier' | 'egress' | 'enabled'> & {
  readonly transport: 'streamable-http' | 'stdio';
  readonly labels: readonly string[];
};

/** A policy in force; texts of the organisation's own are in `policy_versions`. */
export type PastPolicy = Omit<Snapshot['policies'][number], 'text'> & { readonly text?: string };

export const serversPart = (servers: Snapshot['servers']): PastServer[] =>
  servers.map(({ id, slug, name, tier, egress, enabled, transport, labels = [] }) => ({
    id,
    slug,
    name,
    tier,
    egress,
    enabled,
    transport: transport.kind,
    labels,
  }));

export const toolsPart = (definitions: Snapshot['definitions']): PastTool[] =>
  definitions
    .filter(({ kind }) => kind === 'tool')
    .map(({ serverId, name, state, body, change }) => ({
      serverId,
      name,
      state,
      ...(change === undefined ? {} : { change }),
      annotations: annotationsOf(body),
      ...toolFacts(body),
    }));

/** Only the platform's texts are kept: nothing else remembers them. */
export const policiesPart = (policies: Snapshot['policies']): PastPolicy[] =>
  policies.map(({ text, ...policy }) => (policy.level === 'platform' ? { ...policy, text } : policy));

const annotationsOf = ({ annotations }: SnapshotDefinition['body']): Record<string, unknown> =>
  typeof annotations === 'object' && annotations !== null ? { ...annotations } : {};
