import type { Page } from '@playwright/test';
import { connectAgent } from './support/agent';
import { findViolations } from './support/axe';
import { askRelay, getBaseline } from './support/console-api';
import { expect, test } from './support/test';

interface ServerPage {
  readonly items: readonly { readonly id: string; readonly slug: string }[];
}

const collectPaths = async (page: Page, callId: string): Promise<string[]> => {
  const { body } = await askRelay<ServerPage>(page, '/orgs/acme/servers');
  const server = `/acme/servers/${body.items.find(({ slug }) => slug === 'everything')?.id}`;
  const policy = `/acme/policies/${(await getBaseline(page)).id}`;
  const tabs = ['tools', 'prompts', 'resources', 'instructions', 'connection', 'connect', 'settings'].map(
    (tab) => `${server}?tab=${tab}`,
  );
  return [
    '/acme',
    '/acme/calls',
    '/acme/calls?effect=redact&outcome=timeout',
    `/acme/calls/${callId}`,
    '/acme/servers',
    ...tabs,
    '/acme/servers/new',
    '/acme/policies',
    policy,
    '/acme/policies/new',
    `${policy}/versions`,
    `${policy}/versions/1`,
    `${policy}/versions/compare?from=1&to=1`,
    '/acme/policies/platform',
    `${policy}/rules/no-sensitive-paths`,
    '/acme/analysis/who-may-call',
    '/acme/analysis/what-may-be-done',
    '/acme/analysis/rule-coverage',
    '/acme/analysis/suggestions',
    '/acme/analysis/simulations',
    '/acme/detectors',
    '/acme/detectors/path.traversal',
    '/acme/detectors/new',
    '/acme/detectors/bundles',
    '/acme/detectors/secrets',
    '/acme/requests',
    `/acme/calls/${callId}?request=access`,
    '/acme/members',
    '/acme/members/service-accounts',
    '/acme/activity',
    '/acme/no-such-page',
  ];
};

const expectAccessible = async (page: Page, what: string): Promise<void> => {
  await page.waitForLoadState('networkidle');
  expect.soft(await findViolations(page), what).toEqual([]);
};

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page meets WCAG 2 A and AA in the ${colorScheme} theme`, async ({ pageOf }) => {
    test.setTimeout(300_000);
    const agent = await connectAgent('files');
    const refused = await agent.call('read_text_file', { path: '../../../etc/shadow' });
    await agent.close();
    if (refused.kind !== 'refused') throw new Error('The gateway let the password file through');
    const page = await pageOf('owner', { colorScheme });
    await page.goto('/acme/servers');
    for (const path of await collectPaths(page, refused.callId)) {
      await page.goto(path);
      await expectAccessible(page, path);
    }
    const narrow = [
      '/acme',
      '/acme/calls',
      `/acme/calls/${refused.callId}`,
      '/acme/servers',
      '/acme/members',
      '/acme/analysis/who-may-call',
      '/acme/analysis/rule-coverage',
      '/acme/detectors',
      '/acme/detectors/path.traversal',
      '/acme/detectors/new',
      '/acme/detectors/bundles',
      '/acme/detectors/secrets',
      '/acme/requests',
      `/acme/calls/${refused.callId}?request=access`,
    ];
    for (const path of narrow) {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(path);
      await expectAccessible(page, `${path} at 390 pixels`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(overflow, `${path} is wider than 390 pixels`).toBeLessThanOrEqual(0);
    }
  });

  test(`panels, menus and dialogs meet WCAG 2 A and AA in the ${colorScheme} theme`, async ({ pageOf }) => {
    const page = await pageOf('owner', { colorScheme });
    await page.goto('/acme/calls');
    await page.locator('[data-call-id]').first().click();
    await expect(page.getByTestId('verdict')).toBeVisible();
    await expectAccessible(page, 'call panel');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Decision' }).click();
    await expectAccessible(page, 'filter menu');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByRole('option').first()).toBeVisible();
    await expectAccessible(page, 'command menu');
    await page.keyboard.press('Escape');
    await page.goto('/acme/members');
    await page.getByLabel('Role of Dana Reyes').selectOption('auditor');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'role dialog');
    await page.goto('/acme/detectors');
    await page
      .getByRole('button', { name: /^Change mode of/ })
      .first()
      .click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'mode dialog');
    await page.goto('/acme/detectors/bundles');
    await page.getByRole('button', { name: 'Import a bundle' }).click();
    await page.getByLabel('Or its text').fill('{}');
    await expectAccessible(page, 'dialog that imports a bundle, with an error');
  });
}

test('the sign-in page meets WCAG 2 A and AA, with and without a message', async ({ page }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const path of ['/sign-in', '/sign-in?error=SessionEnded', '/sign-in?signedOut=1']) {
      await page.goto(path);
      await expectAccessible(page, `${path} ${colorScheme}`);
    }
  }
});

test('a chosen theme is there in the first byte, whatever the system prefers', async ({ pageOf }) => {
  const page = await pageOf('owner', { colorScheme: 'light' });
  await page.goto('/acme');
  await page.getByRole('button', { name: /Ada Okafor/ }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const html = await (await page.request.get('/acme')).text();
  expect(html).toMatch(/<html[^>]*data-theme="dark"/);
});
