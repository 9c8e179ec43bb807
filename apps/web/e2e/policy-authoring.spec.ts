import type { Page } from '@playwright/test';
import { findViolations } from './support/axe';
import { askRelay, discardDrafts, getBaseline, restoreBaseline } from './support/console-api';
import { expect, test } from './support/test';

let baseline = '';

/** The longest journeys go through a dozen pages. */
test.describe.configure({ timeout: 120_000 });

test.beforeEach(async ({ pageOf }) => {
  baseline = (await getBaseline(await pageOf('owner'))).text;
});

test.afterEach(async ({ pageOf }) => {
  const page = await pageOf('owner');
  await askRelay(page, '/orgs/acme/policy-settings', { method: 'PATCH', body: { requireReview: false } });
  await discardDrafts(page);
  await restoreBaseline(page, baseline);
});

const editorOf = (page: Page) => page.getByRole('textbox', { name: 'Policy text' });

const startFrom = async (page: Page, template: string): Promise<void> => {
  await page.goto('/acme/policies/new');
  await page
    .getByRole('list', { name: 'Start from' })
    .getByRole('button', { name: new RegExp(template) })
    .click();
  await page.getByRole('button', { name: 'Start from this' }).click();
  await expect(page).toHaveURL(/\/policies\/drafts\//);
};

/** Opens the demo's policy as text. */
const openBaseline = async (page: Page): Promise<void> => {
  await page.goto(`/acme/policies/${(await getBaseline(page)).id}`);
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await expect(editorOf(page)).toContainText('acme-baseline');
};

const append = async (page: Page, line: string): Promise<void> => {
  await editorOf(page).click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText(`${line}\n`);
  await expect(page.getByText(/Draft saved/)).toBeVisible();
};

test('a template becomes a policy: by form, by text, past a mistake and a failing test, to its publication', async ({
  pageOf,
}) => {
  const page = await pageOf('owner');
  const name = `journey-${Date.now()}`;
  await startFrom(page, 'From scratch');

  await page.getByRole('button', { name: 'Form', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page
    .getByRole('button', { name: /engineering-reads/ })
    .first()
    .click();
  await page.getByRole('combobox', { name: 'Servers' }).fill('fil');
  await page.getByRole('option', { name: 'files' }).click();
  await page.getByLabel('Description').last().fill('Engineers look at files');

  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await expect(editorOf(page)).toContainText(`name: ${name}`);
  await expect(editorOf(page)).toContainText('servers: [files]');
  await expect(page.getByRole('region', { name: 'Tests' })).toContainText('1 of 1 fail');
  await expect(page.getByRole('button', { name: 'Publish…' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Publish…' })).toHaveAccessibleDescription('A test fails.');

  await editorOf(page).getByText('readOnlyHint == true').first().dblclick();
  await page.keyboard.press('End');
  await page.keyboard.type(' && server.tier == "secret"');
  const problem = page
    .getByRole('region', { name: 'Problems' })
    .getByRole('button')
    .filter({ hasText: 'Line' })
    .first();
  await expect(problem).toContainText(/tier|secret/);
  await expect(page.getByRole('button', { name: 'Publish…' })).toHaveAccessibleDescription('Fix the errors first.');
  await problem.click();
  await expect(page.locator('.cm-activeLine').first()).toContainText('secret');
  await page.keyboard.press('End');
  for (let back = 0; back < ' && server.tier == "secret"'.length; back += 1) await page.keyboard.press('Backspace');

  await page.getByRole('button', { name: 'Add a test' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What must hold').fill('engineers read nothing by default');
  await dialog.getByLabel('Groups of the caller').fill('engineering');
  await dialog.getByLabel('Server').fill('files');
  await dialog.getByLabel('Tool').fill('write_file');
  await dialog.getByLabel('The policy decides').selectOption('deny');
  await dialog.getByRole('button', { name: 'Add test' }).click();
  await expect(page.getByRole('region', { name: 'Tests' })).toContainText('engineers read nothing by default');
  await editorOf(page).getByText('tool: read_file').click();
  await page.keyboard.press('End');
  await page.keyboard.insertText('\n      server: files');
  await expect(page.getByRole('region', { name: 'Tests' })).toContainText('2 pass');

  await page.getByRole('button', { name: 'Publish…' }).click();
  await expect(dialog.getByRole('list', { name: 'Changes' })).toContainText('engineering-reads');
  await dialog.getByLabel('Note').fill('First of its kind');
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page).toHaveURL(/\/policies\/pol_/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Version 1');
});

test('going back and forth between form and text changes nothing, and leaving loses nothing', async ({ pageOf }) => {
  const page = await pageOf('owner');
  await openBaseline(page);
  for (const view of ['Form', 'Text', 'Form', 'Text'])
    await page.getByRole('button', { name: view, exact: true }).click();
  await expect(page.getByText('Unpublished changes')).toHaveCount(0);

  await startFrom(page, 'From scratch');
  await page.getByRole('button', { name: 'Form', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill('half-written');
  await page.getByRole('link', { name: 'Calls' }).click();
  await expect(page).toHaveURL(/\/acme\/calls/);
  await page.goBack();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('half-written');
});

test('a second person asks for changes, then approves, and only then it is published', async ({ pageOf }) => {
  const owner = await pageOf('owner');
  await askRelay(owner, '/orgs/acme/policy-settings', { method: 'PATCH', body: { requireReview: true } });
  await openBaseline(owner);
  await append(owner, '# reviewed');
  await expect(owner.getByRole('button', { name: 'Publish…' })).toHaveAccessibleDescription(
    'Another person has to approve it first.',
  );
  await owner.getByRole('button', { name: 'Ask for review' }).click();
  await expect(owner.getByText('In review')).toBeVisible();
  await owner.getByRole('link', { name: 'Review' }).click();
  await expect(owner.getByText('Somebody else reviews it.')).toBeVisible();

  const reviewer = await pageOf('securityAdmin');
  await reviewer.goto('/acme/policies');
  await reviewer.getByRole('link', { name: /Waits for your review/ }).click();
  await expect(reviewer.getByRole('region', { name: 'Changes of the draft' })).toContainText('# reviewed');
  await reviewer.getByLabel('Comment').fill('Say why.');
  await reviewer.getByRole('button', { name: 'Ask for changes' }).click();
  await expect(reviewer.getByText('Changes asked for').first()).toBeVisible();

  await openBaseline(owner);
  await expect(owner.getByText('Say why.')).toBeVisible();
  await append(owner, '# because');
  await owner.getByRole('button', { name: 'Ask for review' }).click();
  await expect(owner.getByText('In review')).toBeVisible();
  await reviewer.reload();
  await reviewer.getByRole('button', { name: 'Approve' }).click();
  await expect(reviewer.getByRole('heading', { level: 1 })).toContainText('Approved');
  await reviewer.getByRole('button', { name: 'Publish…' }).click();
  await reviewer.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(reviewer.getByRole('dialog')).toBeHidden();
  await expect.poll(async () => (await getBaseline(reviewer)).text).toContain('# because');
});

test('a publication is scheduled in the reader’s time zone and can be taken back', async ({ pageOf }) => {
  const page = await pageOf('owner');
  await openBaseline(page);
  await append(page, '# later');
  await page.getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('At a time').check();
  await expect(dialog.getByText(/Your time, \S+/)).toBeVisible();
  await dialog.getByLabel('Time of publication').fill('2027-10-01T18:00');
  await dialog.getByRole('button', { name: 'Schedule' }).click();
  await expect(page.getByText(/^Takes effect \d/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel the schedule' }).click();
  await expect(page.getByText(/^Takes effect \d/)).toBeHidden();
  expect((await getBaseline(page)).text).toBe(baseline);
});

test('versions are compared and reverted to, and every line says who wrote it', async ({ pageOf }) => {
  const page = await pageOf('owner');
  const before = await getBaseline(page);
  await openBaseline(page);
  await append(page, '# a line to be blamed');
  await page.getByRole('button', { name: 'Publish…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Version ${before.version + 1}`);

  const lastLine = before.text.split('\n').length;
  await page.goto(`/acme/policies/${before.id}/versions/${before.version + 1}?line=${lastLine}`);
  await expect(page.locator('.cm-blame').filter({ hasText: `v${before.version + 1} Ada` })).toBeVisible();
  await page.goto(`/acme/policies/${before.id}/versions`);
  await page.getByRole('link', { name: `Compare version ${before.version} with` }).click();
  await expect(page.getByText('# a line to be blamed').first()).toBeVisible();

  await page.goto(`/acme/policies/${before.id}/versions`);
  await page.getByRole('button', { name: `Revert to version ${before.version}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revert now' }).click();
  await expect(page.getByText(`Revert to v${before.version}`)).toBeVisible();
  expect((await getBaseline(page)).text).toBe(before.text);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`form, review and publish dialog meet WCAG 2 A and AA, wide and narrow, in the ${colorScheme} theme`, async ({
    pageOf,
  }) => {
    const page = await pageOf('owner', { colorScheme });
    const check = async (what: string) => expect.soft(await findViolations(page), what).toEqual([]);
    await openBaseline(page);
    await append(page, '# axe');
    await page.getByRole('button', { name: 'Form', exact: true }).click();
    await page.getByRole('article').first().getByRole('button').first().click();
    await check('form');
    await page.getByRole('button', { name: 'Publish…' }).click();
    await expect(page.getByRole('dialog').getByLabel('Note')).toBeVisible();
    await check('publish dialog');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Ask for review' }).click();
    await page.getByRole('link', { name: 'Review' }).click();
    await expect(page.getByRole('heading', { name: 'What changes' })).toBeVisible();
    await check('review');
    const review = page.url();
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ['/acme/policies', '/acme/policies/new', review, review.replace(/\/review$/, '')]) {
      await page.goto(path);
      await page.waitForLoadState('networkidle');
      await check(`${path} at 390 pixels`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(overflow, `${path} is wider than 390 pixels`).toBeLessThanOrEqual(0);
    }
  });
}
