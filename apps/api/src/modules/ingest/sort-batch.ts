import { AppError, type AuditRecord, type OrgId, recordSchema } from '@sallyport/contracts';

/** A record of a batch as it arrived, not yet judged. */
export interface ArrivedRecord {
  readonly sequence: number;
  readonly record: unknown;
}

export interface GoodRecord<R extends AuditRecord = AuditRecord> {
  readonly sequence: number;
  readonly record: R;
}

export interface BadRecord {
  readonly sequence: number;
  /** What is wrong with it, without its values. */
  readonly problem: string;
}

export interface SortedBatch {
  readonly byOrg: ReadonlyMap<OrgId, readonly GoodRecord[]>;
  readonly bad: readonly BadRecord[];
}

const PROBLEM_CHARS_MAX = 1000;

/**
 * Refuses a batch that leaves a gap behind `acknowledged` or has one inside: what is missing must not be forgotten.
 * @throws AppError `ingest.sequence_gap` with `acknowledged`
 */
export const assertContiguous = (records: readonly ArrivedRecord[], acknowledged: number): void => {
  const first = records[0]?.sequence ?? 1;
  const isGapless = records.every(({ sequence }, index) => sequence === first + index);
  if (isGapless && first <= acknowledged + 1) return;
  throw new AppError('ingest.sequence_gap', {
    detail: `Everything up to ${acknowledged} is stored; send on from ${acknowledged + 1}.`,
    params: { acknowledged },
  });
};

/**
 * Judges each record on its own, so that one that cannot be stored as what it claims to be holds back none of the others.
 * @param servedOrgs  organisations the sender may write to; a record of any other is bad
 */
export const sortBatch = (records: readonly ArrivedRecord[], servedOrgs: ReadonlySet<string>): SortedBatch => {
  const byOrg = new Map<OrgId, GoodRecord[]>();
  const bad: BadRecord[] = [];
  for (const { sequence, record } of records) {
    const parsed = recordSchema.safeParse(record);
    if (!parsed.success) bad.push({ sequence, problem: toProblem(parsed.error.issues) });
    else if (!servedOrgs.has(parsed.data.orgId)) bad.push({ sequence, problem: 'orgId: not served by this gateway' });
    else push(byOrg, parsed.data.orgId as OrgId, { sequence, record: parsed.data });
  }
  return { byOrg, bad };
};

const push = (byOrg: Map<OrgId, GoodRecord[]>, orgId: OrgId, record: GoodRecord): void => {
  const records = byOrg.get(orgId);
  if (records) records.push(record);
  else byOrg.set(orgId, [record]);
};

const toProblem = (issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string =>
  issues
    .map(({ path, message }) => `${path.map(String).join('.') || 'record'}: ${message}`)
    .join('; ')
    .slice(0, PROBLEM_CHARS_MAX);
