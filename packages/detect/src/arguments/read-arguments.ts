import type { ArgumentRole } from '@sallyport/contracts';
import type { ToolContext } from '../detectors/detector.js';
import { embeddedLeaves, mayBeEmbedded } from '../leaves/embedded.js';
import { appendPointer, LEAF_DEPTH_MAX, type Leaf, NAME_UNITS_MIN } from '../leaves/leaves.js';
import { roleIn, schemaBelow } from '../roles/argument-roles.js';
import { type NameTraits, traitsOf } from '../roles/names.js';

/** A string of the arguments and what it is for. */
export interface ArgumentLeaf extends Leaf {
  readonly role: ArgumentRole;
}

/** A way down: pointers are written out for what is found, which is next to nothing. */
interface Step {
  readonly above: Step | null;
  readonly token: string | number;
}

class PlainLeaf implements ArgumentLeaf {
  constructor(
    readonly text: string,
    readonly key: string,
    readonly role: ArgumentRole,
    readonly isName: boolean,
    private readonly base: string,
    private readonly step: Step | null,
  ) {}

  get pointer(): string {
    return pointerOf(this.base, this.step);
  }
}

const pointerOf = (base: string, step: Step | null): string =>
  step === null ? base : appendPointer(pointerOf(base, step.above), step.token);

const ROOT = traitsOf('');

export interface ReadArguments {
  /** Every string in order, long names of members among them; at the end what is written in strings as JSON. */
  readonly leaves: readonly ArgumentLeaf[];
  /** What `ofMember` said of the names of all members together. */
  readonly members: number;
}

/**
 * One walk over the arguments of a call. Values nested deeper than 128 are left out.
 * @param ofMember bits that a name stands for
 */
export function readArguments(
  { args, inputSchema, pointerBase }: { args: unknown; inputSchema?: unknown; pointerBase: string },
  tool: ToolContext,
  ofMember: (name: string) => number,
): ReadArguments {
  const reader = new Reader(pointerBase, tool, ofMember);
  reader.walk(args, inputSchema, '', ROOT, null, 0);
  const { leaves } = reader;
  const plain = leaves.length;
  for (let i = 0; i < plain; i++) {
    const leaf = leaves[i];
    if (leaf === undefined || !mayBeEmbedded(leaf.text)) continue;
    for (const inner of embeddedLeaves(leaf))
      leaves.push({ ...inner, role: roleInside(inner.embedded ?? '', inner, tool) });
  }
  return reader;
}

class Reader implements ReadArguments {
  readonly leaves: ArgumentLeaf[] = [];
  members = 0;

  constructor(
    private readonly base: string,
    private readonly tool: ToolContext,
    private readonly ofMember: (name: string) => number,
  ) {}

  walk(value: unknown, schema: unknown, key: string, name: NameTraits, step: Step | null, depth: number): void {
    if (typeof value === 'string') {
      const role = roleIn(schema, name, value, this.tool.name);
      this.leaves.push(new PlainLeaf(value, key, role, false, this.base, step));
      return;
    }
    if (typeof value !== 'object' || value === null || depth === LEAF_DEPTH_MAX) return;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++)
        this.walk(value[i], schemaBelow(schema, String(i)), key, name, { above: step, token: i }, depth + 1);
      return;
    }
    for (const token of Object.keys(value)) {
      this.members |= this.ofMember(token);
      const at = { above: step, token };
      if (token.length >= NAME_UNITS_MIN)
        this.leaves.push(new PlainLeaf(token, key, 'identifier', true, this.base, at));
      const traits = traitsOf(token);
      const member: unknown = (value as Record<string, unknown>)[token];
      this.walk(member, schemaBelow(schema, token), token, traits.isPlace ? name : traits, at, depth + 1);
    }
  }
}

/** The role of what stands in a JSON text: no schema speaks of it, the names along its way do. */
function roleInside(embedded: string, { text }: Leaf, { name: toolName }: ToolContext): ArgumentRole {
  let name = ROOT;
  for (const token of embedded.split('/').slice(1)) {
    const traits = traitsOf(token.replace(/~1/g, '/').replace(/~0/g, '~'));
    if (!traits.isPlace) name = traits;
  }
  return roleIn(undefined, name, text, toolName);
}
