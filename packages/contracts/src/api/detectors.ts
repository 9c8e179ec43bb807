import { z } from 'zod';
import { DETECTOR_MODES, DETECTOR_ORIGINS, detectorIdSchema } from '../detectors.js';
import { FINDING_CATEGORIES, SEVERITIES } from '../findings.js';
import { idSchema } from '../ids.js';
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
  surfaces: z.array(z.enum(['argument', 'result', 'definition', 'server_message'])).max(4),
  mode: z.enum(DETECTOR_MODES),
  /** Who set the mode, when and why; null: as it ships. */
  modeSet: z.object({ by: z.string().max(120), at: timestampSchema, reason: z.string().max(500) }).nullable(),
  /** On the published test data: benign texts it flagged by mistake; null: not measured, as for the organisation's own. */
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
