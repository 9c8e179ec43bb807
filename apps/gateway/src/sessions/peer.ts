import { hash } from 'node:crypto';
import type { ClientInfo } from '@sallyport/contracts';
import type { Peer } from '../upstream/upstream.js';
import type { SessionOwner } from './session-owner.js';

type Capabilities = Readonly<Record<string, unknown>>;

const ownerText = ({ orgId, principalId, serverId }: SessionOwner): string => `${orgId}/${principalId}/${serverId}`;

/** @param part  what tells this client's sessions apart: a session's id or a call's */
export const legacyPeer = (
  owner: SessionOwner,
  part: string,
  facts: Pick<Peer, 'protocolVersion' | 'client' | 'capabilities'>,
): Peer => ({ era: 'legacy', ...facts, key: `${ownerText(owner)}/${part}`, principalId: owner.principalId });

/** A modern client, told by what each of its requests says of it. Its key is a digest, made only when a bridge asks. */
export class ModernPeer implements Peer {
  readonly era = 'modern';
  readonly protocolVersion: string;
  readonly client: ClientInfo | null;
  readonly capabilities: Capabilities;
  private readonly owner: SessionOwner;
  private digest: string | null = null;

  constructor(owner: SessionOwner, facts: Pick<Peer, 'protocolVersion' | 'client' | 'capabilities'>) {
    this.owner = owner;
    this.protocolVersion = facts.protocolVersion;
    this.client = facts.client;
    this.capabilities = facts.capabilities;
  }

  get principalId(): string {
    return this.owner.principalId;
  }

  get key(): string {
    this.digest ??= hash('sha256', JSON.stringify([this.protocolVersion, this.client, this.capabilities]), 'base64url');
    return `${ownerText(this.owner)}/${this.digest}`;
  }
}
