import { EFFECTS, FINDING_CATEGORIES, RULE_MODES, SERVER_TIERS } from '@sallyport/contracts';
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
}

const KEYS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': {
    version: 'always 1',
    name: 'name of the policy',
    description: 'what it is for',
    rules: 'what it decides',
    tests: 'what it must decide',
  },
  'rules.[]': {
    id: 'short name, shown with every decision',
    description: 'why the rule exists',
    message: 'what the denied person is told',
    match: 'what the rule speaks of',
    when: 'condition in CEL',
    effect: EFFECTS.join(', '),
    redact: 'what is replaced, and how',
    approvers: 'who may approve',
    mode: RULE_MODES.join(', '),
  },
  match: {
    direction: 'request or response',
    methods: 'MCP methods',
    servers: 'short names of servers',
    tools: 'names of tools',
    resources: 'URIs of resources',
    prompts: 'names of prompts',
    principals: 'people and service accounts',
    clients: 'names clients give themselves',
    tiers: SERVER_TIERS.join(', '),
  },
  principals: { users: 'by name', groups: 'by group', serviceAccounts: 'by name' },
  redact: { categories: 'kinds of finding', how: 'mask, hash or placeholder' },
  approvers: { groups: 'any of these', users: 'any of these', count: 'how many', expires: '30m, 2h, 1d' },
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
    tool: 'name of the tool',
    annotations: 'as the server declares them',
    resource: 'URI',
    prompt: 'name',
    args: 'arguments of the call',
    findings: 'what inspection saw',
  },
  principal: { name: 'name', kind: 'user, service_account or device', groups: 'groups they are in' },
};

/** What fits where the cursor stands; empty when anything may be written there. */
export const suggestFor = (place: CursorPlace, vocabulary: PolicyVocabulary): Suggestion[] =>
  place.kind === 'key' ? suggestKeys(place.path) : suggestValues(place, vocabulary);

const suggestKeys = (path: readonly string[]): Suggestion[] => {
  const scope = path.at(-1) === '[]' ? path.slice(-2).join('.') : (path.at(-1) ?? '');
  return Object.entries(KEYS[scope] ?? {}).map(([label, detail]) => ({ label, kind: 'key', detail }));
};

const toValues = (labels: readonly string[], detail: string): Suggestion[] =>
  labels.map((label) => ({ label, kind: 'value', detail }));

const suggestValues = ({ path, key }: CursorPlace, { servers, tools, groups }: PolicyVocabulary): Suggestion[] => {
  switch (key) {
    case 'effect':
    case 'expect':
      return toValues(EFFECTS, 'effect');
    case 'mode':
      return toValues(RULE_MODES, 'mode');
    case 'direction':
      return toValues(['request', 'response'], 'direction');
    case 'how':
      return toValues(['placeholder', 'mask', 'hash'], 'how to redact');
    case 'tiers':
    case 'tier':
      return toValues(SERVER_TIERS, 'tier');
    case 'categories':
    case 'category':
      return toValues(FINDING_CATEGORIES, 'finding');
    case 'servers':
    case 'server':
      return toValues(servers, 'server');
    case 'tools':
    case 'tool':
      return toValues(tools, 'tool');
    case 'groups':
      return toValues(groups, 'group');
    case 'methods':
    case 'method':
      return toValues(COMMON_METHODS, 'method');
    case 'kind':
      return path.includes('principal') ? toValues(['user', 'service_account', 'device'], 'kind') : [];
    default:
      return [];
  }
};
