import { askRelay, getBaseline } from './support/console-api';
import { ready } from './support/ready';
import { expect, test } from './support/test';

interface Problem {
  readonly code: string;
}

test('an auditor reads a policy but has no way to publish one, and the api agrees', async ({ pageOf }) => {
  const page = await pageOf('auditor');
  await page.goto('/acme/policies');
  await expect(page.getByRole('link', { name: 'New policy' })).toBeHidden();
  await page.getByRole('link', { name: /acme-baseline/ }).click();
  await expect(page.getByRole('textbox', { name: 'Policy text' })).toContainText('acme-baseline');
  await expect(page.getByRole('button', { name: /Publish/ })).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Policy text' }).click();
  await page.keyboard.type('x');
  await expect(page.getByText('Unpublished changes')).toHaveCount(0);

  const { id, text, version } = await getBaseline(page);
  const publish = await askRelay<Problem>(page, `/orgs/acme/policies/${id}/versions`, {
    method: 'POST',
    body: { text: `${text}\n`, note: '', baseVersion: version },
  });
  expect([publish.status, publish.body.code]).toEqual([403, 'permission.missing']);
});

test('a developer sees servers and own requests, and is told plainly what a role does not include', async ({
  pageOf,
}) => {
  const page = await pageOf('developer');
  await page.goto('/acme');
  await expect(page).toHaveURL(/\/acme\/servers$/);
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
  await expect(links).toHaveText(['Servers', 'Requests']);
  await page.goto('/acme/policies');
  await expect(page.getByRole('alert').filter({ hasText: 'Your role does not include this permission' })).toBeVisible();
});

test('the relay serves its own pages only and only what people may do', async ({ pageOf }) => {
  const page = await pageOf('owner');
  // Renews a sign-in that is older than its token, as any page does: what is asked below does not.
  await page.goto('/acme');
  const forged = await page.request.post('/api/v1/orgs/acme/policy-checks', {
    data: { text: 'x' },
    headers: { origin: 'https://evil.example' },
  });
  expect([forged.status(), (await forged.json()).code]).toEqual([403, 'request.origin_forbidden']);
  const form = await page.request.post('/api/v1/orgs/acme/policy-checks', {
    form: { text: 'x' },
    headers: { origin: ready.consoleUrl },
  });
  expect([form.status(), (await form.json()).code]).toEqual([415, 'request.unsupported_media']);
  expect((await askRelay<Problem>(page, '/orgs/acme/call-tail')).status).toBe(404);
});
