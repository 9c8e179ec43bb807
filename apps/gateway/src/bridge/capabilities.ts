import { EXTENSIONS } from '@sallyport/mcp';

export type Capabilities = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Capabilities =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pick = (from: Capabilities, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.filter((name) => isObject(from[name])).map((name) => [name, from[name]]));

/** `extensions` without that of tasks, which the eras write differently; empty when nothing is left. */
const otherExtensions = ({ extensions }: Capabilities): { extensions?: Capabilities } => {
  if (!isObject(extensions)) return {};
  const { [EXTENSIONS.tasks]: _, ...others } = extensions;
  return Object.keys(others).length === 0 ? {} : { extensions: others };
};

const CLIENT_BOTH = ['elicitation', 'sampling', 'experimental'] as const;
const SERVER_BOTH = ['prompts', 'resources', 'tools', 'completions', 'logging', 'experimental'] as const;

/** What a modern client declared, as `initialize` says it. Its roots never change by notification. */
export const toLegacyClient = (capabilities: Capabilities): Capabilities => ({
  ...pick(capabilities, CLIENT_BOTH),
  ...(isObject(capabilities.roots) && { roots: {} }),
  ...otherExtensions(capabilities),
});

/** What a legacy client declared, as a modern request says it. It is given no tasks: see `not-carried.ts`. */
export const toModernClient = (capabilities: Capabilities): Capabilities => ({
  ...pick(capabilities, CLIENT_BOTH),
  ...(isObject(capabilities.roots) && { roots: {} }),
  ...otherExtensions(capabilities),
});

/** What a legacy server declared, as `server/discover` says it. */
export const toModernServer = (capabilities: Capabilities): Capabilities => {
  const { extensions = {} } = otherExtensions(capabilities);
  const all = makesTasks(capabilities) ? { ...extensions, [EXTENSIONS.tasks]: {} } : extensions;
  return { ...pick(capabilities, SERVER_BOTH), ...(Object.keys(all).length > 0 && { extensions: all }) };
};

/** What a modern server declared, as the answer to `initialize` says it. */
export const toLegacyServer = (capabilities: Capabilities): Capabilities => ({
  ...pick(capabilities, SERVER_BOTH),
  ...otherExtensions(capabilities),
});

/** Whether a legacy server makes tasks of tool calls. */
export const makesTasks = ({ tasks }: Capabilities): boolean =>
  isObject(tasks) && isObject(tasks.requests) && isObject(tasks.requests.tools) && isObject(tasks.requests.tools.call);

/** Whether a modern client or server declared the tasks extension. */
export const hasTasks = ({ extensions }: Capabilities): boolean =>
  isObject(extensions) && isObject(extensions[EXTENSIONS.tasks]);

export interface ServerFeatures {
  readonly toolsListChanged: boolean;
  readonly promptsListChanged: boolean;
  readonly resourcesListChanged: boolean;
  readonly subscribe: boolean;
  readonly logging: boolean;
  readonly tasks: boolean;
}

/** What a legacy server says it can do, as far as a bridge acts on it. */
export const featuresOf = (capabilities: Capabilities): ServerFeatures => {
  const flag = (name: string, member: string): boolean => {
    const value = capabilities[name];
    return isObject(value) && value[member] === true;
  };
  return {
    toolsListChanged: flag('tools', 'listChanged'),
    promptsListChanged: flag('prompts', 'listChanged'),
    resourcesListChanged: flag('resources', 'listChanged'),
    subscribe: flag('resources', 'subscribe'),
    logging: isObject(capabilities.logging),
    tasks: makesTasks(capabilities),
  };
};

/** Whether a client that declared this may be asked that, and if not, the JSON-RPC error code the asking server gets. */
export const refusalOf = (capabilities: Capabilities, method: string, params: Capabilities): number | null => {
  if (method === 'roots/list') return isObject(capabilities.roots) ? null : METHOD_NOT_FOUND;
  if (method === 'sampling/createMessage') return samplingRefusal(capabilities.sampling, params);
  if (method === 'elicitation/create') return elicitationRefusal(capabilities.elicitation, params.mode);
  return METHOD_NOT_FOUND;
};

const METHOD_NOT_FOUND = -32601;
const INVALID_PARAMS = -32602;

const samplingRefusal = (sampling: unknown, params: Capabilities): number | null => {
  if (!isObject(sampling)) return METHOD_NOT_FOUND;
  const needsTools = params.tools !== undefined || params.toolChoice !== undefined;
  return needsTools && !isObject(sampling.tools) ? INVALID_PARAMS : null;
};

/** Without a mode named, a client takes forms; a request without one is a form. */
const elicitationRefusal = (elicitation: unknown, mode: unknown): number | null => {
  if (!isObject(elicitation)) return METHOD_NOT_FOUND;
  if (mode === 'url') return isObject(elicitation.url) ? null : INVALID_PARAMS;
  return isObject(elicitation.form) || !isObject(elicitation.url) ? null : INVALID_PARAMS;
};

/** Whether a client can be asked anything at all. */
export const canBeAsked = (capabilities: Capabilities): boolean =>
  isObject(capabilities.roots) || isObject(capabilities.sampling) || isObject(capabilities.elicitation);
