import { seconds } from '@sallyport/contracts';
import { editObject, elementSpans, locate, parseJson, splice } from '@sallyport/mcp';
import type { Recognised } from '../pipeline/exchange.js';
import type { MemberEntrance } from './member-entrance.js';
import { CollectedReply } from './member-replies.js';
import type { MemberSessions } from './member-sessions.js';
import { aggregateName, aggregateUri } from './names.js';

/** A server that takes longer is left out of this list; it is there in the next. */
const WAIT_MS = seconds(10);
/** A server that pages on without end is cut here. */
const PAGES_MAX = 50;
/** Servers asked at once. */
const PARALLEL_MAX = 8;

/** What of a list is renamed, and where the list stands. */
const LISTS = {
  'tools/list': { member: 'tools', key: 'name' },
  'prompts/list': { member: 'prompts', key: 'name' },
  'resources/list': { member: 'resources', key: 'uri' },
  'resources/templates/list': { member: 'resourceTemplates', key: 'uriTemplate' },
} as const;
type ListMethod = keyof typeof LISTS;

export const isListMethod = (method: string): method is ListMethod => Object.hasOwn(LISTS, method);

export interface AggregateListsOptions {
  readonly entrance: MemberEntrance;
  readonly sessions: MemberSessions;
}

/**
 * The lists of all servers as one: each asked for through the pipeline, so that it is filtered as it would be alone. Entries
 * keep their bytes but for their names; the whole comes as one page.
 */
export class AggregateLists {
  private readonly options: AggregateListsOptions;

  constructor(options: AggregateListsOptions) {
    this.options = options;
  }

  /** @returns the whole answer */
  async list(exchange: Recognised, method: ListMethod, slugs: readonly string[]): Promise<Buffer> {
    const lists = await inTurns(slugs, PARALLEL_MAX, (slug) => this.listOf(exchange, method, slug));
    const { member, key } = LISTS[method];
    const seen = new Set<string>();
    const entries = lists.flatMap((found, i) => found.flatMap((entry) => renamed(entry, key, slugs[i] ?? '', seen)));
    const list = Buffer.concat(entries.flatMap((entry, i) => (i === 0 ? [entry] : [COMMA, entry])));
    const { message } = exchange;
    const id = JSON.stringify(message.kind === 'request' ? message.id : null);
    const hints = exchange.peer.era === 'modern' ? ',"resultType":"complete","ttlMs":0,"cacheScope":"private"' : '';
    return Buffer.concat([
      Buffer.from(`{"jsonrpc":"2.0","id":${id},"result":{"${member}":[`),
      list,
      Buffer.from(`]${hints}}}`),
    ]);
  }

  /** Entries of one server; none when it does not answer, or refuses. */
  private async listOf(exchange: Recognised, method: ListMethod, slug: string): Promise<Buffer[]> {
    const entries: Buffer[] = [];
    const pointer = `/result/${LISTS[method].member}`;
    const deadline = Date.now() + WAIT_MS;
    let cursor: string | null = null;
    for (let page = 0; page < PAGES_MAX; page++) {
      const answer = await this.ask(exchange, slug, pageOf(exchange.body, cursor), deadline - Date.now());
      if (answer === null || locate(answer, pointer) === null) break;
      for (const { start, end } of elementSpans(answer, pointer)) entries.push(answer.subarray(start, end));
      cursor = textAt(answer, '/result/nextCursor');
      if (cursor === null) break;
    }
    return entries;
  }

  private async ask(exchange: Recognised, slug: string, body: Buffer, withinMs: number): Promise<Buffer | null> {
    const { entrance, sessions } = this.options;
    const { session } = exchange;
    const reply = new CollectedReply();
    const timer = setTimeout(() => reply.leave(), Math.max(0, withinMs));
    const answered = async (): Promise<Buffer | null> => {
      const sessionId = session === null ? null : await sessions.of({ ...exchange, session }, slug);
      if (reply.wanted) void entrance.post(exchange, { slug, body, reply, sessionId });
      return reply.answer;
    };
    try {
      // Beginning the session takes of the same time.
      return await Promise.race([answered(), reply.answer]);
    } catch {
      // A server that cannot be reached has an empty list; that it cannot is recorded under its own name.
      return null;
    } finally {
      clearTimeout(timer);
    }
  }
}

const COMMA = Buffer.from(',');

/** The client's own request, without its cursor: ours is the one page. */
const pageOf = (body: Buffer, cursor: string | null): Buffer => {
  const change = cursor === null ? { remove: ['cursor'] } : { set: { cursor: JSON.stringify(cursor) } };
  return editObject(body, '/params', change);
};

const textAt = (bytes: Buffer, pointer: string): string | null => {
  const span = locate(bytes, pointer);
  const value: unknown = span === null ? null : parseJson(bytes.subarray(span.start, span.end));
  return typeof value === 'string' ? value : null;
};

const renamed = (entry: Buffer, key: string, slug: string, seen: Set<string>): Buffer[] => {
  const own = textAt(entry, `/${key}`);
  const span = locate(entry, `/${key}`);
  if (own === null || span === null) return [];
  // Addresses stay as they are while they are one server's only: clients and models know them from elsewhere.
  const plain = key === 'name' ? aggregateName(slug, own) : own;
  const name = key !== 'name' && seen.has(plain) ? aggregateUri(slug, own) : plain;
  if (seen.has(name)) return [];
  seen.add(name);
  return [name === own ? entry : splice(entry, [{ ...span, replacement: Buffer.from(JSON.stringify(name)) }])];
};

/** Runs over all items, so many at once, and gives the results in their order. */
const inTurns = async <T, R>(items: readonly T[], most: number, run: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await run(items[at] as T);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, work));
  return results;
};
