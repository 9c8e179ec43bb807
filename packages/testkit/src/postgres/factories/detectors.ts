import { type CustomDetector, type DetectorBundle, type OrgId } from '@sallyport/contracts';
import { type OrgTx, type Row, toJson } from '@sallyport/db';
import { uniqueWord } from '../../ids.js';
import type { Overrides } from './overrides.js';

/** A sound detector for a code name. @param prefix  `custom`, or the name of a bundle */
export function detectorDefinition(prefix = 'custom', overrides: Partial<CustomDetector> = {}): CustomDetector {
  return {
    id: `${prefix}.${uniqueWord('codenames')}`,
    title: 'A code name that is not to leave',
    why: 'Code names tell what is planned.',
    fix: 'Leave the name out.',
    category: 'other',
    severity: 'high',
    confidence: 0.95,
    surfaces: ['argument'],
    secret: false,
    literals: ['Blue Heron'],
    patterns: [],
    tests: { match: [{ text: 'the launch of Blue Heron' }], pass: [{ text: 'a heron on the lake' }] },
    ...overrides,
  };
}

/** A bundle of one detector for everybody at once. */
export function bundleDocument(overrides: Partial<DetectorBundle> = {}): DetectorBundle {
  const name = overrides.name ?? uniqueWord('bundle');
  return {
    format: 1,
    name,
    version: 1,
    publishedAt: '2026-11-21T00:00:00Z',
    notes: '',
    detectors: [detectorDefinition(name)],
    rollout: { stages: [{ percent: 100, hours: 1 }], flaggedShareMax: 0.01, callsMin: 50 },
    ...overrides,
  };
}

export async function createDetectorSetting(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'detector_settings'> = {},
): Promise<Row<'detector_settings'>> {
  const values = { detector: 'secret.jwt', mode: 'observe' as const, reason: 'noise', changed_by: 'ada@example.com' };
  return tx
    .insertInto('detector_settings')
    .values({ ...values, ...overrides, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function createCustomDetector(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'custom_detectors'> = {},
): Promise<Row<'custom_detectors'>> {
  const definition = detectorDefinition();
  const values = { id: definition.id, definition: toJson(definition), changed_by: 'ada@example.com' };
  return tx
    .insertInto('custom_detectors')
    .values({ ...values, ...overrides, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A bundle that is being rolled out; its signature is nobody's, as only an import looks at it. */
export async function createDetectorBundle(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'detector_bundles'> = {},
): Promise<Row<'detector_bundles'>> {
  const bundle = bundleDocument();
  const values = {
    name: bundle.name,
    version: bundle.version,
    state: 'rolling' as const,
    payload: JSON.stringify(bundle),
    key_id: '0'.repeat(16),
    signature: 'none',
    percent: 100,
    stage_since: new Date(),
    imported_by: 'ada@example.com',
  };
  return tx
    .insertInto('detector_bundles')
    .values({ ...values, ...overrides, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function createRegisteredSecret(
  tx: OrgTx,
  orgId: OrgId,
  overrides: Overrides<'registered_secrets'> = {},
): Promise<Row<'registered_secrets'>> {
  const values = {
    name: uniqueWord('secret'),
    length: 24,
    tag: 4711,
    salt: 'A'.repeat(22),
    digest: 'A'.repeat(43),
    registered_by: 'ada@example.com',
    registered_at: new Date(),
  };
  return tx
    .insertInto('registered_secrets')
    .values({ ...values, ...overrides, org_id: orgId })
    .returningAll()
    .executeTakeFirstOrThrow();
}
