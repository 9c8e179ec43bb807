import type { Page } from '@playwright/test';
import { type Agent, connectAgent } from './support/agent';
import { discardDrafts, getBaseline, restoreBaseline } from './support/console-api';
import { expect, test } from './support/test';

const SUM = { a: 2, b: 40 };

/** Generous, for machines busy with other tests; the promise of two seconds is measured where nothing else runs. */
const ENFORCED_MS = 8000;

const NO_SUMS = `  - id: no-sums
    description: Adding numbers is out of fashion
    message: Use a calculator.
    match: { servers: [everything], tools: [get-sum] }
    effect: deny

tests:
`;

const kindOfSum = async (agent: Agent): Promise<string> => (await agent.call('get-sum', SUM)).kind;

/** Puts a text in place of the one in the editor, as a person does who pastes over it. */
const replaceText = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('textbox', { name: 'Policy text' }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
};

const publish = async (page: Page, note: string): Promise<void> => {
  await page.getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Note').fill(note);
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(dialog).toBeHidden();
};

let baseline = '';

test.beforeEach(async ({ pageOf }) => {
  baseline = (await getBaseline(await pageOf('owner'))).text;
});

test.afterEach(async ({ pageOf }) => {
  const page = await pageOf('owner');
  await discardDrafts(page);
  await restoreBaseline(page, baseline);
});

test('a blocked call arrives live, explains itself, and opens again from its link', async ({ pageOf }) => {
  const page = await pageOf('owner');
  const agent = await connectAgent('files');
  await page.goto('/acme/calls');
  await expect(page.getByTestId('tail-state')).toHaveText('Live');

  const refused = await agent.call('read_text_file', { path: '../../../etc/shadow' });
  await agent.close();
  if (refused.kind !== 'refused') throw new Error('The gateway let the password file through');
  expect(refused.code).toBe(4031);
  expect(refused.message).toContain(`/acme/calls/${refused.callId}`);

  await page.locator(`[data-call-id="${refused.callId}"]`).click();
  const panel = page.getByRole('region', { name: 'Call', exact: true });
  await expect(panel.getByTestId('verdict')).toContainText(
    'stopped before it reached files because rule no-sensitive-paths',
  );
  await expect(panel.getByRole('region', { name: 'Arguments' }).locator('mark')).toContainText('etc/shadow');
  await expect(page).toHaveURL(new RegExp(`/acme/calls/${refused.callId}$`));

  await page.reload();
  await expect(page.getByTestId('verdict')).toContainText('no-sensitive-paths');
  await page
    .getByRole('link', { name: /acme-baseline v\d+, line \d+/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('acme-baseline');
  await expect(page.locator('.cm-activeLine')).toContainText('no-sensitive-paths');
});

test('a published rule decides the next call, and going back to the old version undoes it', async ({ pageOf }) => {
  const page = await pageOf('owner');
  const agent = await connectAgent('everything');
  expect(await kindOfSum(agent)).toBe('answered');

  await page.goto('/acme/policies');
  await page.getByRole('link', { name: /acme-baseline/ }).click();
  await expect(page.getByRole('button', { name: 'Publish…' })).toBeDisabled();
  const before = await getBaseline(page);
  await replaceText(page, before.text.replace(/^tests:\n/m, NO_SUMS));
  await publish(page, 'No more sums');
  await expect.poll(() => kindOfSum(agent), { timeout: ENFORCED_MS, intervals: [100] }).toBe('refused');

  const refused = await agent.call('get-sum', SUM);
  if (refused.kind !== 'refused') throw new Error('The rule was enforced and then was not');
  await page.goto(`/acme/calls/${refused.callId}`);
  await expect(page.getByTestId('verdict')).toContainText('rule no-sums of acme-baseline forbids it');

  await page.goto(`/acme/policies/${before.id}/versions/${before.version}`);
  await page.getByRole('link', { name: 'Edit from this version' }).click();
  await expect(page.getByText('Unpublished changes')).toBeVisible();
  await publish(page, 'Sums are fine');
  await expect.poll(() => kindOfSum(agent), { timeout: ENFORCED_MS, intervals: [100] }).toBe('answered');
  await agent.close();
});

test('the editor points at a mistake, refuses to publish it, and keeps the draft when the person leaves', async ({
  pageOf,
}) => {
  const page = await pageOf('owner');
  await page.goto('/acme/policies');
  await page.getByRole('link', { name: /acme-baseline/ }).click();
  const { text } = await getBaseline(page);
  await replaceText(page, text.replace('effect: allow', 'effect: alow'));

  const problem = page
    .getByRole('region', { name: 'Problems' })
    .getByRole('button')
    .filter({ hasText: 'Line' })
    .first();
  await expect(problem).toBeVisible();
  await expect(page.getByRole('button', { name: 'Publish…' })).toBeDisabled();
  await problem.click();
  await expect(page.locator('.cm-activeLine')).toContainText('effect: alow');

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Calls' }).click();
  await expect(page).toHaveURL(/\/acme\/calls/);
  await page.goBack();
  await expect(page.getByText('Unpublished changes')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Policy text' })).toContainText('effect: alow');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('Unpublished changes')).toBeHidden();
});

test('two people publish at once: the second sees both texts and loses nothing', async ({ pageOf }) => {
  const mine = await pageOf('owner');
  const theirs = await pageOf('securityAdmin');
  await mine.goto('/acme/policies');
  await mine.getByRole('link', { name: /acme-baseline/ }).click();
  const { id, text } = await getBaseline(mine);
  await theirs.goto(`/acme/policies/${id}`);

  await replaceText(theirs, `${text}# theirs\n`);
  await publish(theirs, 'Theirs');
  await replaceText(mine, `${text}# mine\n`);
  await mine.getByRole('button', { name: 'Publish…' }).click();
  const dialog = mine.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(dialog.getByRole('heading', { name: 'Somebody published a newer version' })).toBeVisible();
  await expect(dialog.getByText('# theirs').first()).toBeVisible();
  await expect(dialog.getByText('# mine').first()).toBeVisible();

  await dialog.getByRole('button', { name: /Put my text on top/ }).click();
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(dialog).toBeHidden();
  expect((await getBaseline(mine)).text).toBe(`${text}# mine\n`);
});
