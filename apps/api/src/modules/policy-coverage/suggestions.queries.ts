import { Inject, Injectable } from '@nestjs/common';
import {
  AppError,
  days,
  type OPERATIONS,
  type PolicyId,
  type PolicyRule,
  SUGGESTION_DAYS_MIN,
} from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import { parsePolicy } from '@sallyport/policy';
import { sql } from 'kysely';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { CLOCK, DATABASE } from '../../platform/tokens.js';
import { readPolicies } from '../snapshots/snapshot-content.js';
import { narrowRule, removeRule, ruleLines } from './edit-rule.js';
import { dayOf, findCountedSince } from './rule-use.js';
import { readRuleAges } from './rules-in-force.js';
import { type Narrowing, narrow, type ObservedUse } from './suggest-rule.js';

type List = typeof OPERATIONS.listPolicySuggestions;
type Get = typeof OPERATIONS.getPolicySuggestion;
type Suggestion = ResultOf<List>['items'][number];

interface Policy {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly text: string;
}

interface Made {
  readonly suggestion: Suggestion;
  readonly text: string;
}

interface Use extends ObservedUse {
  readonly calls: number;
  readonly principals: number;
}

const ITEMS_MAX = 500;
const LINES_MAX = 20_000;

/**
 * Narrower rules, from what was really used. A rule is looked at only where it was in force, as it is, and counted for at least
 * {@link SUGGESTION_DAYS_MIN} whole days: shorter than that, what was not used says nothing about what is needed.
 */
@Injectable()
export class SuggestionsQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async list(ctx: OrgContext, { query }: InputOf<List>): Promise<ResultOf<List>> {
    return withOrg(this.db, ctx.orgId, async (tx) => {
      const policies = (await readPolicies(tx)).filter(({ level }) => level !== 'platform');
      const made: Made[] = [];
      for (const policy of policies) made.push(...(await this.#suggest(tx, policy, query.days)));
      const countedSince = await findCountedSince(tx);
      return {
        countedSince: countedSince?.toISOString() ?? null,
        items: made.slice(0, ITEMS_MAX).map(({ suggestion }) => suggestion),
      };
    });
  }

  async get(ctx: OrgContext, { params, query }: InputOf<Get>): Promise<ResultOf<Get>> {
    return withOrg(this.db, ctx.orgId, async (tx) => {
      const policy = (await readPolicies(tx)).find(({ id, level }) => id === params.policyId && level !== 'platform');
      if (!policy) throw new AppError('policy.not_found');
      const found = (await this.#suggest(tx, policy, query.days)).find(
        ({ suggestion }) => suggestion.ruleId === params.ruleId,
      );
      if (!found) throw new AppError('suggestion.not_found');
      return { ...found, baseVersion: policy.version };
    });
  }

  async #suggest(tx: OrgTx, policy: Policy, lookBackDays: number): Promise<Made[]> {
    const to = new Date(this.now());
    const from = new Date(to.getTime() - days(lookBackDays));
    const countedSince = await findCountedSince(tx);
    const parsed = parsePolicy(policy.text);
    if (countedSince === null || !parsed.ok) return [];
    const ages = await readRuleAges(tx, policy.id, from);
    const made: Made[] = [];
    for (const [index, rule] of parsed.document.rules.entries()) {
      if (rule.effect !== 'allow' || rule.mode !== 'enforce' || rule.rollout !== undefined) continue;
      const age = ages.get(rule.id);
      if (age === undefined) continue;
      const since = new Date(Math.max(from.getTime(), countedSince.getTime(), age.getTime()));
      const wholeDays = Math.floor((to.getTime() - since.getTime()) / days(1));
      if (wholeDays < SUGGESTION_DAYS_MIN) continue;
      const use = await readUse(tx, policy.id, rule.id, since);
      const { line } = parsed.positions.locate(['rules', index]);
      const suggested = suggest({ policy, rule, line, use, since, to, wholeDays });
      if (suggested) made.push(suggested);
    }
    return made;
  }
}

interface Observed {
  readonly policy: Policy;
  readonly rule: PolicyRule;
  readonly line: number;
  readonly use: Use;
  readonly since: Date;
  readonly to: Date;
  readonly wholeDays: number;
}

const NOTHING: Narrowing = { servers: null, tools: null, users: null, serviceAccounts: null };

const suggest = ({ policy, rule, line, use, since, to, wholeDays }: Observed): Made | null => {
  const narrowing = use.calls === 0 ? NOTHING : narrow(rule, use);
  if (narrowing === null) return null;
  const kind = use.calls === 0 ? ('remove' as const) : ('narrow' as const);
  const text = kind === 'remove' ? removeRule(policy.text, rule.id) : narrowRule(policy.text, rule.id, narrowing);
  return {
    text,
    suggestion: {
      // Rows of `policies` have ids of policies; the platform's own were left out.
      policyId: policy.id as PolicyId,
      policyName: policy.name,
      policyVersion: policy.version,
      ruleId: rule.id,
      line,
      kind,
      summary: summaryOf(kind, rule.id, use, wholeDays),
      basis: {
        from: since.toISOString(),
        to: to.toISOString(),
        days: wholeDays,
        calls: use.calls,
        principals: use.principals,
      },
      observed: { ...narrowing, groups: null },
      before: ruleLines(policy.text, rule.id).slice(0, LINES_MAX),
      after: ruleLines(text, rule.id).slice(0, LINES_MAX),
    },
  };
};

const summaryOf = (kind: Suggestion['kind'], ruleId: string, use: Use, wholeDays: number): string => {
  if (kind === 'remove') return `In ${wholeDays} days nobody used what "${ruleId}" allows: it can be removed.`;
  const people = use.principals === 1 ? 'one caller' : `${use.principals} callers`;
  const tools = use.tools === null ? '' : ` and ${use.tools.length} tools`;
  return `In ${wholeDays} days ${people} used ${use.servers.length} servers${tools} by "${ruleId}", in ${use.calls} calls: allow only those.`;
};

/** Lists, sign-ins to a session and the like are about no target; what a rule is narrowed to does not touch them. */
const readUse = async (tx: OrgTx, policyId: string, ruleId: string, since: Date): Promise<Use> => {
  const { rows } = await sql<Omit<Use, 'tools'> & { readonly tools: string[]; readonly others: boolean }>`
    select coalesce(sum(hits), 0)::bigint as calls, count(distinct principal_id) as principals,
      coalesce(array_agg(distinct server_slug) filter (where server_slug <> ''), '{}') as servers,
      coalesce(array_agg(distinct target_name) filter (where target_kind = 'tool'), '{}') as tools,
      coalesce(bool_or(target_kind in ('resource', 'prompt')), false) as others,
      coalesce(array_agg(distinct principal_name) filter (where principal_kind = 'user'), '{}') as users,
      coalesce(array_agg(distinct principal_name) filter (where principal_kind = 'service_account'), '{}') as "serviceAccounts",
      coalesce(bool_or(principal_kind is null or principal_kind = 'device'), false) as "hasOthers"
    from rule_hits
    where policy_id = ${policyId} and rule_id = ${ruleId} and day >= ${dayOf(since)}::date and target_kind <> 'none'`.execute(
    tx,
  );
  const [use] = rows;
  if (!use) throw new Error('an aggregate without groups has one row');
  return { ...use, tools: use.others ? null : use.tools };
};
