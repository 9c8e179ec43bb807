import {
  behaviourSchema,
  type Finding,
  findingSchema,
  NO_BEHAVIOUR,
  type PolicyDocument,
  type PolicyTest,
  type Target,
} from '@sallyport/contracts';
import { decide } from '../decide.js';
import type { Decision, DecisionInput } from '../decision-input.js';
import type { Program } from '../program/program.js';

/** Outcome of one test of a document; `expected` and `actual` are effects. */
export interface PolicyTestResult {
  readonly name: string;
  readonly passed: boolean;
  readonly expected: string;
  readonly actual: string;
  /** One sentence: why it failed, or which rules decided. */
  readonly detail: string;
}

/** The time in tests of documents: a Monday at noon UTC, so that a test says the same every day. */
export const TEST_NOW = Date.UTC(2026, 0, 5, 12);

type Given = PolicyTest['given'];

const targetOf = (given: Given): Target => {
  if (given.tool !== undefined) return { kind: 'tool', name: given.tool };
  if (given.resource !== undefined) return { kind: 'resource', name: given.resource };
  if (given.prompt !== undefined) return { kind: 'prompt', name: given.prompt };
  return { kind: 'none', name: '' };
};

const METHOD_OF: Readonly<Record<Target['kind'], string>> = {
  tool: 'tools/call',
  resource: 'resources/read',
  prompt: 'prompts/get',
  none: 'tools/list',
};

type GivenFinding = NonNullable<Given['findings']>[number];

/** A finding with everything the test leaves out: raw, certain, of high severity, in the arguments or the result. */
const findingOf = (given: GivenFinding, direction: DecisionInput['direction']): Finding => {
  const pointer = direction === 'request' ? '/params/arguments' : '/result';
  const whole = {
    detector: `${given.category}.test`,
    severity: 'high',
    confidence: 1,
    pointer,
    start: 0,
    end: 0,
    view: 'raw',
    evidence: '',
    title: '',
    frameworks: [],
  };
  return findingSchema.parse({ ...whole, ...given });
};

/** The message a test describes. What it leaves out is the plainest thing there is: a user in no group, no arguments. */
export const inputOfTest = (given: Given): DecisionInput => {
  const target = targetOf(given);
  const direction = given.direction ?? 'request';
  const name = given.principal?.name ?? 'someone';
  const slug = given.server ?? 'some-server';
  const args = given.args ?? {};
  const { state = 'pinned', risk = 'low', capabilities = [] } = given;
  return {
    direction,
    method: given.method ?? METHOD_OF[target.kind],
    principal: {
      id: name,
      kind: given.principal?.kind ?? 'user',
      name,
      groups: given.principal?.groups ?? [],
      role: given.principal?.role,
    },
    client: given.client === undefined ? null : { name: given.client, version: given.clientVersion ?? '' },
    server: {
      id: slug,
      slug,
      name: slug,
      tier: given.tier ?? 'standard',
      egress: given.egress ?? 'external',
      transport: 'streamable-http',
      labels: given.labels ?? [],
    },
    target,
    ...(target.kind === 'tool' ? { tool: { annotations: given.annotations ?? {}, state, capabilities, risk } } : {}),
    args,
    argumentsBytes: Buffer.byteLength(JSON.stringify(args)),
    findings: (given.findings ?? []).map((finding) => findingOf(finding, direction)),
    now: given.now === undefined ? TEST_NOW : Date.parse(given.now),
    address: given.address ?? null,
    argumentRoles: given.roles ?? {},
    behaviour: behaviourSchema.parse({
      flow: { ...NO_BEHAVIOUR.flow, ...given.flow },
      session: { ...NO_BEHAVIOUR.session, ...given.session },
    }),
    ...(given.result === undefined ? {} : { result: given.result }),
  };
};

const nameRules = (decision: Decision): string => {
  const ids = decision.rules.map(({ ruleId }) => ruleId);
  return ids.length === 0 ? `no rule applied (${decision.reasons.join(', ')})` : `decided by ${ids.join(', ')}`;
};

/** Runs one test whose findings are findings. */
export const runTest = (test: PolicyTest, program: Program): PolicyTestResult => {
  const decision = decide(program, inputOfTest(test.given));
  const missing = (test.rules ?? []).filter((id) => !decision.rules.some(({ ruleId }) => ruleId === id));
  const passed = decision.effect === test.expect && missing.length === 0;
  const why = missing.length === 0 ? nameRules(decision) : `${nameRules(decision)}, but not by ${missing.join(', ')}`;
  return { name: test.name, passed, expected: test.expect, actual: decision.effect, detail: why.slice(0, 500) };
};

const unusable = (test: PolicyTest): PolicyTestResult => ({
  name: test.name,
  passed: false,
  expected: test.expect,
  actual: 'none',
  detail: 'a finding in "given" is not a finding',
});

/** Runs a document's own tests through {@link decide}. */
export const runTests = (document: PolicyDocument, program: Program): PolicyTestResult[] =>
  (document.tests ?? []).map((test) => {
    const usable = (test.given.findings ?? []).every((finding) => findingSchema.partial().safeParse(finding).success);
    return usable ? runTest(test, program) : unusable(test);
  });
