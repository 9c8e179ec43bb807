import { ready } from './support/ready';
import { expect, signIn, test } from './support/test';

test('a link to a page leads there through sign-in, and sign-out ends it', async ({ page }) => {
  await page.goto('/acme/servers?from=chat');
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await signIn(page, 'owner');
  await expect(page).toHaveURL(`${ready.consoleUrl}/acme/servers?from=chat`);

  await page.getByRole('button', { name: /Ada Okafor/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByText('You are signed out.')).toBeVisible();
  await page.goto('/acme');
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await page.request.get('/api/v1/me')).status()).toBe(401);
});

test('no token reaches the browser', async ({ pageOf }) => {
  const page = await pageOf('owner');
  await page.goto('/acme');
  expect(await page.evaluate(() => document.cookie)).not.toContain('session-token');
  const session = await (await page.request.get('/api/auth/session')).text();
  expect(session).toContain('Ada Okafor');
  expect(session).not.toMatch(/eyJ|token/i);
  expect(await page.content()).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
});

test('a session that was tampered with is over', async ({ pageOf }) => {
  const page = await pageOf('owner');
  const context = page.context();
  const cookies = await context.cookies();
  const session = cookies.find(({ name }) => name.endsWith('session-token'));
  if (!session) throw new Error('There is no session cookie');
  expect([session.httpOnly, session.sameSite]).toEqual([true, 'Lax']);
  await context.addCookies([{ ...session, value: `${session.value.slice(0, -4)}AAAA` }]);
  await page.goto('/acme');
  await expect(page.getByText('Your session has ended.')).toBeVisible();
});

test('every page carries a policy with a nonce of its own', async ({ page }) => {
  const policies = [];
  for (const path of ['/sign-in', '/sign-in']) {
    const response = await page.goto(path);
    const headers = response?.headers() ?? {};
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['x-content-type-options']).toBe('nosniff');
    policies.push(headers['content-security-policy'] ?? '');
  }
  const [first, second] = policies;
  expect(first).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic'(;|$)/);
  expect(first).toContain("frame-ancestors 'none'");
  expect(first).not.toBe(second);
  const injected = await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<img src="data:," onerror="window.injected = true"><a href="javascript:window.injected = true">x</a>',
    );
    document.querySelector<HTMLAnchorElement>('a[href^="javascript:"]')?.click();
    return new Promise((resolve) => setTimeout(() => resolve('injected' in window), 300));
  });
  expect(injected).toBe(false);
});
