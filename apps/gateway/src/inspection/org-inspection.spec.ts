import type { CustomDetector, InspectionSettings } from '@sallyport/contracts';
import { createInspector, sealSecret } from '@sallyport/detect';
import { shareOf } from '@sallyport/policy';
import { expect, it } from 'vitest';
import { OrgInspection } from './org-inspection.js';

const base = createInspector();

const codename = (id: string, literal: string): CustomDetector => ({
  id,
  title: 'A code name that is not to leave',
  why: '',
  fix: '',
  category: 'other',
  severity: 'high',
  confidence: 0.95,
  surfaces: ['argument'],
  secret: false,
  literals: [literal],
  patterns: [],
  tests: { match: [{ text: literal }], pass: [{ text: 'nothing' }] },
});

const settings = (more: Partial<InspectionSettings>): InspectionSettings => ({
  modes: {},
  custom: [],
  bundles: [],
  ...more,
});

const seenBy = (inspection: OrgInspection, principalId: string, text: string) =>
  inspection
    .for(principalId)
    .inspectArguments({ args: { note: text }, pointerBase: '/params/arguments' })
    .map(({ detector, observed }) => ({ detector, observed }));

const KEY = 'AKIA' + 'Q7TZ4KX2M5WPB3DN';

it('takes what ships as it is where nothing is set', () => {
  const inspection = new OrgInspection(base);
  expect(inspection.for('sa_1')).toBe(base);
  expect(inspection.forAll).toBe(base);
});

it('marks what only observes, and leaves out what is off', () => {
  const [found] = seenBy(new OrgInspection(base), 'sa_1', KEY);
  if (found === undefined) throw new Error('the key is not found at all');
  const observing = new OrgInspection(base, settings({ modes: { [found.detector]: 'observe' } }));
  expect(seenBy(observing, 'sa_1', KEY)).toContainEqual({ detector: found.detector, observed: true });
  const off = new OrgInspection(base, settings({ modes: { [found.detector]: 'off' } }));
  expect(seenBy(off, 'sa_1', KEY).map(({ detector }) => detector)).not.toContain(found.detector);
});

it('keeps the detectors of one organisation from another', () => {
  const one = new OrgInspection(base, settings({ custom: [codename('custom.codenames', 'Blue Heron')] }));
  const other = new OrgInspection(base, settings({ custom: [codename('custom.codenames', 'Grey Otter')] }));
  expect(seenBy(one, 'sa_1', 'about Blue Heron')).toHaveLength(1);
  expect(seenBy(other, 'sa_1', 'about Blue Heron')).toEqual([]);
  expect(seenBy(one, 'sa_1', 'about Grey Otter')).toEqual([]);
});

it('has a bundle for the principals it takes in, always the same, and for nobody else', () => {
  const bundle = { name: 'acme', version: 1, detectors: [codename('acme.codenames', 'Blue Heron')] };
  const at = (percent: number) => new OrgInspection(base, settings({ bundles: [{ ...bundle, percent }] }));
  const principals = Array.from({ length: 60 }, (_, i) => `sa_${i}`);
  const taken = (inspection: OrgInspection) =>
    principals.filter((id) => seenBy(inspection, id, 'about Blue Heron').length > 0);
  const tenth = taken(at(10));
  expect(tenth).toEqual(principals.filter((id) => shareOf('acme', id) < 10));
  expect(taken(at(50))).toEqual(expect.arrayContaining(tenth));
  expect(taken(at(100))).toEqual(principals);
  expect(taken(at(0))).toEqual([]);
});

it('is made anew only when what is set changed', () => {
  const set = settings({ modes: { 'secret.jwt': 'off' } });
  const inspection = new OrgInspection(base, set);
  expect(inspection.equals(structuredClone(set))).toBe(true);
  expect(inspection.equals(settings({}))).toBe(false);
  expect(new OrgInspection(base).equals(undefined)).toBe(true);
});

it('finds the secrets that one organisation registered, and not in the messages of another', () => {
  const value = 'correct-horse-battery';
  const one = new OrgInspection(base, settings({ secrets: [sealSecret('horse', value, 'AAAAAAAAAAAAAAAAAAAAAA')] }));
  expect(seenBy(one, 'sa_1', `the word is ${value}`)).toContainEqual({
    detector: 'secret.registered',
    observed: undefined,
  });
  expect(seenBy(new OrgInspection(base), 'sa_1', `the word is ${value}`)).toEqual([]);
});

it('heeds the mode of registered secrets as of any other detector', () => {
  const value = 'correct-horse-battery';
  const secrets = [sealSecret('horse', value, 'AAAAAAAAAAAAAAAAAAAAAA')];
  const seenWith = (mode: 'off' | 'observe') =>
    seenBy(new OrgInspection(base, settings({ secrets, modes: { 'secret.registered': mode } })), 'sa_1', value);
  expect(seenWith('off')).toEqual([]);
  expect(seenWith('observe')).toEqual([{ detector: 'secret.registered', observed: true }]);
});
