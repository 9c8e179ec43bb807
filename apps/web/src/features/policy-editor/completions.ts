import {
  DEFINITION_STATES,
  EFFECTS,
  FINDING_CATEGORIES,
  LIMIT_KEYS,
  LIMIT_UNITS,
  ROLES,
  RULE_MODES,
  SERVER_TIERS,
  SEVERITIES,
  TOOL_CAPABILITIES,
  TOOL_RISKS,
  WEEKDAYS,
} from '@sallyport/contracts';
import { COMMON_METHODS } from '../../lib/mcp-methods';
import type { CursorPlace } from './yaml-path';

export interface Suggestion {
  readonly label: string;
  readonly kind: 'key' | 'value';
  readonly detail: string;
}

/** Names of this organisation that a policy can speak of. */
export interface PolicyVocabulary {
  readonly servers: readonly string[];
  readonly tools: readonly string[];
  readonly groups: readonly string[];
  /** People as rules name them, by e-mail address. */
  readonly users: readonly string[];
  readonly serviceAccounts: readonly string[];
  /** Labels of servers. */
  readonly labels: readonly string[];
}

export const NO_VOCABULARY: PolicyVocabulary = {
  servers: [],
  tools: [],
  groups: [],
  users: [],
  serviceAccounts: [],
  labels: [],
};

const KEYS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': {
    version: 'always 1',
    name: 'name of the policy',
    description: 'what it is for',
    appliesTo: 'makes it the policy of a group',
    lowerLevels: 'whether groups may allow what this level does not',
    rules: 'what it decides',
    pathZones: 'where paths in arguments may lead',
    exceptions: 'narrow, named and ending',
    tests: 'what it must decide',
  },
  appliesTo: { group: 'its rules speak of members of this group only' },
  'rules.[]': {
    id: 'short name, shown with every decision',
    description: 'why the rule exists',
    message: 'what the denied person is told',
    match: 'what the rule speaks of; all of its keys have to fit',
    when: 'condition in CEL; true means the rule applies',
    effect: EFFECTS.join(', '),
    redact: 'what is replaced, and how',
    approvers: 'who may approve',
    obligations: 'what has to happen besides the effect',
    mode: 'observe only notes, warn marks the call, enforce acts',
    rollout: 'stages: for whom the mode is another one',
    expires: 'from then on the rule is not there',
    overridable: 'whether lower levels may make exceptions from it',
  },
  'pathZones.[]': {
    id: 'short name, shown with every decision',
    description: 'why the zone exists',
    message: 'what the denied person is told',
    match: 'servers, tools, principals and clients it speaks of',
    inside: 'directories that paths have to lead into',
    readOnly: 'directories where nothing may be changed',
    except: 'directories where nothing may go',
    mode: RULE_MODES.join(', '),
  },
  'exceptions.[]': {
    id: 'short name, kept with every decision',
    server: 'short name of the server',
    tool: 'name of the tool',
    detector: 'what is not to be seen, such as path.traversal',
    argument: 'JSON pointer into the arguments',
    rule: 'id of the rule that does not apply',
    principals: 'for whom',
    expires: 'when it ends',
    grantedBy: 'who granted it',
    reason: 'why',
  },
  match: {
    direction: 'request or response; missing means both',
    methods: 'MCP methods',
    servers: 'short names of servers',
    tools: 'names of tools, * for any text',
    resources: 'URIs of resources',
    prompts: 'names of prompts',
    principals: 'people, groups and accounts',
    clients: 'names clients give themselves',
    tiers: SERVER_TIERS.join(', '),
    risks: TOOL_RISKS.join(', '),
    states: DEFINITION_STATES.join(', '),
    labels: 'labels of the server',
    time: 'days and hours',
    networks: 'where the client calls from, such as 10.0.0.0/8',
  },
  time: {
    days: WEEKDAYS.join(', '),
    from: '09:00',
    to: '17:30, not included',
    zone: 'Europe/Berlin; UTC when missing',
  },
  principals: {
    users: 'people, by e-mail address',
    groups: 'anybody in any of these',
    roles: ROLES.join(', '),
    serviceAccounts: 'by name',
    devices: 'by name',
  },
  redact: { categories: 'kinds of finding', how: 'placeholder, mask or hash' },
  approvers: {
    groups: 'any of these',
    users: 'any of these',
    count: 'how many have to, 1 to 5',
    expires: 'how long the call waits: 30m, 2h, 1d',
    reuse: 'how long the grant holds for the same arguments',
  },
  obligations: {
    alert: 'tell the security team, this urgently',
    capture: 'arguments, result or both are kept as evidence',
    label: 'labels the call gets',
    limits: 'rate limits and budgets',
    stepUp: 'the person signs in again when it was too long ago',
  },
  'limits.[]': {
    of: LIMIT_UNITS.join(', '),
    max: 'at most this many',
    every: 'in each window: 1m, 1h, 1d',
    per: `counted apart for each: ${LIMIT_KEYS.join(', ')}`,
    at: 'JSON pointer of rows or cost',
  },
  stepUp: { maxAge: 'signed in at most this long ago: 30m' },
  'rollout.[]': {
    percent: 'share of people, always the same ones',
    groups: 'or members of these',
    mode: RULE_MODES.join(', '),
  },
  'tests.[]': {
    name: 'what must hold',
    given: 'the call',
    expect: EFFECTS.join(', '),
    rules: 'rules that must take part',
  },
  given: {
    direction: 'request or response',
    method: 'MCP method',
    principal: 'who calls',
    client: 'name of the client',
    server: 'short name',
    tier: SERVER_TIERS.join(', '),
    egress: 'internal or external',
    labels: 'labels of the server',
    state: DEFINITION_STATES.join(', '),
    risk: TOOL_RISKS.join(', '),
    capabilities: TOOL_CAPABILITIES.join(', '),
    address: 'where the client calls from',
    now: 'time of the call',
    tool: 'name of the tool',
    annotations: 'as the server declares them',
    resource: 'URI',
    prompt: 'name',
    args: 'arguments of the call',
    result: 'the answer, in a test about answers',
    findings: 'what inspection saw',
  },
  'findings.[]': {
    category: 'kind of finding',
    detector: 'id of the detector',
    severity: SEVERITIES.join(', '),
    confidence: '0 to 1',
    pointer: 'JSON pointer of the text it is in',
  },
  principal: {
    name: 'name',
    kind: 'user, service_account or device',
    role: ROLES.join(', '),
    groups: 'groups they are in',
  },
};

const scopeOf = (path: readonly string[]): string =>
  path.at(-1) === '[]' ? path.slice(-2).join('.') : (path.at(-1) ?? '');

/** What a key means, null when the language does not have it there. */
export const explainKey = (path: readonly string[], key: string): string | null => KEYS[scopeOf(path)]?.[key] ?? null;

/** What fits where the cursor stands; empty when anything may be written there. */
export const suggestFor = (place: CursorPlace, vocabulary: PolicyVocabulary): Suggestion[] =>
  place.kind === 'key' ? suggestKeys(place.path) : suggestValues(place, vocabulary);

const suggestKeys = (path: readonly string[]): Suggestion[] => {
  return Object.entries(KEYS[scopeOf(path)] ?? {}).map(([label, detail]) => ({ label, kind: 'key', detail }));
};

const toValues = (labels: readonly string[], detail: string): Suggestion[] =>
  labels.map((label) => ({ label, kind: 'value', detail }));

const CLOSED: Readonly<Record<string, readonly string[]>> = {
  effect: EFFECTS,
  expect: EFFECTS,
  mode: RULE_MODES,
  direction: ['request', 'response'],
  how: ['placeholder', 'mask', 'hash'],
  tiers: SERVER_TIERS,
  tier: SERVER_TIERS,
  categories: FINDING_CATEGORIES,
  category: FINDING_CATEGORIES,
  risks: TOOL_RISKS,
  risk: TOOL_RISKS,
  states: DEFINITION_STATES,
  state: DEFINITION_STATES,
  roles: ROLES,
  role: ROLES,
  days: WEEKDAYS,
  alert: SEVERITIES,
  severity: SEVERITIES,
  capture: ['arguments', 'result', 'both'],
  of: LIMIT_UNITS,
  per: LIMIT_KEYS,
  lowerLevels: ['allow', 'tighten'],
  egress: ['internal', 'external'],
  capabilities: TOOL_CAPABILITIES,
  methods: COMMON_METHODS,
  method: COMMON_METHODS,
  overridable: ['true', 'false'],
};

const OWN_NAMES: Readonly<Record<string, keyof PolicyVocabulary>> = {
  servers: 'servers',
  server: 'servers',
  tools: 'tools',
  tool: 'tools',
  groups: 'groups',
  group: 'groups',
  users: 'users',
  grantedBy: 'users',
  serviceAccounts: 'serviceAccounts',
  labels: 'labels',
};

const suggestValues = ({ path, key }: CursorPlace, vocabulary: PolicyVocabulary): Suggestion[] => {
  if (key === null) return [];
  if (key === 'kind') return path.includes('principal') ? toValues(['user', 'service_account', 'device'], 'kind') : [];
  const own = OWN_NAMES[key];
  if (own) return toValues(vocabulary[own], DETAIL[own]);
  return toValues(CLOSED[key] ?? [], CLOSED_DETAIL[key] ?? key);
};

const DETAIL: Readonly<Record<keyof PolicyVocabulary, string>> = {
  servers: 'server',
  tools: 'tool',
  groups: 'group',
  users: 'person',
  serviceAccounts: 'service account',
  labels: 'label',
};
const CLOSED_DETAIL: Readonly<Record<string, string>> = { categories: 'finding', expect: 'effect', how: 'replaced by' };
