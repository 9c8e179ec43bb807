import { Inject, Injectable } from '@nestjs/common';
import { days, type OPERATIONS, toAppError } from '@sallyport/contracts';
import { type Db, type OrgTx, withOrg } from '@sallyport/db';
import { type CoveredTool, compile, coverage, type MutationReport } from '@sallyport/policy';
import { sql } from 'kysely';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { CLOCK, DATABASE } from '../../platform/tokens.js';
import { type ToolUnderQuestion, toolsOf, toSubject } from '../policy-questions/answers.js';
import { readSnapshotContent } from '../snapshots/snapshot-content.js';
import { serversPart, toolsPart } from '../snapshots/snapshot-parts.js';
import { checkMutationsAside } from './check-mutations-aside.js';
import { findCountedSince, listRuleUse, type RuleUse } from './rule-use.js';
import { type RuleInForce, readRuleAges, rulesOf } from './rules-in-force.js';

type Get = typeof OPERATIONS.getPolicyCoverage;
type Coverage = ResultOf<Get>;

const UNCOVERED_MAX = 2000;

@Injectable()
export class PolicyCoverageQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async get(ctx: OrgContext, { query }: InputOf<Get>): Promise<Coverage> {
    const to = new Date(this.now());
    const from = new Date(to.getTime() - days(query.days));
    const read = await withOrg(this.db, ctx.orgId, async (tx) => {
      const content = await readSnapshotContent(tx, to);
      const countedSince = await findCountedSince(tx);
      const counted = countedSince === null || countedSince < from ? from : countedSince;
      return {
        content,
        countedSince,
        counted,
        use: await listRuleUse(tx, from),
        ages: await readAges(tx, content.policies, counted),
        calls: await countToolCalls(tx, from),
      };
    });
    const { content, countedSince, counted } = read;
    const rules = rulesOf(content.policies).map((rule) => withUse(rule, read.use, read.ages, from));
    const tools = toolsOf({ servers: serversPart(content.servers), tools: toolsPart(content.definitions) });
    const covered = coverage(compile(content.policies), tools.map(toCovered));
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      countedSince: countedSince?.toISOString() ?? null,
      tools: {
        total: tools.length,
        covered: tools.length - covered.uncovered.length,
        uncovered: covered.uncovered.slice(0, UNCOVERED_MAX).map(({ subject }) => ({
          ...toSubject(subject),
          calls: read.calls.get(`${subject.server.slug}/${subject.name}`) ?? 0,
        })),
        byRisk: [...covered.byRisk],
      },
      rules,
      neverMatched:
        countedSince === null
          ? []
          : rules.filter(({ hits, inForceSince }) => hits === 0 && new Date(inForceSince) <= counted).map(withoutUse),
      untested: await listUntested(content.policies, rules),
    };
  }
}

const toCovered = (subject: ToolUnderQuestion): CoveredTool & { readonly subject: ToolUnderQuestion } => ({
  subject,
  server: subject.server,
  name: subject.name,
  tool: subject.tool ?? { annotations: {}, state: 'pinned', capabilities: [], risk: 'medium' },
});

const readAges = async (tx: OrgTx, policies: readonly { readonly id: string }[], from: Date) => {
  const ages = new Map<string, ReadonlyMap<string, Date>>();
  for (const { id } of policies) ages.set(id, await readRuleAges(tx, id, from));
  return ages;
};

const countToolCalls = async (tx: OrgTx, from: Date): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await sql<{ server: string; tool: string; calls: number }>`
    select server_slug as server, target_name as tool, count(*) as calls from calls
    where at >= ${from} and method = 'tools/call' and server_slug is not null group by server_slug, target_name`.execute(
    tx,
  );
  return new Map(rows.map(({ server, tool, calls }) => [`${server}/${tool}`, calls]));
};

const withUse = (
  rule: RuleInForce,
  uses: readonly RuleUse[],
  ages: ReadonlyMap<string, ReadonlyMap<string, Date>>,
  from: Date,
): Coverage['rules'][number] => {
  const use = uses.find(({ policyId, ruleId }) => policyId === rule.policyId && ruleId === rule.ruleId);
  return {
    ...rule,
    hits: use?.hits ?? 0,
    principals: use?.principals ?? 0,
    lastAt: use?.lastAt.toISOString() ?? null,
    // The platform's come with the product and have always been there.
    inForceSince: (ages.get(rule.policyId)?.get(rule.ruleId) ?? from).toISOString(),
  };
};

const withoutUse = ({ hits, principals, lastAt, inForceSince, ...rule }: Coverage['rules'][number]): RuleInForce =>
  rule;

const listUntested = async (
  policies: readonly { readonly id: string; readonly text: string; readonly level?: 'platform' | undefined }[],
  rules: readonly Coverage['rules'][number][],
): Promise<Coverage['untested']> => {
  const own = policies.filter(({ level }) => level !== 'platform');
  const reports = await Promise.all(own.map(async ({ id, text }) => ({ id, report: await mutationsOf(text) })));
  return rules
    .map((rule) => {
      const report = reports.find(({ id }) => id === rule.policyId)?.report;
      const mutations = report?.survivors.filter(({ ruleId }) => ruleId === rule.ruleId) ?? [];
      return { ...withoutUse(rule), mutations: mutations.slice(0, 50) };
    })
    .filter(({ mutations }) => mutations.length > 0)
    .slice(0, 2000);
};

/** Null for a policy in force whose own tests fail by now: nothing can be told of it. */
const mutationsOf = async (text: string): Promise<MutationReport | null> => {
  try {
    return await checkMutationsAside(text);
  } catch (err) {
    if (toAppError(err).code === 'policy.rule_invalid') return null;
    throw err;
  }
};
