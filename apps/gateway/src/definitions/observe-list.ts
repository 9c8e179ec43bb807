import { digestBytes, digestOf } from '@sallyport/audit';
import type { DefinitionKind } from '@sallyport/contracts';
import type { Inspector } from '@sallyport/detect';
import type { ObservedDefinition } from './server-definitions.js';

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
 */
export const observeEntry = (inspector: Inspector, kind: ListedKind, entry: unknown): ObservedDefinition | null => {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return null;
  const body = entry as Readonly<Record<string, unknown>>;
  const name = body[NAME_KEYS[kind]];
  if (typeof name !== 'string' || name.length === 0 || name.length > NAME_LENGTH_MAX) return null;
  return { name, digest: digestOf(body), body, findings: inspector.inspectMessage(body, 'definition', '') };
};

/** Name of the one definition of kind `instructions` a server has. */
export const INSTRUCTIONS_NAME = 'instructions';

/** What `initialize` tells the model, as a definition. */
export const observeInstructions = (inspector: Inspector, instructions: string): ObservedDefinition => {
  const body = { instructions };
  return {
    name: INSTRUCTIONS_NAME,
    digest: digestOf(body),
    body,
    findings: inspector.inspectMessage(body, 'definition', ''),
  };
};

/** Lists seen lately, by their exact bytes: servers answer the same list over and over. */
export class ListMemory {
  private readonly entries = new Map<string, readonly (ObservedDefinition | null)[]>();
  private static readonly LISTS_MAX = 256;

  recall(
    kind: ListedKind,
    raw: Buffer,
    observe: () => readonly (ObservedDefinition | null)[],
  ): readonly (ObservedDefinition | null)[] {
    const key = `${kind} ${digestBytes(raw)}`;
    const known = this.entries.get(key);
    if (known !== undefined) return known;
    const seen = observe();
    if (this.entries.size >= ListMemory.LISTS_MAX) this.entries.clear();
    this.entries.set(key, seen);
    return seen;
  }
}
