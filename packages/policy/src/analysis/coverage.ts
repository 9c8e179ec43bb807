import type { PolicyLevel, PolicyRule, RuleMode, ToolRisk } from '@sallyport/contracts';
import { TOOL_RISKS } from '@sallyport/contracts';
import { compileMatch } from '../criteria/criteria.js';
import type { InputTest } from '../criteria/criterion.js';
import type { DecisionInput, DecisionServer, DecisionTool } from '../decision-input.js';
import type { RankedRule } from '../program/compiled-rule.js';
import type { Program } from '../program/program.js';

/** A tool that exists, on the server that has it. */
export interface CoveredTool {
  readonly server: DecisionServer;
  readonly name: string;
  readonly tool: DecisionTool;
}

/** A rule that can speak of calls of a tool, for some people, arguments or times. */
export interface SpeakingRule {
  readonly policyId: string;
  readonly ruleId: string;
  readonly level: PolicyLevel;
  readonly effect: PolicyRule['effect'];
  readonly mode: RuleMode;
  /** It names the tool, its server, or what kind of tools or servers they are; others speak of everything. */
  readonly names: boolean;
}

export interface ToolCoverage<T extends CoveredTool> {
  readonly tool: T;
  /** Most severe first. */
  readonly rules: readonly SpeakingRule[];
  /** A rule of the organisation or of a group names it: somebody has thought of it. */
  readonly covered: boolean;
}

export interface Coverage<T extends CoveredTool> {
  /** In the order of the tools given. */
  readonly tools: readonly ToolCoverage<T>[];
  /** Tools nobody has thought of, riskiest first. */
  readonly uncovered: readonly T[];
  /** Riskiest first; all risks, also where there are no tools. */
  readonly byRisk: readonly { readonly risk: ToolRisk; readonly total: number; readonly uncovered: number }[];
}

/** Keys of `match` that can be told of a tool without a call. */
const PLACE_KEYS = [
  'methods',
  'servers',
  'tools',
  'resources',
  'prompts',
  'tiers',
  'risks',
  'states',
  'labels',
] as const;
/** Of those, the ones that say which tools are meant. */
const NAMING_KEYS = ['servers', 'tools', 'tiers', 'risks', 'states', 'labels'] as const;

const isEverything = (value: readonly string[] | undefined): boolean => value === undefined || value.includes('*');

interface Speaker {
  readonly rule: SpeakingRule;
  readonly tests: readonly InputTest[];
}

const speakerOf = ({ ref, level, match }: RankedRule): Speaker => {
  const place = Object.fromEntries(PLACE_KEYS.flatMap((key) => (match[key] === undefined ? [] : [[key, match[key]]])));
  const names = NAMING_KEYS.some((key) => !isEverything(match[key]));
  return {
    rule: { policyId: ref.policyId, ruleId: ref.ruleId, level, effect: ref.effect, mode: ref.mode, names },
    tests: compileMatch(place),
  };
};

const callOf = ({ server, name, tool }: CoveredTool): DecisionInput => ({
  direction: 'request',
  method: 'tools/call',
  principal: { id: '', kind: 'user', name: '', groups: [] },
  client: null,
  server,
  target: { kind: 'tool', name },
  tool,
  args: undefined,
  argumentsBytes: 0,
  findings: [],
  now: 0,
  address: null,
  argumentRoles: {},
});

const riskFirst = (a: CoveredTool, b: CoveredTool): number =>
  TOOL_RISKS.indexOf(b.tool.risk) - TOOL_RISKS.indexOf(a.tool.risk);

/**
 * Says which rules can speak of which tools, and which tools no rule of the organisation or of a group names. Conditions,
 * people, clients, networks and times are not looked at: a rule that speaks of a tool for somebody speaks of it.
 * Cost: rules times tools.
 */
export const coverage = <T extends CoveredTool>(program: Program, tools: readonly T[]): Coverage<T> => {
  const speakers = program.rules.map(speakerOf);
  const covered = tools.map((tool): ToolCoverage<T> => {
    const call = callOf(tool);
    const rules = speakers.filter(({ tests }) => tests.every((test) => test(call))).map(({ rule }) => rule);
    return { tool, rules, covered: rules.some(({ names, level }) => names && level !== 'platform') };
  });
  const uncovered = covered.filter((each) => !each.covered).map(({ tool }) => tool);
  const count = (of: readonly CoveredTool[], risk: ToolRisk): number =>
    of.filter(({ tool }) => tool.risk === risk).length;
  return {
    tools: covered,
    uncovered: [...uncovered].sort(riskFirst),
    byRisk: [...TOOL_RISKS]
      .reverse()
      .map((risk) => ({ risk, total: count(tools, risk), uncovered: count(uncovered, risk) })),
  };
};
