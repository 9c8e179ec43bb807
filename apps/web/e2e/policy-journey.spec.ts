import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { connectAgent } from './support/agent';
import { askRelay, discardDrafts, getBaseline, restoreBaseline } from './support/console-api';
import { expect, test } from './support/test';

const SUM = { a: 2, b: 40 };
/** Generous, for machines busy with other tests. */
const ENFORCED_MS = 10_000;
const SIMULATED_MS = 45_000;

let baseline = '';

test.beforeEach(async ({ pageOf }) => {
  baseline = (await getBaseline(await pageOf('owner'))).text;
});

test.afterEach(async ({ pageOf }) => {
  const page = await pageOf('owner');
  await discardDrafts(page);
  await restoreBaseline(page, baseline);
});

interface Named {
  readonly items: readonly { readonly id: string; readonly name: string }[];
}

/** An id of a rule in whose first ten percent a principal is; the same arithmetic as `rollout` of the policy engine. */
const ruleThatBeginsWith = (principalId: string): string => {
  const shareOf = (ruleId: string) =>
    createHash('sha256').update(`${ruleId}\n${principalId}`).digest().readUInt32BE(0) / 2 ** 32;
  for (let number = 1; ; number += 1) if (shareOf(`no-big-sums-${number}`) < 0.1) return `no-big-sums-${number}`;
};

const editorOf = (page: Page) => page.getByRole('textbox', { name: 'Policy text' });

const showAs = (page: Page, view: 'Form' | 'Text' | 'Simulation') =>
  page.getByRole('button', { name: view, exact: true }).click();

/** Changes the text as a person does who pastes over it. */
const rewrite = async (page: Page, from: string, change: (text: string) => string): Promise<string> => {
  const text = change(from);
  await editorOf(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
  await expect(page.getByText(/Draft saved/)).toBeVisible();
  return text;
};

const draftText = async (page: Page): Promise<string> => {
  const draftId = /drafts\/(drf_\w+)/.exec(page.url())?.[1];
  const { body } = await askRelay<{ text: string }>(page, `/orgs/acme/policy-drafts/${draftId}`);
  return body.text;
};

const publish = async (page: Page, note: string, withEvidence: boolean): Promise<void> => {
  await page.getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Note').fill(note);
  if (withEvidence) await dialog.getByLabel('Evidence').selectOption({ index: 1 });
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(dialog).toBeHidden();
};

test('an analyst takes a template to ten percent in warn, looks at who was warned, enforces, and reverts', async ({
  pageOf,
}) => {
  test.setTimeout(300_000);
  const page = await pageOf('owner');
  const agent = await connectAgent('everything');
  const kindOfSum = async () => (await agent.call('get-sum', SUM)).kind;
  expect(await kindOfSum()).toBe('answered');
  const accounts = await askRelay<Named>(page, '/orgs/acme/service-accounts');
  const ruleId = ruleThatBeginsWith(accounts.body.items.find(({ name }) => name === 'demo-agent')?.id ?? '');
  const name = `sums-${Date.now()}`;

  await page.goto('/acme/policies/new');
  await page
    .getByRole('list', { name: 'Start from' })
    .getByRole('button', { name: /^No shell/ })
    .click();
  await page.getByRole('button', { name: 'Start from this' }).click();
  await expect(page).toHaveURL(/\/policies\/drafts\//);
  await showAs(page, 'Form');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('article', { name: 'rule no-tools-that-run-code' }).getByRole('button').first().click();
  await page.getByRole('button', { name: /^Mode and roll-out/ }).click();
  await page.getByLabel('Mode', { exact: true }).selectOption('observe');
  await page.getByRole('button', { name: 'Add a stage' }).click();
  await expect(page.getByLabel('Share of people')).toHaveValue('10');
  await expect(page.getByText(/Draft saved/)).toBeVisible();

  await showAs(page, 'Text');
  await expect(editorOf(page)).toContainText('percent: 10');
  const wrong = await rewrite(page, await draftText(page), (text) =>
    text
      .replaceAll('no-tools-that-run-code', ruleId)
      .replace('methods: [tools/call, tools/list]', 'methods: [tools/call], servers: [everything], tools: [get-sum]')
      .replace(`'"execute" in tool.capabilities'`, `args.a > "1"`)
      .replace(
        '{ tool: run_command, capabilities: [execute], risk: critical }',
        '{ server: everything, tool: get-sum, args: { a: 2, b: 40 } }',
      )
      .replace(`    rules: [${ruleId}]\n`, ''),
  );
  const problem = page
    .getByRole('region', { name: 'Problems' })
    .getByRole('button')
    .filter({ hasText: 'Line' })
    .first();
  await expect(problem).toBeVisible();
  await expect(page.getByRole('button', { name: 'Publish…' })).toBeDisabled();
  await problem.click();
  await expect(page.locator('.cm-activeLine').first()).toContainText('args.a');
  await rewrite(page, wrong, (text) => text.replace(`args.a > "1"`, 'args.a > 1'));
  await expect(page.getByRole('region', { name: 'Tests' })).toContainText('2 pass');

  await showAs(page, 'Simulation');
  await page.getByRole('button', { name: 'Simulate', exact: true }).click();
  const report = page.getByTestId('simulation-report');
  await expect(report).toBeVisible({ timeout: SIMULATED_MS });
  await expect(report).toContainText(/No call would be decided otherwise, of [\d,]+ calls?/);
  await report.getByRole('button', { name: 'Rules' }).click();
  await expect(report.getByRole('listitem').filter({ hasText: ruleId }).first()).toContainText(/call/);
  await publish(page, 'Ten percent first', true);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Version 1');
  const policyId = /policies\/(pol_\w+)/.exec(page.url())?.[1] ?? '';

  await expect(async () => {
    expect(await kindOfSum()).toBe('answered');
    await page.goto(`/acme/policies/${policyId}/rules/${ruleId}`);
    const who = page.getByRole('listitem').filter({ hasText: 'demo-agent' }).first();
    await expect(who).toContainText('Warned', { timeout: 1000 });
  }).toPass({ timeout: 30_000 });
  await page.getByRole('link', { name: 'Its calls' }).click();
  await expect(page.locator('[data-call-id]').first()).toContainText('get-sum');
  await page.goBack();

  await page.getByRole('link', { name: 'Change its mode' }).click();
  await showAs(page, 'Form');
  await page
    .getByRole('article', { name: `rule ${ruleId}` })
    .getByRole('button')
    .first()
    .click();
  await page.getByRole('button', { name: 'Remove stage 1' }).click();
  await page.getByLabel('Mode', { exact: true }).selectOption('enforce');
  await expect(page.getByText(/Draft saved/)).toBeVisible();
  await publish(page, 'Nobody minded', false);
  await expect.poll(kindOfSum, { timeout: ENFORCED_MS, intervals: [200] }).toBe('refused');

  await page.goto(`/acme/policies/${policyId}/versions`);
  await page.getByRole('button', { name: 'Revert to version 1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revert now' }).click();
  await expect.poll(kindOfSum, { timeout: ENFORCED_MS, intervals: [200] }).toBe('answered');
  await agent.close();
});

test('a denied person asks for access from the link, an analyst grants it until a time, and both see it', async ({
  pageOf,
}) => {
  test.setTimeout(90_000);
  const agent = await connectAgent('files');
  const refused = await agent.call('read_text_file', { path: '../../../etc/shadow' });
  await agent.close();
  if (refused.kind !== 'refused') throw new Error('The gateway let the password file through');
  const link = `/acme/calls/${refused.callId}?request=access`;

  const asker = await pageOf('developer');
  await expect(async () => {
    await asker.goto(link);
    await expect(asker.getByTestId('denial')).toContainText('demo-agent may not use read_text_file on files', {
      timeout: 1500,
    });
  }).toPass({ timeout: 20_000 });
  const reason = `The report of ${Date.now()} needs it`;
  await asker.getByLabel('What do you need it for?').fill(reason);
  await asker.getByRole('button', { name: 'Request access' }).click();
  await expect(asker.getByRole('status').filter({ hasText: 'security team' })).toBeVisible();

  const analyst = await pageOf('securityAdmin');
  await analyst.goto('/acme/requests');
  const card = (page: Page) => page.getByRole('listitem').filter({ hasText: reason });
  await expect(card(analyst).getByRole('region', { name: /^Change of acme-baseline/ })).toContainText('read_text_file');
  await card(analyst).getByRole('button', { name: 'Grant' }).click();
  await expect(card(analyst)).toContainText('Granted by Sam Lindqvist');
  await expect(card(analyst)).toContainText(/ends in [67]d/);

  await asker.goto('/acme/requests');
  await expect(card(asker)).toContainText('Granted by Sam Lindqvist');
});
