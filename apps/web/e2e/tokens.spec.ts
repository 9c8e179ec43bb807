import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { ready } from './support/ready';
import { expect, test } from './support/test';

const connect = async (token: string): Promise<void> => {
  const client = new Client({ name: 'journey-token', version: '1.0.0' });
  const requestInit = { headers: { Authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(ready.mcpUrl), { requestInit }));
  await client.close();
};

test('a token works as soon as it is shown, is shown once, and stops working when it is revoked', async ({
  pageOf,
}) => {
  const page = await pageOf('securityAdmin');
  const name = `journey ${Date.now()}`;
  await page.goto('/acme/members/service-accounts');
  await page.getByRole('button', { name: 'New service account' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Groups').fill('engineering');
  await page.getByRole('button', { name: 'Create', exact: true }).click();

  const account = page.locator('section', { has: page.getByRole('heading', { name }) });
  await account.getByRole('button', { name: 'Issue token' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Issue token' }).click();
  const token = (await page.getByTestId('issued-token').textContent()) ?? '';
  expect(token).toMatch(/^sp_sa_[\w-]{43}$/);
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByText(token)).toHaveCount(0);
  await expect(async () => connect(token)).toPass({ timeout: 5000, intervals: [200] });

  await account.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(account.getByText('Revoked')).toBeVisible();
  await expect
    .poll(
      () =>
        connect(token).then(
          () => 'open',
          () => 'closed',
        ),
      { timeout: 5000, intervals: [200] },
    )
    .toBe('closed');
});
