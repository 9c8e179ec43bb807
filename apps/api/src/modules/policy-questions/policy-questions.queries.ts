import { Inject, Injectable } from '@nestjs/common';
import { AppError, type OPERATIONS, POLICY_ANSWERS_MAX, type Principal, TOOL_RISKS } from '@sallyport/contracts';
import { type Db, withOrg } from '@sallyport/db';
import type { OrgContext } from '../../platform/http/request-state.js';
import type { InputOf, ResultOf } from '../../platform/operation.decorator.js';
import { CLOCK, DATABASE } from '../../platform/tokens.js';
import { byEffect, countAnswers, createAnswers, toolsOf, toSubject } from './answers.js';
import { type Basis, readBasis } from './in-force.js';

type AskWho = typeof OPERATIONS.askWhoMayCall;
type AskWhat = typeof OPERATIONS.askWhatMayBeDone;
type Gap = ResultOf<AskWho>['basis']['gap'];

/** Answers with the very function that gateways decide with, for everybody at once, now or in the past. */
@Injectable()
export class PolicyQuestionsQueries {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  async whoMayCall(ctx: OrgContext, { body }: InputOf<AskWho>): Promise<ResultOf<AskWho>> {
    const basis = await this.#basis(ctx, body.asOf);
    const { inForce } = basis;
    const server = inForce?.servers.find(({ id }) => id === body.serverId);
    if (!server && body.asOf === undefined) throw new AppError('server.not_found');
    if (!inForce || !server) {
      const gap = inForce ? 'server_absent' : 'before_history';
      return { basis: toBasis(basis, gap), subject: null, ...NO_ANSWERS };
    }
    const subject = {
      server,
      name: body.tool,
      tool: inForce.tools.find(({ serverId, name }) => serverId === server.id && name === body.tool) ?? null,
      inputSchema: basis.definitions.find(
        ({ serverId, kind, name }) => serverId === server.id && kind === 'tool' && name === body.tool,
      )?.body.inputSchema,
    };
    const answer = createAnswers(inForce.policies, basis);
    const answers = inForce.principals
      .map((principal) => ({ principal, ...answer(principal, subject, body) }))
      .sort((a, b) => byEffect(a, b) || compareText(a.principal.name, b.principal.name));
    return { basis: toBasis(basis, null), subject: toSubject(subject), ...cut(answers) };
  }

  async whatMayBeDone(ctx: OrgContext, { body }: InputOf<AskWhat>): Promise<ResultOf<AskWhat>> {
    const basis = await this.#basis(ctx, body.asOf);
    const { inForce } = basis;
    const principal = inForce?.principals.find(({ id }) => id === body.principalId);
    if (!principal && body.asOf === undefined) throw new AppError('principal.not_found');
    if (!inForce || !principal) {
      const gap = inForce ? 'principal_absent' : 'before_history';
      return { basis: toBasis(basis, gap), subject: null, ...NO_ANSWERS };
    }
    const answer = createAnswers(inForce.policies, basis);
    const answers = toolsOf(inForce)
      .map((tool) => ({ tool: toSubject(tool), ...answer(principal, tool, body) }))
      .sort(
        (a, b) =>
          byEffect(a, b) ||
          riskOf(b.tool) - riskOf(a.tool) ||
          compareText(a.tool.server, b.tool.server) ||
          compareText(a.tool.tool, b.tool.tool),
      );
    return { basis: toBasis(basis, null), subject: toPrincipal(principal), ...cut(answers) };
  }

  #basis(ctx: OrgContext, asOf: string | undefined): Promise<Basis> {
    return withOrg(this.db, ctx.orgId, (tx) => readBasis(tx, asOf, new Date(this.now())));
  }
}

const NO_ANSWERS = {
  counts: { allow: 0, redact: 0, approve: 0, deny: 0, uncertain: 0 },
  answers: [],
  truncated: false,
};

const cut = <A extends Parameters<typeof countAnswers>[0][number]>(answers: readonly A[]) => ({
  counts: countAnswers(answers),
  answers: answers.slice(0, POLICY_ANSWERS_MAX),
  truncated: answers.length > POLICY_ANSWERS_MAX,
});

const riskOf = ({ risk }: { readonly risk: (typeof TOOL_RISKS)[number] | null }): number =>
  risk === null ? -1 : TOOL_RISKS.indexOf(risk);

/** By code units: the same everywhere. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const toPrincipal = (principal: Principal): Principal => ({ ...principal, groups: [...principal.groups] });

const toBasis = (basis: Basis, gap: Gap): ResultOf<AskWho>['basis'] => ({
  asOf: basis.asOf.toISOString(),
  snapshotVersion: basis.snapshotVersion,
  inForceSince: basis.inForceSince?.toISOString() ?? null,
  historySince: basis.historySince?.toISOString() ?? null,
  gap,
});
