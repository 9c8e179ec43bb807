import type { Digest } from '@sallyport/audit';
import { type DefinitionKind, type Finding, mib } from '@sallyport/contracts';

/** Most definitions of one kind kept and reported per server, as the report's contract bounds them. */
export const DEFINITIONS_MAX = 5000;
/** Findings kept and reported per definition. */
export const DEFINITION_FINDINGS_MAX = 50;
/** Bytes kept per server, so that a report about it is never larger than the api takes and gets pinned. */
export const DEFINITION_BYTES_MAX = mib(8);

/** A definition as a server sent it. */
export interface ObservedDefinition {
  readonly name: string;
  readonly digest: Digest;
  readonly body: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
  /** What body and findings take as JSON. */
  readonly bytes: number;
}

/** Too much to keep: known by digest alone, so that a change of it is still one. */
const withoutBody = (definition: ObservedDefinition): ObservedDefinition => ({
  ...definition,
  body: {},
  findings: [],
  bytes: 0,
});

/**
 * What one server has been seen to define since the gateway started, over all its sessions. A union, because servers show
 * different clients different lists: a definition one session saw is known, whichever session asks.
 */
export class ServerDefinitions {
  private readonly kinds = new Map<DefinitionKind, Map<string, ObservedDefinition>>();
  private bytes = 0;
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
      this.bytes -= before?.bytes ?? 0;
      const kept = this.bytes + definition.bytes > DEFINITION_BYTES_MAX ? withoutBody(definition) : definition;
      this.bytes += kept.bytes;
      known.set(definition.name, kept);
      news = true;
    }
    if (news) this.onChange(kind);
  }
}
