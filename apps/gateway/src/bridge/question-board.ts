import { randomBytes } from 'node:crypto';
import { bindToReplica } from '../replicas/bound-id.js';

/** Questions put to clients at once, by one server and to one client. */
const QUESTIONS_MAX = 10_000;
const QUESTIONS_PER_PEER_MAX = 64;
const ID_BYTES = 16;

/** Takes the client's answer: a whole JSON-RPC response. */
export type TakeAnswer = (body: Buffer) => void;

interface Open {
  readonly peerKey: string;
  readonly take: TakeAnswer;
}

/** Questions put to legacy clients, by the id each was given. An answer is taken from the client that was asked, once. */
export class QuestionBoard {
  private readonly open = new Map<string, Open>();
  private readonly perPeer = new Map<string, number>();
  private readonly replicaId: string;

  constructor(replicaId: string) {
    this.replicaId = replicaId;
  }

  /** @returns the id to ask under; null when too many are open */
  add(peerKey: string, take: TakeAnswer): string | null {
    const ofPeer = this.perPeer.get(peerKey) ?? 0;
    if (this.open.size >= QUESTIONS_MAX || ofPeer >= QUESTIONS_PER_PEER_MAX) return null;
    const id = bindToReplica(this.replicaId, randomBytes(ID_BYTES).toString('base64url'));
    this.open.set(id, { peerKey, take });
    this.perPeer.set(peerKey, ofPeer + 1);
    return id;
  }

  /** @returns false when no such question is open for this client */
  answer(id: string | number | null, peerKey: string, body: Buffer): boolean {
    const question = typeof id === 'string' ? this.open.get(id) : undefined;
    if (typeof id !== 'string' || question === undefined || question.peerKey !== peerKey) return false;
    this.remove(id);
    question.take(body);
    return true;
  }

  remove(id: string): void {
    const question = this.open.get(id);
    if (question === undefined) return;
    this.open.delete(id);
    const left = (this.perPeer.get(question.peerKey) ?? 0) - 1;
    if (left > 0) this.perPeer.set(question.peerKey, left);
    else this.perPeer.delete(question.peerKey);
  }
}
