import { connectAgent } from './support/agent';
import { expect, test } from './support/test';

test('a paused list does not move; the waiting calls come with one click', async ({ pageOf }) => {
  const page = await pageOf('owner');
  const agent = await connectAgent('everything');
  await page.goto('/acme/calls');
  await expect(page.getByTestId('tail-state')).toHaveText('Live');
  await page.getByRole('button', { name: 'Pause' }).click();
  const first = await page.locator('[data-call-id]').first().getAttribute('data-call-id');

  await agent.call('echo', { message: 'while paused' });
  const waiting = page.getByRole('button', { name: /new calls?$/ });
  await expect(waiting).toBeVisible();
  await expect(page.locator('[data-call-id]').first()).toHaveAttribute('data-call-id', first ?? '');
  await waiting.click();
  await expect(page.locator('[data-call-id]').first()).not.toHaveAttribute('data-call-id', first ?? '');
  await agent.close();
});

test('filters live in the address and survive a reload', async ({ pageOf }) => {
  const page = await pageOf('owner');
  const agent = await connectAgent('everything');
  await agent.call('echo', { message: 'to be found' });
  await agent.close();
  await page.goto('/acme/calls');
  await page.keyboard.press('/');
  await page.keyboard.type('ech');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/target=ech/);
  await page.reload();
  const rows = page.locator('[data-call-id]');
  await expect(rows.first()).toContainText('echo');
  const texts = await rows.allTextContents();
  expect(texts.every((text) => text.includes('echo'))).toBe(true);
});

test('the keyboard alone walks the list, opens a call and closes it', async ({ pageOf }) => {
  const page = await pageOf('owner');
  const agent = await connectAgent('everything');
  await agent.call('echo', { message: 'one' });
  await agent.call('echo', { message: 'two' });
  await agent.close();
  await page.goto('/acme/calls');
  const ids = await page
    .locator('[data-call-id]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-call-id')));
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/calls/${ids[1]}$`));
  await page.keyboard.press('k');
  await expect(page).toHaveURL(new RegExp(`/calls/${ids[0]}$`));
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/acme\/calls$/);
  await expect(page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
});
