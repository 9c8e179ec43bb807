import { type DecidedRecord, type Finding, OPERATIONS, type OperationShape, type Role } from '@sallyport/contracts';
import { compile, replay } from '@sallyport/policy';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { createDeniedCall } from '../harness/denied-call.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, type TestTenant, trailOf } from '../harness/tenant.js';

const api = useApi();
const O = OPERATIONS;
const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

/** Nothing but reading is allowed, and a path that leads out of the folder is denied. Written by hand, with remarks. */
const POLICY = `# Kept by the security team.
version: 1
name: base
rules:
  - id: reading # for everybody
    match: { tools: [read_file] }
    effect: allow
  - id: no-traversal
    message: Paths stay inside the project.
    when: findings.exists(f, f.category == "path")
    effect: deny
  # The end.
`;

interface Proposal {
  readonly kind: string | null;
  readonly works: boolean;
  readonly message: string | null;
  readonly change: { readonly added: string; readonly patch: string } | null;
  readonly openRequestId: string | null;
}
interface Request {
  readonly id: string;
  readonly state: string;
  readonly version: number | null;
  readonly draftId: string | null;
}

const as = ({ slug: org }: TestTenant, token: string) => {
  const call = (operation: OperationShape, params: object, body?: unknown) =>
    send(api().url, operation, { params: { org, ...params }, token, body });
  return {
    call,
    propose: (callId: string) => call(O.getAccessProposal, { callId }),
    proposal: async (callId: string) =>
      okBody<Proposal>(O.getAccessProposal, await call(O.getAccessProposal, { callId })),
    ask: (callId: string) => call(O.createAccessRequest, {}, { callId, reason: 'The release needs it', days: 3 }),
    request: async (callId: string) =>
      okBody<Request>(
        O.createAccessRequest,
        await call(O.createAccessRequest, {}, { callId, reason: 'The release needs it', days: 3 }),
      ),
    decide: (accessRequestId: string, body: unknown) => call(O.decideAccessRequest, { accessRequestId }, body),
    grant: (accessRequestId: string) =>
      call(O.decideAccessRequest, { accessRequestId }, { decision: 'grant', expires: inDays(3) }),
    list: async () => okBody<{ items: Request[] }>(O.listAccessRequests, await call(O.listAccessRequests, {})).items,
    policy: async (policyId: string) =>
      okBody<{ text: string; version: number }>(O.getPolicy, await call(O.getPolicy, { policyId })),
  };
};

const createTeam = async (text = POLICY, more: object = {}) => {
  const tenant = await createTenant(api());
  const owner = as(tenant, tenant.ownerToken);
  const created = await owner.call(O.createPolicy, {}, { text, ...more });
  const { id: policyId } = okBody<{ id: string }>(O.createPolicy, created);
  const member = async (role: Role) => {
    const { memberId, person, token } = await tenant.join(role);
    return { ...as(tenant, token), id: memberId, name: person.name, email: person.email };
  };
  return { tenant, owner, policyId, member };
};

const personOf = ({ id, email }: { id: string; email: string }): DecidedRecord['principal'] => ({
  id,
  kind: 'user',
  name: email,
  groups: [],
});

const TRAVERSAL: Finding = {
  detector: 'path.traversal',
  category: 'path',
  severity: 'high',
  confidence: 0.9,
  view: 'raw',
  pointer: '/params/arguments/path',
  start: 0,
  end: 9,
  evidence: '../secret',
  title: 'The path leads out of its folder',
  frameworks: [],
};

const passes = (text: string, record: DecidedRecord): boolean => {
  const program = compile([{ id: 'pol_x', name: 'base', version: 1, text }]);
  return replay(program, record).decision.effect !== 'deny';
};

describe('a call that nothing allowed', () => {
  it('is let through by one click: a narrow rule, named and ending, that leaves every other line as it was', async () => {
    const { tenant, owner, policyId, member } = await createTeam();
    const dana = await member('developer');
    const record = await createDeniedCall(api(), tenant.orgId, { principal: personOf(dana) });
    const proposal = await owner.proposal(record.callId);
    expect(proposal).toMatchObject({ kind: 'allow_rule', works: true, openRequestId: null });
    expect(proposal.change?.patch).toContain('+    effect: allow');
    expect(proposal.change?.patch).not.toMatch(/^-[^-]/m);
    const request = await dana.request(record.callId);
    const granted = okBody<Request>(O.decideAccessRequest, await owner.grant(request.id));
    expect(granted).toMatchObject({ state: 'granted', version: 2, policyId });
    const { text } = await owner.policy(policyId);
    expect(text).toContain('- id: reading # for everybody');
    expect(
      text
        .split('\n')
        .filter((line) => !POLICY.split('\n').includes(line))
        .join('\n'),
    ).toMatch(new RegExp(`tools:\\s+- ${record.target.name}`));
    expect(text).toContain(dana.email);
    expect(passes(text, record)).toBe(true);
    expect(passes(text, { ...record, target: { kind: 'tool', name: 'another' } })).toBe(false);
    expect(passes(text, { ...record, at: Date.now() + 4 * DAY_MS })).toBe(false);
    expect((await trailOf(api(), tenant.orgId)).map(({ action }) => action)).toEqual([
      'policy.created',
      'access_request.created',
      'policy.published',
      'access_request.granted',
    ]);
    problemOf(await owner.grant(request.id), 'access_request.decided');
  });
});

describe('a call that was denied for what an argument held', () => {
  it('is let through by an exception for that detector and argument, and no other', async () => {
    const { tenant, owner, policyId, member } = await createTeam();
    const dana = await member('developer');
    const record = await createDeniedCall(api(), tenant.orgId, {
      principal: personOf(dana),
      target: { kind: 'tool', name: 'read_file' },
      arguments: { path: '../secret' },
      reasons: ['rule-matched'],
      findings: [TRAVERSAL],
    });
    expect(await owner.proposal(record.callId)).toMatchObject({
      kind: 'exception_from_finding',
      works: true,
      message: 'Paths stay inside the project.',
    });
    const request = await dana.request(record.callId);
    okBody(O.decideAccessRequest, await owner.grant(request.id));
    const { text } = await owner.policy(policyId);
    expect(text).toContain('detector: path.traversal');
    expect(text).toContain('argument: /path');
    expect(text).toContain('grantedBy:');
    expect(text.startsWith(POLICY)).toBe(true);
    expect(passes(text, record)).toBe(true);
    const elsewhere = { ...TRAVERSAL, pointer: '/params/arguments/other' };
    expect(passes(text, { ...record, findings: [elsewhere] })).toBe(false);
  });
});

describe('a call that a rule denied', () => {
  it('is let through by an exception from that rule', async () => {
    const text = `${POLICY}  - id: not-at-night\n    match: { tools: [read_file] }\n    effect: deny\n`;
    const { tenant, owner, policyId, member } = await createTeam(text);
    const dana = await member('developer');
    const record = await createDeniedCall(api(), tenant.orgId, {
      principal: personOf(dana),
      target: { kind: 'tool', name: 'read_file' },
      reasons: ['rule-matched'],
    });
    expect(await owner.proposal(record.callId)).toMatchObject({ kind: 'exception_from_rule' });
    const request = await dana.request(record.callId);
    okBody(O.decideAccessRequest, await owner.grant(request.id));
    expect((await owner.policy(policyId)).text).toContain('rule: not-at-night');
  });
});

describe('who may ask', () => {
  it('the caller, for a service account anybody, and for others those who see calls; the rest find nothing', async () => {
    const { tenant, owner, member } = await createTeam();
    const [dana, eve, auditor] = [await member('developer'), await member('developer'), await member('auditor')];
    const own = await createDeniedCall(api(), tenant.orgId, { principal: personOf(dana) });
    problemOf(await eve.propose(own.callId), 'call.not_found');
    problemOf(await eve.ask(own.callId), 'call.not_found');
    await auditor.proposal(own.callId);
    const agents = await createDeniedCall(api(), tenant.orgId);
    const request = await eve.request(agents.callId);
    expect(await eve.list()).toMatchObject([{ id: request.id }]);
    expect(await dana.list()).toEqual([]);
    expect(await owner.list()).toMatchObject([{ id: request.id }]);
  });

  it('learns what would be allowed, and nothing of the rules without the permission to read them', async () => {
    const { tenant, member } = await createTeam();
    const dana = await member('developer');
    const { callId } = await createDeniedCall(api(), tenant.orgId, { principal: personOf(dana) });
    const proposal = await dana.proposal(callId);
    expect(proposal).toMatchObject({ works: true, kind: 'allow_rule', change: null });
    expect(JSON.stringify(proposal)).not.toContain('base');
  });

  it('409: asks once for the same thing, and not for what was not denied by policy', async () => {
    const { tenant, member } = await createTeam();
    const dana = await member('developer');
    const record = await createDeniedCall(api(), tenant.orgId, { principal: personOf(dana) });
    const { id } = await dana.request(record.callId);
    expect(problemOf(await dana.ask(record.callId), 'access_request.exists').accessRequestId).toBe(id);
    const allowed = await createDeniedCall(api(), tenant.orgId, {
      principal: personOf(dana),
      effect: 'allow',
      reasons: ['rule-matched'],
    });
    problemOf(await dana.ask(allowed.callId), 'access_request.not_denied');
  });
});

describe('an answer', () => {
  it('may be a refusal with a sentence, and never without one', async () => {
    const { tenant, owner, policyId, member } = await createTeam();
    const dana = await member('developer');
    const { callId } = await createDeniedCall(api(), tenant.orgId, { principal: personOf(dana) });
    const { id } = await dana.request(callId);
    problemOf(await owner.decide(id, { decision: 'refuse' }), 'request.invalid');
    problemOf(await dana.decide(id, { decision: 'refuse', answer: 'no' }), 'permission.missing');
    const answer = 'Use the staging server instead.';
    okBody(O.decideAccessRequest, await owner.decide(id, { decision: 'refuse', answer }));
    expect(await dana.list()).toMatchObject([{ state: 'refused', answer }]);
    expect(await owner.policy(policyId)).toMatchObject({ version: 1, text: POLICY });
  });

  it('becomes a draft where policies are reviewed, and a grant once a second person approved it', async () => {
    const { tenant, owner, policyId, member } = await createTeam();
    const [dana, approver] = [await member('developer'), await member('approver')];
    await owner.call(O.updatePolicySettings, {}, { requireReview: true });
    const { callId } = await createDeniedCall(api(), tenant.orgId, { principal: personOf(dana) });
    const { id } = await dana.request(callId);
    const pending = okBody<Request>(O.decideAccessRequest, await owner.grant(id));
    expect(pending).toMatchObject({ state: 'in_review', version: null });
    const draft = { draftId: pending.draftId };
    problemOf(await owner.call(O.publishPolicyDraft, draft, { revision: 1 }), 'policy.review_required');
    okBody(O.reviewPolicyDraft, await approver.call(O.reviewPolicyDraft, draft, { revision: 1, verdict: 'approve' }));
    okBody(O.publishPolicyDraft, await owner.call(O.publishPolicyDraft, draft, { revision: 1 }));
    expect(await dana.list()).toMatchObject([{ state: 'granted', version: 2, policyId }]);
  });

  it('waits again when its draft is discarded', async () => {
    const { tenant, owner, member } = await createTeam();
    const [dana] = [await member('developer'), await member('approver')];
    await owner.call(O.updatePolicySettings, {}, { requireReview: true });
    const { callId } = await createDeniedCall(api(), tenant.orgId, { principal: personOf(dana) });
    const { id } = await dana.request(callId);
    const { draftId } = okBody<Request>(O.decideAccessRequest, await owner.grant(id));
    await owner.call(O.deletePolicyDraft, { draftId });
    expect(await dana.list()).toMatchObject([{ state: 'open', draftId: null }]);
  });

  it('409: is not given here when git holds the policy; the change to commit comes with the refusal', async () => {
    const source = {
      repository: 'acme/policies',
      url: 'https://git.example/acme/policies/base.yaml',
      ref: 'main',
      commit: 'abcdef0',
      path: 'base.yaml',
    };
    const { tenant, owner, member } = await createTeam(POLICY, { source });
    const dana = await member('developer');
    const { callId } = await createDeniedCall(api(), tenant.orgId, { principal: personOf(dana) });
    const { id } = await dana.request(callId);
    const refused = problemOf(await owner.grant(id), 'policy.managed_in_git');
    expect(refused).toMatchObject({ managedUrl: source.url, patch: expect.stringContaining('+    effect: allow') });
    expect(await dana.list()).toMatchObject([{ state: 'open' }]);
  });

  it('409: says why when no small change helps', async () => {
    const { tenant, owner, member } = await createTeam();
    const dana = await member('developer');
    const old = await createDeniedCall(api(), tenant.orgId, { principal: personOf(dana), context: undefined });
    expect(await owner.proposal(old.callId)).toMatchObject({ works: false, change: null });
    const { id } = await dana.request(old.callId);
    expect(problemOf(await owner.grant(id), 'access_request.not_grantable').detail).toContain('record');
  });
});
