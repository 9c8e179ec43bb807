import type { Digest } from '@sallyport/audit';
import type { DefinitionKind, Finding } from '@sallyport/contracts';

/** Most definitions of one kind kept and reported per server, as the report's contract bounds them. */
export const DEFINITIONS_MAX = 5000;

/** A definition as a server sent it. */
export interface ObservedDefinition {
  readonly name: string;
  readonly digest: Digest;
  readonly body: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
}

/**
 * What one server has been seen to define since the gateway started, over all its sessions. A union, because servers show
 * different clients different lists: a definition one session saw is known, whichever session asks.
 */
export class ServerDefinitions {
  private readonly kinds = new Map<DefinitionKind, Map<string, ObservedDefinition>>();
  private readonly onChange: (kind: DefinitionKind) => void;

  /** @param onChange  a definition of this kind is new or differs from what was there */
  constructor(onChange: (kind: DefinitionKind) => void) {
    this.onChange = onChange;
  }

  find(kind: DefinitionKind, name: string): ObservedDefinition | undefined {
    return this.kinds.get(kind)?.get(name);
  }

  list(kind: DefinitionKind): ObservedDefinition[] {
    return [...(this.kinds.get(kind)?.values() ?? [])];
  }

  /** Notes what a list showed; calls back once if anything of it is news. */
  observe(kind: DefinitionKind, seen: readonly ObservedDefinition[]): void {
    const known = this.kinds.get(kind) ?? new Map<string, ObservedDefinition>();
    this.kinds.set(kind, known);
    let news = false;
    for (const definition of seen) {
      const before = known.get(definition.name);
      if (before?.digest === definition.digest) continue;
      if (before === undefined && known.size >= DEFINITIONS_MAX) continue;
      known.set(definition.name, definition);
      news = true;
    }
    if (news) this.onChange(kind);
  }
}
