import type { DefinitionKind, DefinitionState, ToolCapability, ToolRisk } from '@sallyport/contracts';
import type { DefinitionPins } from '../snapshot/org-runtime.js';
import type { ServerDefinitions } from './server-definitions.js';

/** The definition a call is decided by. */
export interface ResolvedDefinition {
  readonly digest: string;
  readonly state: DefinitionState;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly capabilities: readonly ToolCapability[];
  readonly risk: ToolRisk;
  readonly inputSchema: unknown;
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
  return {
    digest: source.digest,
    state: pin === undefined ? 'pinned' : stateOf(pin.state, seen !== undefined && seen.digest !== pin.digest),
    annotations: asRecord(source.body.annotations),
    capabilities: [],
    risk: 'medium',
    inputSchema: source.body.inputSchema,
  };
};

const stateOf = (pinned: DefinitionState, changed: boolean): DefinitionState =>
  pinned === 'pinned' && changed ? 'drifted' : pinned;

const NO_ANNOTATIONS: Readonly<Record<string, unknown>> = Object.freeze({});

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : NO_ANNOTATIONS;
