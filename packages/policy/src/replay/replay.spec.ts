import { type DecidedRecord, NO_BEHAVIOUR } from '@sallyport/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../compile.js';
import { decide } from '../decide.js';
import type { DecisionInput } from '../decision-input.js';
import { arbitraryPolicies } from '../test-support/arbitraries.js';
import { arbitraryInput } from '../test-support/arbitrary-input.js';
import { finding, toolCall } from '../test-support/inputs.js';
import { programOf } from '../test-support/programs.js';
import { recordOf } from '../test-support/records.js';
import { inputOfRecord } from './input-of-record.js';
import { replay } from './replay.js';

const CALLS = 10_000;
const CALLS_PER_PROGRAM = 20;
const runs = (calls: number): { numRuns: number } => ({ numRuns: Math.ceil(calls / CALLS_PER_PROGRAM) });
const inputs = fc.array(arbitraryInput, { minLength: CALLS_PER_PROGRAM, maxLength: CALLS_PER_PROGRAM });

/** The message as the gateway decides it: what was asked has its arguments, what servers ask has none, findings speak of both. */
const asDecided = (input: DecisionInput): DecisionInput | null => {
  if (input.direction === 'response') {
    if (input.method === 'tools/call') return null;
    return { ...input, args: undefined, argumentRoles: {}, argumentsBytes: 0 };
  }
  const { args = {}, behaviour = NO_BEHAVIOUR } = input;
  return { ...input, method: 'tools/call', target: { kind: 'tool', name: 'read_file' }, args, behaviour };
};

const isMasked = ({ findings }: DecisionInput): boolean => findings.some(({ category }) => category === 'secret');

const policies = (...rules: object[]) =>
  compile([{ id: 'pol_1', name: 'p', version: 1, text: JSON.stringify({ version: 1, name: 'p', rules }) }]);

describe('a replay equals the live decision', { timeout: 120_000 }, () => {
  it('bit for bit, over ten thousand recorded messages', () => {
    let compared = 0;
    let exact = 0;
    fc.assert(
      fc.property(arbitraryPolicies, inputs, (random, messages) => {
        const program = programOf(random);
        for (const message of messages.map(asDecided)) {
          if (message === null) continue;
          const live = decide(program, message);
          const again = replay(program, recordOf(message, live));
          compared += 1;
          if (message.direction === 'request' && isMasked(message)) {
            if (again.decidable) expect(again.decision.effect).toBe(live.effect);
          } else expect(again.exact).toBe(true);
          if (!again.exact) continue;
          exact += 1;
          if (JSON.stringify(again.decision) !== JSON.stringify(live)) expect(again.decision).toEqual(live);
        }
      }),
      // Some of the messages are answers, which have no record of their own.
      runs(CALLS * 1.5),
    );
    expect(compared).toBeGreaterThanOrEqual(CALLS);
    expect(exact).toBeGreaterThan(CALLS / 2);
  });

  it('never guesses: what it says without the arguments holds with them', () => {
    let decidable = 0;
    let undecidable = 0;
    const lost = { arguments: null, argumentsTruncated: true };
    fc.assert(
      fc.property(arbitraryPolicies, inputs, (random, messages) => {
        const program = programOf(random);
        for (const message of messages.map(asDecided)) {
          if (message === null || message.direction === 'response' || message.args === null) continue;
          const live = decide(program, message);
          const again = replay(program, recordOf(message, live, lost));
          expect(again.missing).toEqual(['arguments']);
          if (again.decidable) expect(again.decision.effect).toBe(live.effect);
          if (again.exact) expect(again.decision).toEqual(live);
          if (again.decidable) decidable += 1;
          else undecidable += 1;
        }
      }),
      runs(CALLS / 3),
    );
    expect(Math.min(decidable, undecidable)).toBeGreaterThan(CALLS / 100);
  });
});

describe('what a record lacks', () => {
  const byArgument = policies(
    { id: 'all', effect: 'allow' },
    { id: 'prod', effect: 'deny', when: 'has(args.database) && args.database == "prod"' },
    { id: 'keys', effect: 'deny', when: 'hasFinding("secret")' },
    { id: 'big', effect: 'deny', when: 'argsBytes > 1000' },
  );
  const call = toolCall({ args: { database: 'test' }, argumentsBytes: 19 });
  const live = decide(byArgument, call);

  it.each<[string, Partial<DecidedRecord>]>([
    ['not kept', { arguments: null }],
    ['too large to be kept', { arguments: null, argumentsTruncated: true }],
    ['masked', { arguments: { database: '****' }, findings: [finding({ category: 'pii' })] }],
  ])('arguments that are %s are unknown', (_what, overrides) => {
    const again = replay(byArgument, recordOf(call, live, overrides));
    expect(again).toMatchObject({ decidable: false, exact: false, missing: ['arguments'], byPolicy: true });
  });

  it('no arguments at all are known', () => {
    const record = recordOf({ ...call, args: null }, live);
    expect(inputOfRecord(record)).toMatchObject({ unknown: [], input: { args: null } });
    expect(replay(byArgument, record)).toMatchObject({ decidable: true, missing: [], decision: { effect: 'allow' } });
  });

  it('decides all the same where the rest suffices: findings and sizes are known', () => {
    const secret = recordOf(call, live, { arguments: null, findings: [finding()] });
    expect(replay(byArgument, secret)).toMatchObject({ decidable: true, exact: false, decision: { effect: 'deny' } });
    const large = recordOf(call, live, { arguments: null, argumentsBytes: 2000 });
    expect(replay(byArgument, large)).toMatchObject({ decidable: true, decision: { effect: 'deny' } });
  });

  it('without its context nothing can be told', () => {
    const { context: _context, ...old } = recordOf(call, live);
    expect(inputOfRecord(old)).toEqual({ input: null, unknown: ['context'] });
    expect(replay(byArgument, old)).toMatchObject({
      decidable: false,
      missing: ['context'],
      decision: { effect: 'allow' },
    });
    const anonymous = recordOf(call, live, { principal: null });
    expect(replay(byArgument, anonymous)).toMatchObject({ decidable: false, missing: ['context'] });
  });
});

it('does not guess what flowed where the record does not say', () => {
  const program = policies(
    { id: 'all', effect: 'allow' },
    { id: 'crm', effect: 'deny', when: 'flow.origins.exists(o, o == "crm")' },
  );
  const old = recordOf(toolCall(), decide(program, toolCall()));
  expect(replay(program, old)).toMatchObject({ decidable: false, exact: false, missing: ['context'] });
  const behaviour = { ...NO_BEHAVIOUR, flow: { ...NO_BEHAVIOUR.flow, origins: ['crm'] } };
  const message = toolCall({ behaviour });
  const again = replay(program, recordOf(message, decide(program, message)));
  expect(again).toMatchObject({ decidable: true, exact: true, decision: { effect: 'deny' } });
});

describe('what policy did not decide stays as it is recorded', () => {
  const closed = policies({ id: 'none', effect: 'deny' });

  it.each(['method-exempt', 'definition-blocked', 'token-invalid', 'snapshot-stale', 'inspection-failed'] as const)(
    '%s',
    (reason) => {
      const effect = reason === 'method-exempt' ? 'allow' : 'deny';
      const record = recordOf(toolCall(), { effect, reasons: [reason], rules: [], observed: [] });
      const again = replay(closed, record);
      expect(again).toMatchObject({ byPolicy: false, decidable: true, decision: { effect, reasons: [reason] } });
    },
  );

  it.each(['limit-exceeded', 'step-up-required'] as const)(
    '%s came after the decision, which is made again',
    (reason) => {
      const record = recordOf(toolCall(), { effect: 'deny', reasons: [reason], rules: [], observed: [] });
      const open = policies({ id: 'all', effect: 'allow' });
      expect(replay(open, record)).toMatchObject({ byPolicy: true, decision: { effect: 'allow' } });
    },
  );
});

describe('methods are decided again the way the gateway decided them', () => {
  const noLists = policies({ id: 'no-lists', effect: 'deny', match: { methods: ['tools/list', 'sampling/*'] } });
  const nothing = policies({ id: 'never', effect: 'deny', match: { tools: ['none'] } });
  const list = toolCall({ method: 'tools/list', target: { kind: 'none', name: '' }, tool: undefined, args: null });

  it('a list is allowed unless a rule denies it for certain', () => {
    const record = recordOf(list, decide(noLists, list));
    expect(replay(noLists, record).decision).toMatchObject({ effect: 'deny', reasons: ['rule-matched'] });
    expect(replay(nothing, record).decision).toMatchObject({ effect: 'allow', reasons: ['method-exempt'] });
  });

  it('what a server asks needs an allow, the answer to it does not', () => {
    const question = toolCall({ ...list, direction: 'response', method: 'sampling/createMessage', args: undefined });
    expect(replay(nothing, recordOf(question, decide(noLists, question))).decision.reasons).toEqual(['default-denied']);
    const answer = toolCall({ ...list, method: 'sampling/createMessage', args: { text: 'x' } });
    const record = recordOf(answer, decide(noLists, answer));
    expect(replay(nothing, record).decision.reasons).toEqual(['method-exempt']);
    expect(replay(noLists, record).decision.effect).toBe('deny');
  });

  it('a task is decided as the call that made it, whose arguments nobody knows', () => {
    const program = policies(
      { id: 'all', effect: 'allow', match: { tools: ['read_file'] } },
      { id: 'prod', effect: 'deny', when: 'has(args.x)' },
    );
    const task = toolCall({ args: undefined });
    const live = decide(program, task);
    const again = replay(program, recordOf(task, live, { method: 'tasks/result' }));
    expect(again).toMatchObject({ decidable: true, missing: [], decision: live });
  });
});
