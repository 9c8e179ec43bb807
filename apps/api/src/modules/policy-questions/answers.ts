import { canonicalize } from '@sallyport/audit';
import {
  EFFECTS,
  MILD_CHANGES,
  type OPERATIONS,
  type Principal,
  type Reason,
  type RuleRef,
} from '@sallyport/contracts';
import { argumentRoles, createInspector } from '@sallyport/detect';
import { compile, type Decision, type DecisionInput, decide, type Program } from '@sallyport/policy';
import type { ResultOf } from '../../platform/operation.decorator.js';
import type { InForce } from '../snapshots/snapshot-history.js';
import type { PastServer, PastTool } from '../snapshots/snapshot-parts.js';
import type { Basis } from './in-force.js';

type WhoMayCall = ResultOf<typeof OPERATIONS.askWhoMayCall>;
export type Answer = Omit<WhoMayCall['answers'][number], 'principal'>;
type Path = Answer['path'];
type Rule = Program['rules'][number];

/** What is asked about a call besides who calls which tool. */
export interface Circumstances {
  readonly args?: Record<string, unknown> | undefined;
  readonly address?: string | undefined;
  readonly client?: string | undefined;
}

export interface ToolUnderQuestion {
  readonly server: PastServer;
  readonly name: string;
  /** Null when the server has not listed it. */
  readonly tool: PastTool | null;
  readonly inputSchema?: unknown;
}

/** Tools on servers that are there. */
export const toolsOf = ({ servers, tools }: Pick<InForce, 'servers' | 'tools'>): ToolUnderQuestion[] => {
  const byId = new Map(servers.map((server) => [server.id, server]));
  return tools.flatMap((tool) => {
    const server = byId.get(tool.serverId);
    return server ? [{ server, name: tool.name, tool }] : [];
  });
};

const inspector = createInspector();

/** Answers questions about one state of things; the policies are compiled once. */
export const createAnswers = (policies: Parameters<typeof compile>[0], basis: Basis) => {
  const program = compile(policies);
  const rules = new Map(program.rules.map((rule) => [keyOf(rule.ref), rule]));
  return (principal: Principal, subject: ToolUnderQuestion, circumstances: Circumstances): Answer => {
    const decision = decide(program, toInput(principal, subject, circumstances, basis.asOf.getTime()));
    const refusal = refusalOf(subject, basis);
    const deciding = refusal === null ? decision.rules[0] : undefined;
    return {
      effect: refusal === null ? decision.effect : 'deny',
      certain: refusal !== null || !decision.unknown,
      reasons: refusal === null ? decision.reasons : [refusal],
      rules: refusal === null ? decision.rules : [],
      observed: refusal === null ? decision.observed : [],
      path: deciding === undefined ? [] : pathOf(rules.get(keyOf(deciding)), principal),
      message: refusal === null ? decision.message : null,
      approval: approvalOf(decision, refusal),
      exceptions: refusal === null ? decision.exceptions : [],
    };
  };
};

const keyOf = ({ policyId, ruleId }: RuleRef): string => `${policyId}/${ruleId}`;

const approvalOf = ({ approval }: Decision, refusal: Reason | null): Answer['approval'] =>
  refusal === null ? approval : null;

/** What gateways refuse whatever policies say. */
const refusalOf = ({ server, tool }: ToolUnderQuestion, { driftedDefinitions }: Basis): Reason | null => {
  if (!server.enabled) return 'server-disabled';
  if (tool?.state === 'blocked') return 'definition-blocked';
  const mild = tool?.change !== undefined && MILD_CHANGES.includes(tool.change);
  if (tool?.state === 'drifted' && driftedDefinitions === 'deny' && !mild) return 'definition-drifted';
  return null;
};

const toInput = (
  principal: Principal,
  { server, name, tool, inputSchema }: ToolUnderQuestion,
  { args, address, client }: Circumstances,
  now: number,
): DecisionInput => ({
  direction: 'request',
  method: 'tools/call',
  principal,
  client: client === undefined ? null : { name: client, version: '' },
  server,
  target: { kind: 'tool', name },
  tool: tool ?? undefined,
  args,
  argumentsBytes: args === undefined ? 0 : Buffer.byteLength(canonicalize(args)),
  findings:
    args === undefined
      ? []
      : inspector.inspectArguments({ toolName: name, inputSchema, args, pointerBase: '/params/arguments' }),
  now,
  address: address ?? null,
  argumentRoles: args === undefined ? {} : Object.fromEntries(argumentRoles(inputSchema, args)),
});

/** Each thing about the principal that makes the rule speak of them. */
const pathOf = (rule: Rule | undefined, { kind, name, groups, role }: Principal): Path => {
  if (rule === undefined) return [];
  const { group, match } = rule;
  const { users = [], serviceAccounts = [], devices = [], groups: named = [], roles = [] } = match.principals ?? {};
  const own = { user: users, service_account: serviceAccounts, device: devices }[kind];
  const path: Path = [
    ...(group === null ? [] : [{ via: 'group' as const, name: group }]),
    ...own.filter((each) => each === name).map((each) => ({ via: kind, name: each })),
    ...named.filter((each) => groups.includes(each)).map((each) => ({ via: 'group' as const, name: each })),
    ...roles.filter((each) => each === role).map((each) => ({ via: 'role' as const, name: each })),
  ];
  return path.length > 0 ? path.slice(0, 50) : [{ via: 'everyone', name: '' }];
};

export const countAnswers = (answers: readonly Answer[]): WhoMayCall['counts'] => ({
  allow: answers.filter(({ effect }) => effect === 'allow').length,
  redact: answers.filter(({ effect }) => effect === 'redact').length,
  approve: answers.filter(({ effect }) => effect === 'approve').length,
  deny: answers.filter(({ effect }) => effect === 'deny').length,
  uncertain: answers.filter(({ certain }) => !certain).length,
});

/** Mildest first. */
export const byEffect = (a: Answer, b: Answer): number => EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect);

export const toSubject = ({ server, name, tool }: ToolUnderQuestion): NonNullable<WhoMayCall['subject']> => ({
  serverId: server.id,
  server: server.slug,
  tier: server.tier,
  enabled: server.enabled,
  tool: name,
  state: tool?.state ?? null,
  risk: tool?.risk ?? null,
  capabilities: [...(tool?.capabilities ?? [])],
});
