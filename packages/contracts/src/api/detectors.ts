import { z } from 'zod';
import {
  bundleRollbackSchema,
  customDetectorSchema,
  DETECTOR_MODES,
  DETECTOR_ORIGINS,
  DETECTOR_SURFACES,
  detectorBundleSchema,
  detectorIdSchema,
  signedBundleSchema,
} from '../detectors.js';
import { FINDING_CATEGORIES, SEVERITIES } from '../findings.js';
import { idSchema, slugSchema } from '../ids.js';
import { orgParams, timestampSchema } from './common.js';
import { defineOperation } from './operation.js';

const count = z.int().min(0);
/** A share with the interval it lies in, 95 %. */
const rate = z.object({ hits: count, of: count, low: z.number().min(0).max(1), high: z.number().min(0).max(1) });

export const detectorSchema = z.object({
  id: detectorIdSchema,
  origin: z.enum(DETECTOR_ORIGINS),
  category: z.enum(FINDING_CATEGORIES),
  severity: z.enum(SEVERITIES),
  title: z.string().max(160),
  /** Why what it finds matters, and what to do about it. */
  why: z.string().max(500),
  fix: z.string().max(500),
  frameworks: z.array(z.string().max(48)).max(8),
  surfaces: z.array(z.enum(DETECTOR_SURFACES)).max(4),
  mode: z.enum(DETECTOR_MODES),
  /** Who set the mode, when and why; null: as it ships. */
  modeSet: z.object({ by: z.string().max(120), at: timestampSchema, reason: z.string().max(500) }).nullable(),
  /** On the published test data: benign texts it flagged by mistake, and how many of all it flagged were attacks; null: not measured. */
  measured: z.object({ falsePositives: rate, truePositives: rate }).nullable(),
  /** What it saw in the organisation's calls of the last {@link DETECTOR_DAYS} days. */
  seen: z.object({
    calls: count,
    /** Of them, those that were denied. */
    denied: count,
    lastAt: timestampSchema.nullable(),
    lastCallId: idSchema('call').nullable(),
  }),
});
export type DetectorView = z.infer<typeof detectorSchema>;

/** Days of calls that the catalogue counts. */
export const DETECTOR_DAYS = 7;

export const listDetectors = defineOperation({
  id: 'listDetectors',
  method: 'get',
  path: '/v1/orgs/{org}/detectors',
  summary: 'Every detector, its mode and what it saw',
  tag: 'Detectors',
  access: 'detector:read',
  params: orgParams,
  success: { status: 200, schema: z.object({ items: z.array(detectorSchema).max(1000) }) },
  errors: [],
});

export const setDetectorMode = defineOperation({
  id: 'setDetectorMode',
  method: 'patch',
  path: '/v1/orgs/{org}/detectors/{detectorId}',
  summary: 'Turn a detector on or off, or let it only observe',
  tag: 'Detectors',
  access: 'detector:write',
  params: orgParams.extend({ detectorId: detectorIdSchema }),
  body: z.strictObject({
    mode: z.enum(DETECTOR_MODES),
    /** For the trail: it stands beside the mode in the console. */
    reason: z.string().trim().min(3).max(500),
  }),
  success: { status: 200, schema: detectorSchema },
  errors: ['detector.not_found'],
});

export const detectorCheckSchema = z.object({
  /** Everything that keeps it from being turned on; empty: it may be. */
  problems: z.array(z.object({ pointer: z.string().max(512), message: z.string().max(500) })).max(200),
  /** Its own tests, in their order; empty where problems keep them from being run. */
  tests: z
    .array(
      z.object({
        expect: z.enum(['match', 'pass']),
        index: count,
        passed: z.boolean(),
        /** What was found, masked where it is a secret; null: nothing. */
        evidence: z.string().max(256).nullable(),
      }),
    )
    .max(100),
});
export type DetectorCheck = z.infer<typeof detectorCheckSchema>;

export const customDetectorViewSchema = z.object({
  definition: customDetectorSchema,
  /** `draft`: no gateway has it. */
  state: z.enum(['draft', 'active']),
  revision: z.int().min(1),
  changedBy: z.string().max(120),
  changedAt: timestampSchema,
  check: detectorCheckSchema,
});

const detectorParams = orgParams.extend({ detectorId: detectorIdSchema });

export const checkDetector = defineOperation({
  id: 'checkDetector',
  method: 'post',
  path: '/v1/orgs/{org}/detector-checks',
  summary: 'Check a detector of your own and run its tests',
  tag: 'Detectors',
  access: 'detector:write',
  params: orgParams,
  /** Checked as it stands, so that every problem can be told. */
  body: z.strictObject({ definition: z.record(z.string().max(64), z.unknown()) }),
  success: { status: 200, schema: detectorCheckSchema },
  errors: [],
});
export const listCustomDetectors = defineOperation({
  id: 'listCustomDetectors',
  method: 'get',
  path: '/v1/orgs/{org}/custom-detectors',
  summary: 'Detectors the organisation wrote',
  tag: 'Detectors',
  access: 'detector:read',
  params: orgParams,
  success: { status: 200, schema: z.object({ items: z.array(customDetectorViewSchema).max(200) }) },
  errors: [],
});
export const createCustomDetector = defineOperation({
  id: 'createCustomDetector',
  method: 'post',
  path: '/v1/orgs/{org}/custom-detectors',
  summary: 'Write a detector, as a draft',
  tag: 'Detectors',
  access: 'detector:write',
  params: orgParams,
  body: z.strictObject({ definition: customDetectorSchema }),
  success: { status: 201, schema: customDetectorViewSchema },
  errors: ['detector.id_taken', 'detector.invalid'],
});
export const updateCustomDetector = defineOperation({
  id: 'updateCustomDetector',
  method: 'patch',
  path: '/v1/orgs/{org}/custom-detectors/{detectorId}',
  summary: 'Change a detector, turn it on, or make it a draft again',
  tag: 'Detectors',
  access: 'detector:write',
  params: detectorParams,
  body: z.strictObject({
    /** The revision that was read. */
    revision: z.int().min(1),
    definition: customDetectorSchema.optional(),
    /** `active` only with tests that come out as they say. */
    state: z.enum(['draft', 'active']).optional(),
  }),
  success: { status: 200, schema: customDetectorViewSchema },
  errors: ['detector.not_found', 'detector.invalid', 'detector.version_conflict'],
});
export const deleteCustomDetector = defineOperation({
  id: 'deleteCustomDetector',
  method: 'delete',
  path: '/v1/orgs/{org}/custom-detectors/{detectorId}',
  summary: 'Delete a detector of your own',
  tag: 'Detectors',
  access: 'detector:write',
  params: detectorParams,
  success: { status: 204 },
  errors: ['detector.not_found'],
});

export const detectorBundleViewSchema = z.object({
  name: z.string().max(48),
  version: z.int().min(1),
  state: z.enum(['rolling', 'active', 'rolled_back', 'replaced']),
  notes: z.string().max(2000),
  detectors: z
    .array(z.object({ id: detectorIdSchema, title: z.string().max(160), severity: z.enum(SEVERITIES) }))
    .max(200),
  keyId: z.string().max(64),
  importedBy: z.string().max(120),
  importedAt: timestampSchema,
  percent: z.number().min(0).max(100),
  stage: count,
  stages: detectorBundleSchema.shape.rollout.shape.stages,
  stageSince: timestampSchema,
  /** When the next stage begins by itself; null: there is none, or it is not rolling. */
  nextStageAt: timestampSchema.nullable(),
  flaggedShareMax: z.number().min(0).max(1),
  /** Since the stage began, calls of the principals taken in, and those its detectors flagged. */
  watched: z.object({ calls: count, flagged: count }),
  rolledBack: bundleRollbackSchema.nullable(),
});

export const listDetectorBundles = defineOperation({
  id: 'listDetectorBundles',
  method: 'get',
  path: '/v1/orgs/{org}/detector-bundles',
  summary: 'Bundles of detectors and how far they are rolled out',
  tag: 'Detectors',
  access: 'detector:read',
  params: orgParams,
  success: { status: 200, schema: z.object({ items: z.array(detectorBundleViewSchema).max(200) }) },
  errors: [],
});
export const importDetectorBundle = defineOperation({
  id: 'importDetectorBundle',
  method: 'post',
  path: '/v1/orgs/{org}/detector-bundles',
  summary: 'Import a signed bundle and begin to roll it out',
  tag: 'Detectors',
  access: 'detector:write',
  params: orgParams,
  body: signedBundleSchema,
  success: { status: 201, schema: detectorBundleViewSchema },
  errors: ['detector_bundle.invalid'],
});
export const updateDetectorBundle = defineOperation({
  id: 'updateDetectorBundle',
  method: 'patch',
  path: '/v1/orgs/{org}/detector-bundles/{name}',
  summary: 'Go on to the next stage, take a bundle back, or begin again',
  tag: 'Detectors',
  access: 'detector:write',
  params: orgParams.extend({ name: slugSchema }),
  body: z.strictObject({
    /** The version that is meant. */
    version: z.int().min(1),
    action: z.enum(['advance', 'roll_back', 'resume']),
    reason: z.string().trim().min(3).max(500),
  }),
  success: { status: 200, schema: detectorBundleViewSchema },
  errors: ['detector_bundle.not_found', 'detector_bundle.invalid'],
});
