import { askRelay } from './support/console-api';
import { expect, test } from './support/test';

interface CallPage {
  readonly items: readonly { readonly id: string }[];
}

test('another organisation looks exactly like one that does not exist', async ({ pageOf }) => {
  const page = await pageOf('owner');
  const foreign = await page.goto('/globex');
  const foreignText = await page.getByRole('main').textContent();
  const missing = await page.goto('/no-such-organisation');
  expect([foreign?.status(), missing?.status()]).toEqual([404, 404]);
  expect(await page.getByRole('main').textContent()).toBe(foreignText);
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
});

test('a foreign owner finds none of our pages, calls or data', async ({ pageOf }) => {
  const ours = await pageOf('owner');
  const theirs = await pageOf('foreignOwner');
  const { body } = await askRelay<CallPage>(ours, '/orgs/acme/calls?limit=1');
  const callId = body.items[0]?.id ?? '';
  for (const path of ['/acme', '/acme/calls', `/acme/calls/${callId}`, '/acme/policies']) {
    expect((await theirs.goto(path))?.status(), path).toBe(404);
  }
  // Ids carry a time, and a fresh one may be on its way: foreign or invented, the answer has to be the same.
  const invented = `${callId.slice(0, -4)}0000`;
  const [foreign, unknown] = [
    await theirs.goto(`/globex/calls/${callId}`),
    await theirs.goto(`/globex/calls/${invented}`),
  ];
  expect(foreign?.status()).toBe(unknown?.status());
  await theirs.goto('/globex');
  expect((await askRelay(theirs, '/orgs/acme/calls')).status).toBe(404);
  expect((await theirs.request.get('/api/orgs/acme/tail')).status()).toBe(404);
});
