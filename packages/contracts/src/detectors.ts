import { z } from 'zod';
import { FINDING_CATEGORIES, SEVERITIES, VIEWS } from './findings.js';
import { slugSchema } from './ids.js';
import { ARGUMENT_ROLES } from './tool-facts.js';

/** Stable name of a detector, such as `secret.aws-access-key` or `custom.project-codenames`. */
export const detectorIdSchema = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)+$/, 'Use a name such as secret.aws-access-key');

/** `on`: rules see what it finds. `observe`: it is recorded, and no rule sees it. `off`: it does not run. */
export const DETECTOR_MODES = ['on', 'observe', 'off'] as const;
export type DetectorMode = (typeof DETECTOR_MODES)[number];

/** Where a detector comes from: the product, a signed bundle, or the organisation itself. */
export const DETECTOR_ORIGINS = ['shipped', 'bundle', 'custom'] as const;
export type DetectorOrigin = (typeof DETECTOR_ORIGINS)[number];

export const DETECTOR_SURFACES = ['argument', 'result', 'definition', 'server_message'] as const;

/** A text that a detector has to find something in, or nothing. */
const detectorTestSchema = z.strictObject({
  text: z.string().min(1).max(4000),
  /** Default: the first of the detector's surfaces. */
  surface: z.enum(DETECTOR_SURFACES).optional(),
  /** Name of the argument or member the text stands under. */
  key: z.string().max(120).optional(),
});
export type DetectorTest = z.infer<typeof detectorTestSchema>;

/**
 * A detector as data: written by an organisation (`custom.<name>`) or carried by a bundle (`<bundle>.<name>`). It runs where one of
 * `literals` is seen, and finds what a pattern matches, or the literal itself where there are no patterns. Patterns are of the
 * subset that is matched in linear time: no look-around, no back-references, no repetition of what already repeats.
 */
export const customDetectorSchema = z.strictObject({
  id: detectorIdSchema,
  title: z.string().trim().min(3, 'has to have three characters or more').max(160),
  why: z.string().trim().max(500).default(''),
  fix: z.string().trim().max(500).default(''),
  category: z.enum(FINDING_CATEGORIES),
  severity: z.enum(SEVERITIES),
  confidence: z.number().min(0).max(1).default(0.9),
  surfaces: z.array(z.enum(DETECTOR_SURFACES)).min(1).max(4),
  /** Of arguments, only those in these roles; absent: all. */
  roles: z.array(z.enum(ARGUMENT_ROLES)).min(1).max(8).optional(),
  /** Only in these readings of a text; absent: in all. */
  views: z.array(z.enum(VIEWS)).min(1).max(20).optional(),
  /** What it finds is masked in evidence. */
  secret: z.boolean().default(false),
  literals: z
    .array(z.string().min(4, 'has to have 4 characters or more').max(64, 'has to have 64 characters or fewer'))
    .min(1, 'has to hold one word or more')
    .max(200),
  patterns: z.array(z.string().min(1).max(500)).max(20).default([]),
  /** One of these has to stand within so many characters of what was found. */
  near: z
    .strictObject({ words: z.array(z.string().min(2).max(64)).min(1).max(50), within: z.int().min(1).max(1000) })
    .optional(),
  tests: z.strictObject({
    match: z.array(detectorTestSchema).min(1).max(50),
    pass: z.array(detectorTestSchema).min(1).max(50),
  }),
});
export type CustomDetector = z.infer<typeof customDetectorSchema>;

/** What is signed of a bundle, as JSON. */
export const detectorBundleSchema = z.strictObject({
  format: z.literal(1),
  name: slugSchema,
  /** Only a greater one replaces another. */
  version: z.int().min(1),
  publishedAt: z.iso.datetime(),
  notes: z.string().max(2000).default(''),
  detectors: z.array(customDetectorSchema).min(1).max(200),
  rollout: z.strictObject({
    /** Share of principals it is in force for, in percent, and for how long before the next; the last is for everybody. */
    stages: z
      .array(z.strictObject({ percent: z.number().gt(0).max(100), hours: z.number().min(0).max(720) }))
      .min(1)
      .max(10),
    /** Share of calls its detectors may flag before it is taken back. */
    flaggedShareMax: z.number().gt(0).max(1),
    /** Fewer calls than this say nothing. */
    callsMin: z.int().min(20).max(100_000).default(50),
  }),
});
export type DetectorBundle = z.infer<typeof detectorBundleSchema>;

/** A bundle as it travels: the exact bytes that were signed, and an Ed25519 signature over them. */
export const signedBundleSchema = z.strictObject({
  /** {@link detectorBundleSchema} as JSON. */
  payload: z
    .string()
    .min(2)
    .max(2 * 1024 * 1024),
  /** First 16 hexadecimal digits of the SHA-256 of the public key (SPKI DER). */
  keyId: z.string().max(64),
  /** base64url. */
  signature: z.string().max(128),
});
export type SignedBundle = z.infer<typeof signedBundleSchema>;

/** Why a bundle was taken back. */
export const bundleRollbackSchema = z.object({
  at: z.iso.datetime(),
  /** A person's name, or null when its own bound was passed. */
  by: z.string().max(120).nullable(),
  reason: z.string().max(500),
  percent: z.number().min(0).max(100),
  calls: z.int().min(0),
  flagged: z.int().min(0),
});
export type BundleRollback = z.infer<typeof bundleRollbackSchema>;

/** How long a registered secret may be, in UTF-16 units. */
export const REGISTERED_SECRET_UNITS = { min: 12, max: 512 } as const;
export const REGISTERED_SECRETS_MAX = 2000;

/** A secret of the organisation as gateways know it: how to tell it when it comes by, and not what it is. */
export const registeredSecretSchema = z.object({
  name: slugSchema,
  length: z.int().min(REGISTERED_SECRET_UNITS.min).max(REGISTERED_SECRET_UNITS.max),
  /** Sixteen bits of an unsalted hash: the values to compute the digest of. One in 65,536 values has the same. */
  tag: z.int().min(0).max(0xffff),
  /** 16 bytes of its own, base64url. */
  salt: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  /** HMAC-SHA-256 of the value under the salt, base64url. */
  digest: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type RegisteredSecret = z.infer<typeof registeredSecretSchema>;

/** What an organisation set for inspection, as its snapshot carries it. */
export const inspectionSettingsSchema = z.object({
  /** Detectors that are not `on`. */
  modes: z.record(detectorIdSchema, z.enum(['observe', 'off'])),
  /** The organisation's own. */
  custom: z.array(customDetectorSchema).max(200),
  bundles: z
    .array(
      z.object({
        name: slugSchema,
        version: z.int().min(1),
        /** Principals whose share, as {@link Snapshot} policies' roll-outs take it, is below. */
        percent: z.number().min(0).max(100),
        detectors: z.array(customDetectorSchema).max(200),
      }),
    )
    .max(20),
  /** Absent: none. */
  secrets: z.array(registeredSecretSchema).max(REGISTERED_SECRETS_MAX).optional(),
});
export type InspectionSettings = z.infer<typeof inspectionSettingsSchema>;
