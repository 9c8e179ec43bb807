import { AppError, type DefinitionKind } from '@sallyport/contracts';
import { keepElements, type ListRule, locate, mirroredParams } from '@sallyport/mcp';
import { type DecisionInput, decide } from '@sallyport/policy';
import { type ListedKind, ListMemory, observeEntry } from '../definitions/observe-list.js';
import { isHeldBack, resolveDefinition } from '../definitions/resolve-definition.js';
import type { ObservedDefinition } from '../definitions/server-definitions.js';
import { NO_TARGET } from '../evidence/evidence.js';
import type { TaskOwners } from '../sessions/task-owners.js';
import type { Decided } from './exchange.js';
import { EXEMPT } from './exempt.js';
import { WITHOUT_ARGUMENTS } from './facts.js';
import { inspectorOf } from './inspector-of.js';
import { parseAnswer } from './parse-answer.js';
import { ownerOf } from './recognise.js';
import { type Review, type Reviewer } from './review-message.js';

/** The method by which a listed thing would be used: an entry is shown to those who might be allowed that. */
const USED_BY = {
  tool: 'tools/call',
  prompt: 'prompts/get',
  resource: 'resources/read',
  resource_template: 'resources/read',
} as const satisfies Record<ListedKind, string>;

const TARGET_KINDS = { tool: 'tool', prompt: 'prompt', resource: 'resource', resource_template: 'resource' } as const;

/** Filters lists: every entry is a definition, decided on its own with arguments unknown, and cut out when denied. */
export class ListReviewer {
  private readonly reviewer: Reviewer;
  private readonly tasks: TaskOwners;
  private readonly memory = new ListMemory();

  constructor(reviewer: Reviewer, tasks: TaskOwners) {
    this.reviewer = reviewer;
    this.tasks = tasks;
  }

  /** What remains of a list; entries that stay keep their bytes. */
  review(exchange: Decided, raw: Buffer, list: ListRule): Review {
    const value = parseAnswer(raw);
    const entries = arrayAt(value, list.pointer);
    const keep = this.kept(exchange, raw, list, entries);
    const bytes = keepElements(raw, list.pointer, (index) => keep[index] === true);
    // What is not pinned carries words of the server, and so may whatever else stands beside a list of definitions.
    const rest = isPinned(list) ? keepElements(raw, list.pointer, () => false) : bytes;
    const { method } = exchange.spec;
    const review = this.reviewer.review(exchange, { raw: rest, kind: 'definition', method, target: NO_TARGET });
    // What has to be hidden beside a list leaves nothing of the list either.
    if (review.bytes !== rest || !isPinned(list)) return review;
    return { bytes, decision: EXEMPT, findings: review.findings };
  }

  private kept(exchange: Decided, raw: Buffer, list: ListRule, entries: readonly unknown[]): readonly boolean[] {
    if (list.definition === 'task') return this.ownTasks(exchange, entries);
    if (list.definition === 'skill') return entries.map((entry) => this.isSkillShown(exchange, entry));
    return this.shown(exchange, raw, list, entries);
  }

  /** A skill is shown to those who might get it. */
  private isSkillShown(exchange: Decided, entry: unknown): boolean {
    const uri = (entry as { uri?: unknown } | null)?.uri;
    if (typeof uri !== 'string') return false;
    const asked = { method: 'skills/get', target: { kind: 'resource', name: uri } } as const;
    const used = this.reviewer.toInput({ ...exchange, ...WITHOUT_ARGUMENTS, definition: null }, asked, [], undefined);
    return decide(exchange.org.program, { ...used, direction: 'request', args: undefined }).effect !== 'deny';
  }

  private ownTasks(exchange: Decided, entries: readonly unknown[]): boolean[] {
    return entries.map((entry) => {
      const taskId = (entry as { taskId?: unknown } | null)?.taskId;
      return typeof taskId === 'string' && this.tasks.find(ownerOf(exchange), taskId) !== undefined;
    });
  }

  private shown(exchange: Decided, raw: Buffer, list: ListRule, entries: readonly unknown[]): boolean[] {
    const kind = list.definition as Exclude<DefinitionKind, 'instructions'>;
    const span = locate(raw, list.pointer);
    const inspector = inspectorOf(exchange);
    const peers = exchange.org.peersOf(exchange.server.server.slug);
    const bytes = span === null ? raw : raw.subarray(span.start, span.end);
    const observed = this.memory.recall([inspector, peers], kind, bytes, () =>
      entries.map((entry) => observeEntry(inspector, kind, entry, peers)),
    );
    const known = observed.filter((definition) => definition !== null);
    exchange.definitions.observe(kind, known);
    return observed.map((definition) => definition !== null && this.isShown(exchange, kind, definition));
  }

  private isShown(exchange: Decided, kind: ListedKind, observed: ObservedDefinition): boolean {
    const { server, definitions, org, spec } = exchange;
    const definition = resolveDefinition(server.pins, definitions, kind, observed.name);
    if (definition?.state === 'blocked') return false;
    if (isHeldBack(definition, org.settings)) return false;
    // A modern server's client has to refuse tools whose arguments could not be told from headers for certain.
    if (exchange.peer.era === 'modern' && definition !== null && !mirroredParams(definition.inputSchema).ok)
      return false;
    const target = { kind: TARGET_KINDS[kind], name: observed.name };
    const context = { ...exchange, ...WITHOUT_ARGUMENTS, definition };
    const used: DecisionInput = {
      ...this.reviewer.toInput(context, { method: USED_BY[kind], target }, [], undefined),
      direction: 'request',
      args: undefined,
    };
    if (decide(org.program, used).effect === 'deny') return false;
    // What the model reads is judged too: a poisoned description harms without a call.
    const read = this.reviewer.toInput(context, { method: spec.method, target }, observed.findings, undefined);
    const { effect } = decide(org.program, read);
    return effect === 'allow';
  }
}

const isPinned = ({ definition }: ListRule): boolean => definition !== 'task' && definition !== 'skill';

const arrayAt = (value: unknown, pointer: string): readonly unknown[] => {
  const [, outer, member] = pointer.split('/');
  const holder = (value as Readonly<Record<string, unknown>>)[outer ?? ''];
  const array = (holder as Readonly<Record<string, unknown>> | undefined)?.[member ?? ''];
  if (!Array.isArray(array))
    throw new AppError('upstream.invalid', { detail: 'The MCP server answered with no list.' });
  return array;
};
