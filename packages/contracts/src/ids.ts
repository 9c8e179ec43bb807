import { z } from 'zod';

/** Prefix of every kind of id. An id is `prefix_` + 26 characters of lower-case Crockford base32 (48 bits of time, 80 random). */
export const ID_PREFIXES = {
  org: 'org',
  member: 'mem',
  group: 'grp',
  serviceAccount: 'sa',
  token: 'tok',
  grant: 'grt',
  server: 'srv',
  definition: 'def',
  policy: 'pol',
  policyVersion: 'pv',
  snapshot: 'snap',
  call: 'call',
  simulation: 'sim',
  adminChange: 'chg',
  outbox: 'out',
  dataKey: 'dk',
  policyDraft: 'drf',
  policyReview: 'rev',
  accessRequest: 'acr',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** An id of one kind; the brand keeps a `PolicyId` from being passed where a `ServerId` is meant. */
export type Id<K extends IdKind> = string & { readonly __idKind: K };

export type OrgId = Id<'org'>;
export type MemberId = Id<'member'>;
export type GroupId = Id<'group'>;
export type ServiceAccountId = Id<'serviceAccount'>;
export type TokenId = Id<'token'>;
export type GrantId = Id<'grant'>;
export type ServerId = Id<'server'>;
export type DefinitionId = Id<'definition'>;
export type PolicyId = Id<'policy'>;
export type PolicyVersionId = Id<'policyVersion'>;
export type SnapshotId = Id<'snapshot'>;
export type CallId = Id<'call'>;
export type SimulationId = Id<'simulation'>;
export type AdminChangeId = Id<'adminChange'>;
export type OutboxId = Id<'outbox'>;
export type DataKeyId = Id<'dataKey'>;
export type PolicyDraftId = Id<'policyDraft'>;
export type PolicyReviewId = Id<'policyReview'>;
export type AccessRequestId = Id<'accessRequest'>;

const ID_BODY = '[0-9a-hjkmnp-tv-z]{26}';

/** Schema of one kind of id. The brand is a type only: a transform would hide the string from JSON Schema and the client. */
export const idSchema = <K extends IdKind>(kind: K) =>
  z
    .string()
    .regex(
      new RegExp(`^${ID_PREFIXES[kind]}_${ID_BODY}$`),
      `expected an id of the form ${ID_PREFIXES[kind]}_…`,
    ) as unknown as z.ZodType<Id<K>, string>;

/** Short names people type into URLs: organisations, servers. Lower case, digits, inner hyphens; 1 to 48 characters. */
export const slugSchema = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/,
    'use lower-case letters, digits and inner hyphens, at most 48 characters',
  );

/** SHA-256 as `sha256:` + 64 hexadecimal digits. */
export const digestSchema = z.string().regex(/^sha256:[0-9a-f]{64}$/);
