import { AppError, ERROR_CATALOGUE, type ErrorCode, REASONS } from '@sallyport/contracts';
import { describe, expect, it } from 'vitest';
import { type ErrorContext, toErrorAnswer } from './to-error.js';

const context: ErrorContext = {
  idJson: '7',
  era: 'legacy',
  reasons: ['rule-matched'],
  decisionId: 'call_1',
  requestId: 'call_1',
  link: 'https://console.test/acme/calls/call_1',
};

const CODES = Object.keys(ERROR_CATALOGUE) as ErrorCode[];

describe.each(CODES)('%s', (code) => {
  it('is a JSON-RPC error with the code of the catalogue and never a result', () => {
    const answer = toErrorAnswer(new AppError(code), context);
    const body = JSON.parse(answer.body.toString()) as Record<string, unknown>;
    expect(Object.keys(body)).toEqual(['jsonrpc', 'id', 'error']);
    expect(body.error).toMatchObject({ code: ERROR_CATALOGUE[code].rpcCode, data: { code } });
    expect([200, ERROR_CATALOGUE[code].status]).toContain(answer.status);
  });

  it('keeps its HTTP status when there is no request it could answer', () => {
    expect(toErrorAnswer(new AppError(code), { ...context, idJson: null }).status).toBe(ERROR_CATALOGUE[code].status);
  });
});

describe('an error', () => {
  const messageOf = (error: AppError, ctx = context) =>
    (JSON.parse(toErrorAnswer(error, ctx).body.toString()) as { error: { message: string } }).error.message;

  it('of ours says a fixed sentence, whatever caused it', () => {
    const cause = new Error('password is hunter2');
    const answer = toErrorAnswer(new AppError('internal', { detail: 'at /srv/secret', cause }), context);
    expect(answer.body.toString()).not.toMatch(/hunter2|secret/);
  });

  const dataOf = (error: AppError, ctx = context) =>
    (JSON.parse(toErrorAnswer(error, ctx).body.toString()) as { error: { data: object } }).error.data;

  it('that denies ends its sentence and links to where access can be asked for', () => {
    expect(messageOf(new AppError('policy.denied', { detail: 'Not on Fridays' }))).toBe(
      `Not on Fridays. ${context.link}?request=access`,
    );
    expect(messageOf(new AppError('policy.denied', { detail: 'Not now!' }))).toBe(
      `Not now! ${context.link}?request=access`,
    );
    expect(dataOf(new AppError('policy.approval_required'))).toMatchObject({ link: `${context.link}?request=access` });
  });

  it('that nobody can be asked about links to the decision alone; without a console none links anywhere', () => {
    const limit = new AppError('policy.limit_exceeded', { params: { retryAfterSeconds: 40 } });
    expect(dataOf(limit)).toMatchObject({ link: context.link, retryAfterSeconds: 40 });
    for (const code of ['policy.denied', 'policy.limit_exceeded', 'policy.step_up_required'] as const) {
      expect(dataOf(new AppError(code), { ...context, link: null })).not.toHaveProperty('link');
    }
  });

  it('shows the same reason for a rule, for the want of one and for a rule that failed', () => {
    const shown = (['rule-matched', 'default-denied', 'rule-error'] as const).map((reason) =>
      toErrorAnswer(new AppError('policy.denied'), { ...context, reasons: [reason] }).body.toString(),
    );
    expect(new Set(shown).size).toBe(1);
  });

  it('shows no reason that names a rule or a finding, for any reason there is', () => {
    for (const reason of REASONS) {
      const text = toErrorAnswer(new AppError('policy.denied'), { ...context, reasons: [reason] }).body.toString();
      expect(text).not.toMatch(/rule|default/);
    }
  });

  it('that hides says nothing of the call it answers', () => {
    for (const code of ['server.not_found', 'mcp.session_not_found', 'route.not_found'] as const) {
      const one = toErrorAnswer(new AppError(code, { detail: 'it is over there' }), context).body.toString();
      const other = toErrorAnswer(new AppError(code), { ...context, idJson: '"x"', requestId: 'call_2', reasons: [] });
      expect(one).toBe(other.body.toString());
    }
  });
});
