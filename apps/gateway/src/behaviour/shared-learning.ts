import type { SharedResult } from '@sallyport/detect';
import type { Learned, ReplicaNews } from '../replicas/replica-news.js';
import type { Actor } from './behaviour-book.js';

/** Results a second that are told to the other replicas; of more the rest is known to this one only. */
const TOLD_A_SECOND_MAX = 200;
const SECOND_MS = 1_000;
const PRINT_BYTES = 4;

/** Tells the other replicas what was learned: prints and labels, sealed by the channel they go over. */
export const tellOthers = (news: Pick<ReplicaNews, 'learned'>, now: () => number) => {
  let second = 0;
  let told = 0;
  return (actor: Actor, shared: SharedResult): void => {
    const current = Math.floor(now() / SECOND_MS);
    if (current !== second) [second, told] = [current, 0];
    if (shared.prints.length === 0 || told >= TOLD_A_SECOND_MAX) return;
    told += 1;
    news.learned(toNews(actor, shared));
  };
};

const toNews = (
  { orgId, principalId, client }: Actor,
  { prints, labels, asked, ...shared }: SharedResult,
): Learned => ({
  org: orgId,
  principal: principalId,
  client,
  ...shared,
  labels: [...labels],
  asked: asked.map((address) => address.slice(0, 320)),
  prints: Buffer.from(prints.buffer, prints.byteOffset, prints.byteLength).toString('base64'),
});

/** What another replica told, as it was told there. */
export const fromNews = ({
  org,
  principal,
  client,
  prints,
  ...shared
}: Learned): { actor: Actor; shared: SharedResult } => {
  const bytes = Buffer.from(prints, 'base64');
  const words = new Uint32Array(Math.floor(bytes.length / PRINT_BYTES));
  for (let i = 0; i < words.length; i += 1) words[i] = bytes.readUInt32LE(i * PRINT_BYTES);
  return { actor: { orgId: org, principalId: principal, client }, shared: { ...shared, prints: words } };
};
