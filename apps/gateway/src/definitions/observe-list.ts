import { digestBytes, digestOf } from '@sallyport/audit';
import { type DefinitionKind, mib } from '@sallyport/contracts';
import type { Inspector, NamedTool } from '@sallyport/detect';
import { DEFINITION_FINDINGS_MAX, type ObservedDefinition } from './server-definitions.js';

/** Member of a definition that names it, by kind. */
const NAME_KEYS = {
  tool: 'name',
  prompt: 'name',
  resource: 'uri',
  resource_template: 'uriTemplate',
} as const satisfies Record<Exclude<DefinitionKind, 'instructions'>, string>;

export type ListedKind = keyof typeof NAME_KEYS;

const NAME_LENGTH_MAX = 1024;

/**
 * Reads one entry of a list as a definition, inspected. Null when it has no usable name: such an entry cannot be called, so
 * it is not shown either.
 * @param peers  tools of the organisation's other servers, which it must neither imitate nor give orders about
 */
export const observeEntry = (
  inspector: Inspector,
  kind: ListedKind,
  entry: unknown,
  peers: readonly NamedTool[] = [],
): ObservedDefinition | null => {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return null;
  const body = entry as Readonly<Record<string, unknown>>;
  const name = body[NAME_KEYS[kind]];
  if (typeof name !== 'string' || name.length === 0 || name.length > NAME_LENGTH_MAX) return null;
  return observed(name, body, inspector, peers);
};

const observed = (
  name: string,
  body: ObservedDefinition['body'],
  inspector: Inspector,
  peers: readonly NamedTool[] = [],
): ObservedDefinition => {
  const findings = inspector.inspectMessage(body, 'definition', '', peers).slice(0, DEFINITION_FINDINGS_MAX);
  const bytes = Buffer.byteLength(JSON.stringify(body)) + Buffer.byteLength(JSON.stringify(findings));
  return { name, digest: digestOf(body), body, findings, bytes };
};

/** Name of the one definition of kind `instructions` a server has. */
export const INSTRUCTIONS_NAME = 'instructions';

/** What `initialize` tells the model, as a definition. */
export const observeInstructions = (inspector: Inspector, instructions: string): ObservedDefinition =>
  observed(INSTRUCTIONS_NAME, { instructions }, inspector);

/** Lists seen lately, by their exact bytes: servers answer the same list over and over. */
export class ListMemory {
  private readonly entries = new Map<string, readonly (ObservedDefinition | null)[]>();
  private readonly readers = new WeakMap<object, number>();
  private readerCount = 0;
  private bytes = 0;
  private static readonly LISTS_MAX = 256;
  private static readonly BYTES_MAX = mib(16);
  /** A list longer than this is read anew every time. */
  private static readonly LIST_BYTES_MAX = mib(1);

  /** @param readers  by which it is read, and beside which tools: what one organisation's own detectors see is not another's to know */
  recall(
    readers: readonly object[],
    kind: ListedKind,
    raw: Buffer,
    observe: () => readonly (ObservedDefinition | null)[],
  ): readonly (ObservedDefinition | null)[] {
    const key = `${readers.map((reader) => this.numberOf(reader)).join('.')} ${kind} ${digestBytes(raw)}`;
    const known = this.entries.get(key);
    if (known !== undefined) return known;
    const seen = observe();
    if (raw.length > ListMemory.LIST_BYTES_MAX) return seen;
    if (this.entries.size >= ListMemory.LISTS_MAX || this.bytes + raw.length > ListMemory.BYTES_MAX) {
      this.entries.clear();
      this.bytes = 0;
    }
    this.entries.set(key, seen);
    this.bytes += raw.length;
    return seen;
  }

  private numberOf(reader: object): number {
    const known = this.readers.get(reader);
    if (known !== undefined) return known;
    this.readerCount += 1;
    this.readers.set(reader, this.readerCount);
    return this.readerCount;
  }
}
