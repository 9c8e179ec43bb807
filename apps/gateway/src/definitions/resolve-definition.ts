import {
  type DecisionContext,
  type DefinitionChange,
  type DefinitionKind,
  type DefinitionState,
  MILD_CHANGES,
  type Snapshot,
  type SnapshotDefinition,
} from '@sallyport/contracts';
import { classifyDefinitionDiff, toolFacts } from '@sallyport/detect';
import type { DefinitionPins } from '../snapshot/org-runtime.js';
import type { ObservedDefinition, ServerDefinitions } from './server-definitions.js';

/** The definition a call is decided by. */
export interface ResolvedDefinition {
  readonly digest: string;
  readonly state: DefinitionState;
  /** Of a drifted one: what the text brings that the server sends now; null when that cannot be told. */
  readonly change: DefinitionChange | null;
  /** What policy knows of it; one object for as long as the definition stays, so that its text can be shared. */
  readonly tool: NonNullable<DecisionContext['tool']>;
  readonly inputSchema: unknown;
}

interface Source {
  readonly digest: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * What is known of a definition: the pin, what the server shows now, or both. Where both exist the pinned text counts, since
 * a person approved that one; a server that shows another is drifted from this moment on, before the api has said so.
 * @returns null when neither a pin nor a listing knows it
 */
export const resolveDefinition = (
  pins: DefinitionPins,
  observed: ServerDefinitions,
  kind: DefinitionKind,
  name: string,
): ResolvedDefinition | null => {
  const pin = pins.find(kind, name);
  const seen = observed.find(kind, name);
  const source = pin ?? seen;
  if (source === undefined) return null;
  if (pin === undefined) return resolved(source, 'pinned', null);
  const changed = seen !== undefined && seen.digest !== pin.digest;
  const state = stateOf(pin.state, changed);
  return resolved(source, state, state === 'drifted' ? changeOf(pin, changed ? seen : undefined) : null);
};

const stateOf = (pinned: DefinitionState, changed: boolean): DefinitionState =>
  pinned === 'pinned' && changed ? 'drifted' : pinned;

/** Whether a definition waits for a person because of what its change brings; what cannot be told waits too. */
export const isHeldBack = (
  definition: Pick<ResolvedDefinition, 'state' | 'change'> | null,
  { driftedDefinitions }: Pick<Snapshot['settings'], 'driftedDefinitions'>,
): boolean => {
  if (definition?.state !== 'drifted' || driftedDefinitions !== 'deny') return false;
  return definition.change === null || !MILD_CHANGES.includes(definition.change);
};

/** By what was seen, and the digest it was compared with: a list is read again for every client, and changes seldom. */
const compared = new WeakMap<ObservedDefinition, { readonly digest: string; readonly change: DefinitionChange }>();

/** What this gateway has seen itself counts; what only others saw is as the api told. */
const changeOf = (pin: SnapshotDefinition, seen: ObservedDefinition | undefined): DefinitionChange | null => {
  if (seen === undefined) return pin.change ?? null;
  // Too large to be kept: its text is not there to compare.
  if (seen.bytes === 0) return null;
  const before = compared.get(seen);
  if (before?.digest === pin.digest) return before.change;
  const { change } = classifyDefinitionDiff(pin.body, seen.body);
  compared.set(seen, { digest: pin.digest, change });
  return change;
};

/** By the pin or the listing it is of, in the state it was last found in: states change less often than calls come. */
const known = new WeakMap<Source, ResolvedDefinition>();

/** What a definition lets one tell does not change; reading it is no work for every call. */
const resolved = (source: Source, state: DefinitionState, change: DefinitionChange | null): ResolvedDefinition => {
  const before = known.get(source);
  if (before?.state === state && before.change === change) return before;
  const { capabilities, risk } = before?.tool ?? toolFacts(source.body);
  const definition: ResolvedDefinition = {
    digest: source.digest,
    state,
    change,
    tool: { annotations: asRecord(source.body.annotations), state, capabilities: [...capabilities], risk },
    inputSchema: source.body.inputSchema,
  };
  known.set(source, definition);
  return definition;
};

const NO_ANNOTATIONS: Record<string, unknown> = Object.freeze({});

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : NO_ANNOTATIONS;
