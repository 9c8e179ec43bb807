import { digestOf } from '@sallyport/audit';
import type { DefinitionId, DefinitionState, Finding } from '@sallyport/contracts';

/** A definition as it is stored. */
export interface KnownDefinition {
  readonly id: DefinitionId;
  readonly name: string;
  readonly digest: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly state: DefinitionState;
  readonly observedDigest: string | null;
  readonly present: boolean;
  readonly lastSeenAt: Date;
}

/** A definition as the server sent it. */
export interface ReportedDefinition {
  readonly name: string;
  readonly body: Record<string, unknown>;
  readonly findings: readonly Finding[];
}

interface Pair {
  readonly known: KnownDefinition;
  readonly reported: ReportedDefinition;
  readonly digest: string;
}

export interface DefinitionDiff {
  /** Seen for the first time: pinned as they are. */
  readonly appeared: readonly Omit<Pair, 'known'>[];
  /** Differ from their pin in a way not seen before. */
  readonly changed: readonly Pair[];
  /** Went back to their pin. */
  readonly reverted: readonly Pair[];
  /** As pinned, or as changed as before. */
  readonly unchanged: readonly Pair[];
  readonly vanished: readonly KnownDefinition[];
}

/**
 * Compares the complete list a server gave with what is known of it. Pure. When a list names something twice the last one
 * counts, as it does for a client that builds a map.
 */
export const diffDefinitions = (
  known: readonly KnownDefinition[],
  reported: readonly ReportedDefinition[],
): DefinitionDiff => {
  const knownByName = new Map(known.map((definition) => [definition.name, definition]));
  const reportedByName = new Map(reported.map((definition) => [definition.name, definition]));
  const appeared: Omit<Pair, 'known'>[] = [];
  const pairs: Record<'changed' | 'reverted' | 'unchanged', Pair[]> = { changed: [], reverted: [], unchanged: [] };
  for (const definition of reportedByName.values()) {
    const digest = digestOf(definition.body);
    const before = knownByName.get(definition.name);
    if (before) pairs[compare(before, digest)].push({ known: before, reported: definition, digest });
    else appeared.push({ reported: definition, digest });
  }
  return { appeared, ...pairs, vanished: known.filter(({ name, present }) => present && !reportedByName.has(name)) };
};

const compare = (known: KnownDefinition, digest: string): 'changed' | 'reverted' | 'unchanged' => {
  if (digest === known.digest) return known.observedDigest === null ? 'unchanged' : 'reverted';
  return digest === known.observedDigest ? 'unchanged' : 'changed';
};
