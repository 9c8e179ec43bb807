import type { DecisionContext, DefinitionKind, DefinitionState } from '@sallyport/contracts';
import { toolFacts } from '@sallyport/detect';
import type { DefinitionPins } from '../snapshot/org-runtime.js';
import type { ServerDefinitions } from './server-definitions.js';

/** The definition a call is decided by. */
export interface ResolvedDefinition {
  readonly digest: string;
  readonly state: DefinitionState;
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
  return resolved(
    source,
    pin === undefined ? 'pinned' : stateOf(pin.state, seen !== undefined && seen.digest !== pin.digest),
  );
};

const stateOf = (pinned: DefinitionState, changed: boolean): DefinitionState =>
  pinned === 'pinned' && changed ? 'drifted' : pinned;

/** By the pin or the listing it is of, in the state it was last found in: states change less often than calls come. */
const known = new WeakMap<Source, ResolvedDefinition>();

/** What a definition lets one tell does not change; reading it is no work for every call. */
const resolved = (source: Source, state: DefinitionState): ResolvedDefinition => {
  const before = known.get(source);
  if (before?.state === state) return before;
  const { capabilities, risk } = before?.tool ?? toolFacts(source.body);
  const definition: ResolvedDefinition = {
    digest: source.digest,
    state,
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
