import { Inject, Injectable } from '@nestjs/common';
import { type CallId, idSchema, type PolicyId } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import { parsePolicy } from '@sallyport/policy';
import { createTwoFilesPatch } from 'diff';
import type { DataKeys } from '../../platform/crypto/data-keys.js';
import type { OrgContext } from '../../platform/http/request-state.js';
import { DATA_KEYS, DATABASE } from '../../platform/tokens.js';
import { findManagedSource } from '../policies/publishing-rules.js';
import { readPolicies } from '../snapshots/snapshot-content.js';
import { renderAddition } from './add-to-policy.js';
import { type GrantTerms, type Proposal, proposeChange } from './propose-change.js';
import { type DeniedCall, getDeniedCall } from './recorded-call.js';

/** A change that is ready to be made. */
export interface ProposedChange {
  readonly policyId: PolicyId;
  readonly policyName: string;
  readonly baseVersion: number;
  readonly text: string;
  readonly added: string;
  /** Unified diff of the whole text. */
  readonly patch: string;
  /** Of a policy that is managed in git: where the change has to be made. */
  readonly managedUrl: string | null;
}

export interface AccessProposal {
  readonly call: DeniedCall;
  readonly proposal: Proposal;
  readonly summary: string;
  readonly change: ProposedChange | null;
}

/** Works out what would have let a denied call pass. Reads; changes nothing. */
@Injectable()
export class ProposeAccess {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(DATA_KEYS) private readonly keys: DataKeys,
  ) {}

  /** @throws AppError as {@link getDeniedCall} */
  async run(ctx: OrgContext, callId: CallId, terms: GrantTerms): Promise<AccessProposal> {
    const call = await getDeniedCall({ db: this.db, keys: this.keys }, ctx, callId);
    const { policies, targets, managed } = await withOrg(this.db, ctx.orgId, (tx) => readTargets(tx, call));
    const proposal = proposeChange(call, policies, targets, terms);
    const { change } = proposal;
    if (!change) return { call, proposal, summary: describe(call, proposal), change: null };
    const { id, name, version, text } = change.policy;
    return {
      call,
      proposal,
      summary: describe(call, proposal),
      change: {
        policyId: idSchema('policy').parse(id),
        policyName: name,
        baseVersion: version,
        text: change.text,
        added: renderAddition(change.addition),
        patch: createTwoFilesPatch(`a/${name}.yaml`, `b/${name}.yaml`, text, change.text),
        managedUrl: managed.get(id) ?? null,
      },
    };
  }
}

/** Policies that can be changed here before those that a repository holds, the organisation's before its groups'. */
const readTargets = async (tx: OrgTx, { record }: DeniedCall) => {
  const policies = await readPolicies(tx);
  const managed = new Map<string, string>();
  const own = policies.filter(({ level }) => level !== 'platform');
  for (const { id } of own) {
    const source = await findManagedSource(tx, id as PolicyId);
    if (source) managed.set(id, source.url);
  }
  const groupOf = new Map(own.map(({ id, text }) => [id, readGroup(text)]));
  const rank = ({ id }: { readonly id: string }): number => (managed.has(id) ? 2 : 0) + (groupOf.get(id) ? 1 : 0);
  const deciding = new Set(record.rules.map(({ policyId }) => policyId));
  const targets = own
    .filter(({ id }) => !groupOf.get(id) || record.principal.groups.includes(groupOf.get(id) ?? ''))
    .sort((a, b) => Number(deciding.has(b.id)) - Number(deciding.has(a.id)) || rank(a) - rank(b));
  return { policies, targets, managed };
};

const readGroup = (text: string): string | null => {
  const parsed = parsePolicy(text);
  return parsed.ok ? (parsed.document.appliesTo?.group ?? null) : null;
};

const SUMMARY_CHARS_MAX = 500;

const describe = ({ record }: DeniedCall, { works, change }: Proposal): string => {
  const what = record.target.kind === 'none' ? record.method : `the ${record.target.kind} ${record.target.name}`;
  const where = `${what} of ${record.server.slug}`;
  const who = record.principal.name;
  return summaryOf(who, where, works, change?.kind).slice(0, SUMMARY_CHARS_MAX);
};

const summaryOf = (who: string, where: string, works: boolean, kind: string | undefined): string => {
  if (!works) return `${who} asks for ${where}.`;
  switch (kind) {
    case undefined:
      return `The policies in force now let ${who} use ${where}.`;
    case 'exception_from_finding':
      return `Lets ${who} use ${where} with what was found in its arguments.`;
    case 'exception_from_rule':
      return `Lets ${who} use ${where} although a rule denies it.`;
    default:
      return `Lets ${who} use ${where}.`;
  }
};
