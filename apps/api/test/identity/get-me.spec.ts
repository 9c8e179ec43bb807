import { OPERATIONS, ROLE_PERMISSIONS } from '@sallyport/contracts';
import { withOrg } from '@sallyport/db';
import { createMember, uniqueWord } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { okBody, problemOf, send } from '../harness/client.js';
import { collide } from '../harness/contention.js';
import { newPerson } from '../harness/identity-provider.js';
import { useApi } from '../harness/start-api.js';
import { createTenant, trailOf } from '../harness/tenant.js';

const api = useApi();

interface Me {
  readonly subject: string;
  readonly organisations: readonly { slug: string; role: string; permissions: string[]; memberId: string }[];
}
const getMe = (token: string) => send(api().url, OPERATIONS.getMe, { token });

const invite = async (email: string) => {
  const tenant = await createTenant(api());
  const member = await withOrg(api().core.db, tenant.orgId, (tx) =>
    createMember(tx, tenant.orgId, { issuer: api().idp.issuer, subject: null, email, role: 'auditor' }),
  );
  return { tenant, member };
};

describe('getMe', () => {
  it('200: lists organisations with role and permissions', async () => {
    const tenant = await createTenant(api());
    const { person, token } = await tenant.join('security_admin');
    const me = okBody<Me>(OPERATIONS.getMe, await getMe(token));
    expect(me.subject).toBe(person.sub);
    expect(me.organisations).toMatchObject([
      { slug: tenant.slug, role: 'security_admin', permissions: ROLE_PERMISSIONS.security_admin },
    ]);
  });

  it('200: binds an invited address to the subject at the first sign-in, with an entry in the trail', async () => {
    const person = newPerson(uniqueWord('invited'));
    const { tenant, member } = await invite(person.email);
    const me = okBody<Me>(OPERATIONS.getMe, await getMe(await api().idp.token(person)));
    expect(me.organisations).toMatchObject([{ slug: tenant.slug, memberId: member.id }]);
    expect(await trailOf(api(), tenant.orgId)).toMatchObject([{ action: 'member.joined', target: person.email }]);
    okBody(OPERATIONS.getMe, await getMe(await api().idp.token(person)));
    expect(await trailOf(api(), tenant.orgId)).toHaveLength(1);
  });

  it('200: does not believe an address the identity provider does not vouch for', async () => {
    const person = newPerson(uniqueWord('unverified'));
    await invite(person.email);
    for (const email_verified of [false, undefined]) {
      const token = await api().idp.token(person, { claims: { email_verified } });
      expect(okBody<Me>(OPERATIONS.getMe, await getMe(token)).organisations).toEqual([]);
    }
  });

  it('200: a later owner of a bound address gets nothing', async () => {
    const first = newPerson(uniqueWord('first'));
    await invite(first.email);
    okBody(OPERATIONS.getMe, await getMe(await api().idp.token(first)));
    const second = { ...newPerson(uniqueWord('second')), email: first.email };
    expect(okBody<Me>(OPERATIONS.getMe, await getMe(await api().idp.token(second))).organisations).toEqual([]);
  });

  it('200: two first sign-ins at once bind once', async () => {
    const person = newPerson(uniqueWord('twice'));
    const { tenant, member } = await invite(person.email);
    const token = await api().idp.token(person);
    const answers = await collide(api(), tenant.orgId, {
      hold: (tx) => tx.selectFrom('members').select('id').where('id', '=', member.id).forUpdate().execute(),
      requests: () => [getMe(token), getMe(token), getMe(token)],
    });
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await trailOf(api(), tenant.orgId)).toHaveLength(1);
  });

  it('200: a person without organisations is told so', async () => {
    const me = okBody<Me>(OPERATIONS.getMe, await getMe(await api().idp.token(newPerson())));
    expect(me.organisations).toEqual([]);
  });
});

describe('access tokens', () => {
  const person = newPerson('token-holder');
  const cases = {
    'an expired one': [{ expiresIn: '-1m' }, 'auth.token_expired'],
    'one of a foreign key': [{ foreignKey: true }, 'auth.token_invalid'],
    'one for another audience': [{ claims: { aud: 'https://other.test' } }, 'auth.token_invalid'],
    'one of another issuer': [{ claims: { iss: 'https://other.test' } }, 'auth.token_invalid'],
    'one without an address': [{ claims: { email: undefined } }, 'auth.token_invalid'],
  } as const;

  it.each(Object.entries(cases))('401: refuses %s', async (_, [overrides, code]) => {
    const sent = await getMe(await api().idp.token(person, overrides));
    problemOf(sent, code);
    expect(sent.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('401: refuses an unsigned one and one signed with a shared secret', async () => {
    const [, payload] = (await api().idp.token(person)).split('.');
    for (const alg of ['none', 'HS256']) {
      const header = Buffer.from(JSON.stringify({ alg, typ: 'at+jwt' })).toString('base64url');
      problemOf(await getMe(`${header}.${payload}.c2ln`), 'auth.token_invalid');
    }
  });

  it('401: takes a token from the header only, once, and of a sane size', async () => {
    const token = await api().idp.token(person);
    problemOf(await send(api().url, OPERATIONS.getMe, { query: { access_token: token } }), 'auth.token_missing');
    problemOf(
      await send(api().url, OPERATIONS.getMe, { headers: { authorization: `Basic ${token}` } }),
      'auth.token_invalid',
    );
    problemOf(await getMe('x'.repeat(9000)), 'auth.token_invalid');
  });
});
