import { mib, NO_BEHAVIOUR } from '@sallyport/contracts';
import type { FlowCall, FlowResult } from '@sallyport/detect';
import { describe, expect, it } from 'vitest';
import { BehaviourBook } from './behaviour-book.js';
import { heeded, isFollowing } from './modes.js';
import { SeenBehaviour } from './seen-behaviour.js';

const ADA = { orgId: 'org_1', principalId: 'prn_ada', client: 'agent' };
const TEXT = 'The audit of the northern depot found four pallets missing and two mislabelled.';
const resultOf = (text: string, overrides: Partial<FlowResult> = {}): FlowResult => ({
  server: 'crm',
  tool: 'get_note',
  bytes: Buffer.from(JSON.stringify({ result: { content: [{ type: 'text', text }] } })),
  asks: 'nowhere',
  labels: [],
  isPublic: false,
  isUntrusted: false,
  args: {},
  at: 1_000,
  ...overrides,
});
const callOf = (body: string, overrides: Partial<FlowCall> = {}): FlowCall => ({
  server: 'mail',
  tool: 'send',
  args: { to: 'x@y.example', body },
  pointerBase: '/params/arguments',
  isOutside: true,
  at: 2_000,
  ...overrides,
});
const originsOf = (book: BehaviourBook, actor = ADA, at = 2_000): string[] =>
  book.examine(actor, callOf(TEXT, { at })).behaviour.flow.origins;

describe('what is remembered', () => {
  it('is of one organisation, principal and client, and decays', () => {
    const book = new BehaviourBook();
    book.learn(ADA, resultOf(TEXT));
    expect(originsOf(book)).toEqual(['crm']);
    expect(originsOf(book, { ...ADA, orgId: 'org_2' })).toEqual([]);
    expect(originsOf(book, { ...ADA, principalId: 'prn_bob' })).toEqual([]);
    expect(originsOf(book, { ...ADA, client: 'other' })).toEqual([]);
    expect(originsOf(book, ADA, 1_000 + 7 * 3_600_000)).toEqual([]);
  });

  it('is forgotten on a reset, and does not come back from another replica', () => {
    const told: Parameters<BehaviourBook['absorb']>[] = [];
    const one = new BehaviourBook({ tell: (actor, shared) => void told.push([actor, shared]) });
    const two = new BehaviourBook();
    one.learn(ADA, resultOf(TEXT));
    for (const [actor, shared] of told) two.absorb(actor, shared);
    expect(originsOf(two)).toEqual(['crm']);
    two.applyResets('org_1', [{ principalId: 'prn_ada', client: 'agent', at: 1_500 }]);
    expect(originsOf(two)).toEqual([]);
    for (const [actor, shared] of told) two.absorb(actor, shared);
    expect(originsOf(two)).toEqual([]);
    // The same snapshot again changes nothing of what was learned since.
    two.learn(ADA, resultOf(TEXT, { at: 1_800 }));
    two.applyResets('org_1', [{ principalId: 'prn_ada', client: 'agent', at: 1_500 }]);
    expect(originsOf(two)).toEqual(['crm']);
  });

  it('is bounded for a principal and an organisation, and nobody evicts another organisation’s', () => {
    const book = new BehaviourBook();
    book.learn(ADA, resultOf(TEXT));
    const flood = Buffer.from(
      JSON.stringify(Array.from({ length: 4_000 }, (_, i) => `row ${(i * 7919) % 99_991} of many`)),
    );
    for (let i = 0; i < 400; i += 1) {
      const actor = { orgId: 'org_2', principalId: `prn_${i}`, client: `c${i}` };
      book.learn(actor, resultOf('', { bytes: flood }));
    }
    for (let i = 0; i < 50; i += 1) book.learn({ ...ADA, orgId: 'org_3', client: `c${i}` }, resultOf(TEXT));
    expect(book.bytes).toBeLessThan(mib(40));
    expect(originsOf(book)).toEqual(['crm']);
    expect(originsOf(book, { ...ADA, orgId: 'org_3', client: 'c0' })).toEqual([]);
    expect(originsOf(book, { ...ADA, orgId: 'org_3', client: 'c49' })).toEqual(['crm']);
  }, 60_000);
});

it('organisations may have behaviour observed, or not looked at', () => {
  const finding = new BehaviourBook();
  finding.learn(ADA, resultOf(TEXT));
  const { findings } = finding.examine(ADA, callOf(Buffer.from(TEXT).toString('base64')));
  expect(findings.map(({ detector }) => detector)).toEqual(['flow.disguised']);
  expect(heeded({ modeOf: () => 'observe' }, findings)).toMatchObject([{ observed: true }]);
  expect(heeded({ modeOf: () => 'off' }, findings)).toEqual([]);
  expect([isFollowing({ modeOf: () => 'off' }), isFollowing({ modeOf: () => 'on' })]).toEqual([false, true]);
});

it('what was read of the arguments is in no record of the behaviour', () => {
  const book = new BehaviourBook();
  const { behaviour } = book.examine(ADA, callOf('a text of the caller'));
  expect(SeenBehaviour.sentOf(behaviour)?.leaves.map(({ text }) => text)).toEqual([
    'x@y.example',
    'a text of the caller',
  ]);
  expect(JSON.stringify(behaviour)).not.toContain('caller');
  expect(SeenBehaviour.sentOf(NO_BEHAVIOUR)).toBeUndefined();
});
