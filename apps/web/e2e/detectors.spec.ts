import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { type Agent, connectAgent } from './support/agent';
import { findViolations } from './support/axe';
import { askRelay } from './support/console-api';
import { expect, test } from './support/test';

/** Generous, for machines busy with other tests: until gateways know, and until the console has their records. */
const KNOWN_MS = 30_000;

const CHANGED = 'pii.iban';

/** More of the same call within the hour than are ordinary. */
const LOOP_CALLS = 130;

interface Mode {
  readonly mode: string;
}

interface OwnPage {
  readonly items: readonly { readonly definition: { readonly id: string } }[];
}

interface SecretPage {
  readonly items: readonly { readonly name: string }[];
}

const say = async (agent: Agent, message: string): Promise<string> => (await agent.call('echo', { message })).kind;

const deleteAt = (page: Page, path: string): Promise<unknown> =>
  page.evaluate((url) => fetch(url, { method: 'DELETE' }).then(({ status }) => status), `/api/v1/orgs/acme${path}`);

const filterBy = (page: Page, text: string): Promise<void> => page.getByLabel('Filter detectors').fill(text);

test.afterEach(async ({ pageOf }) => {
  const page = await pageOf('owner');
  const own = await askRelay<OwnPage>(page, '/orgs/acme/custom-detectors');
  for (const { definition } of own.body.items) await deleteAt(page, `/custom-detectors/${definition.id}`);
  const secrets = await askRelay<SecretPage>(page, '/orgs/acme/registered-secrets');
  for (const { name } of secrets.body.items) await deleteAt(page, `/registered-secrets/${name}`);
  const body = { mode: 'on', reason: 'As it was before the test' };
  await askRelay<Mode>(page, `/orgs/acme/detectors/${CHANGED}`, { method: 'PATCH', body });
});

test('an owner lets a detector observe, with a reason that stands beside it and in the activity', async ({
  pageOf,
}) => {
  const page = await pageOf('owner');
  const reason = `Invoices of ${Date.now()} hold account numbers`;
  await page.goto('/acme');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Detectors' }).click();
  await filterBy(page, CHANGED);
  await expect(page.getByRole('status').filter({ hasText: '1 detector' })).toBeVisible();
  await page.getByRole('button', { name: /^Change mode of/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /^Observe/ }).check();
  await expect(dialog.getByRole('button', { name: 'Set mode' })).toBeDisabled();
  await dialog.getByLabel('Why').fill(reason);
  await dialog.getByRole('button', { name: 'Set mode' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row').filter({ hasText: CHANGED })).toContainText('Observes');

  await page.getByRole('row').filter({ hasText: CHANGED }).getByRole('link').first().click();
  await expect(page.getByText(reason)).toBeVisible();
  await page.goto('/acme/activity');
  const change = page.getByRole('listitem').filter({ hasText: reason });
  await expect(change).toContainText(`Ada Okafor changed the mode of the detector ${CHANGED}`);
});

test('an own detector is mended until its tests pass, finds its word in a call, advises, and is deleted', async ({
  pageOf,
}) => {
  test.setTimeout(120_000);
  const page = await pageOf('owner');
  const stamp = Date.now();
  const word = `Bluefinch ${stamp}`;
  const title = `Names of projects ${stamp}`;
  const why = `${word} is not announced before May.`;
  await page.goto('/acme/detectors');
  await page.getByRole('link', { name: 'Write a detector' }).click();
  await page.getByLabel('Title').fill(title);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(`names-of-projects-${stamp}`);
  await page.getByLabel('Why it matters').fill(why);
  await page.getByLabel('What to do').fill('Say “the new robot” instead.');
  await page.getByLabel('Words').fill('abc');
  await expect(page.getByText('“abc” has to have 4 characters or more')).toBeVisible();
  await page.getByLabel('Words').fill(word);
  const match = page.getByRole('listitem').filter({ has: page.getByLabel('Has to find something in, 1') });
  const pass = page.getByRole('listitem').filter({ has: page.getByLabel('Has to find nothing in, 1') });
  await match.getByRole('textbox').fill('The launch is in May.');
  await pass.getByRole('textbox').fill('A finch sat on the fence.');
  await expect(match).toContainText('Fails: found nothing.');
  await expect(pass).toContainText('Passes: found nothing.');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page).toHaveURL(new RegExp(`/detectors/custom\\.names-of-projects-${stamp}$`));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'nothing was found in this text' })).toBeVisible();

  await match.getByRole('textbox').fill(`The launch of ${word} is in May.`);
  await expect(match).toContainText(`Passes: found “${word}”.`);
  await expect(page.getByRole('button', { name: 'Turn on' })).toBeDisabled();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('On');
  await expect(page.getByText('It found nothing.')).toBeVisible();
  expect.soft(await findViolations(page)).toEqual([]);

  const agent = await connectAgent('everything');
  await expect(async () => {
    expect(await say(agent, `Tell them of ${word}`)).toBe('answered');
    await page.reload();
    await page.getByRole('link', { name: 'The latest' }).click({ timeout: 2000 });
  }).toPass({ timeout: KNOWN_MS });
  await agent.close();
  const finding = page.getByRole('article').filter({ hasText: title }).first();
  await expect(finding.locator('mark')).toHaveText(word);
  await expect(finding).toContainText(why);
  await expect(finding).toContainText('What to do: Say “the new robot” instead.');
  await finding.getByRole('link', { name: 'About this detector' }).click();

  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/acme\/detectors$/);
  await filterBy(page, 'custom.');
  await expect(page.getByText('No detector matches.')).toBeVisible();
});

test('a registered secret is found in a call, is shown by its name alone, and is looked for until it is deleted', async ({
  pageOf,
}) => {
  test.setTimeout(120_000);
  const page = await pageOf('owner');
  const agent = await connectAgent('everything');
  const value = randomBytes(16).toString('base64url').replace(/\W/g, 'x');
  const kindOfTelling = () => say(agent, `The parcel waits under ${value} at the gate`);
  expect(await kindOfTelling()).toBe('answered');

  await page.goto('/acme/detectors');
  await page.getByRole('navigation', { name: 'Detectors' }).getByRole('link', { name: 'Secrets' }).click();
  await page.getByRole('button', { name: 'Register a secret' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('hashed on arrival and not kept');
  await dialog.getByLabel('Name').fill('parcel-key');
  await dialog.getByLabel('Value').fill('too short');
  await expect(dialog.getByRole('button', { name: 'Register' })).toBeDisabled();
  await dialog.getByLabel('Value').fill(value);
  expect.soft(await findViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Register' }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole('list', { name: 'Registered secrets' }).getByRole('listitem');
  await expect(row).toContainText(/parcel-key.*22 characters, registered by Ada Okafor/);
  await page.reload();
  await expect(row).toContainText('parcel-key');
  expect(await page.content()).not.toContain(value);
  await expect.poll(kindOfTelling, { timeout: KNOWN_MS }).toBe('refused');

  expect.soft(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Delete parcel-key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No secret is registered')).toBeVisible();
  await expect.poll(kindOfTelling, { timeout: KNOWN_MS }).toBe('answered');
  await agent.close();
});

test('what a caller did over many calls is shown on a call, and forgotten with a reason', async ({ pageOf }) => {
  test.setTimeout(180_000);
  const page = await pageOf('owner');
  const agent = await connectAgent('everything');
  for (let calls = 0; calls < LOOP_CALLS; calls++) await agent.call('get-sum', { a: 19, b: 23 });
  await agent.close();
  await expect(async () => {
    await page.goto('/acme/detectors/behaviour.loop');
    await page.getByRole('link', { name: 'The latest' }).click({ timeout: 2000 });
  }).toPass({ timeout: KNOWN_MS });
  await expect(page.getByRole('article').filter({ hasText: 'behaviour.loop' })).toContainText(/\d+ times/);

  const reason = `The nightly job ${Date.now()} is meant to do this`;
  await page.getByRole('button', { name: 'Forget what this caller did' }).click();
  const dialog = page.getByRole('dialog', { name: 'Forget what demo-agent did?' });
  await expect(dialog.getByRole('button', { name: 'Forget' })).toBeDisabled();
  await dialog.getByLabel('Why').fill(reason);
  await dialog.getByRole('button', { name: 'Forget' }).click();
  await expect(dialog).toBeHidden();
  await page.goto('/acme/activity');
  const change = page.getByRole('listitem').filter({ hasText: reason });
  await expect(change).toContainText('let gateways forget the behaviour of');
});

test('an auditor reads detectors and changes none, and a developer does not see them', async ({ pageOf }) => {
  const auditor = await pageOf('auditor');
  await auditor.goto('/acme/detectors');
  await expect(auditor.getByRole('row').filter({ hasText: CHANGED })).toBeVisible();
  await expect(auditor.getByRole('link', { name: 'Write a detector' })).toHaveCount(0);
  await expect(auditor.getByRole('button', { name: /^Change mode of/ })).toHaveCount(0);
  await auditor.goto('/acme/detectors/secrets');
  await expect(auditor.getByText('No secret is registered')).toBeVisible();
  await expect(auditor.getByRole('button', { name: 'Register a secret' })).toHaveCount(0);

  const developer = await pageOf('developer');
  await developer.goto('/acme/servers');
  const links = developer.getByRole('navigation', { name: 'Main' }).getByRole('link');
  await expect(links.filter({ hasText: 'Servers' })).toBeVisible();
  await expect(links.filter({ hasText: 'Detectors' })).toHaveCount(0);
  await developer.goto('/acme/detectors');
  await expect(developer.getByRole('alert').filter({ hasText: 'Your role does not include' })).toBeVisible();
});
