import { connectAgent } from './support/agent';
import { askRelay } from './support/console-api';
import { expect, test } from './support/test';

interface ServerPage {
  readonly items: readonly { readonly id: string; readonly slug: string }[];
}

const ENFORCED_MS = 8000;

test('a blocked tool is refused at once and works again when it is approved', async ({ pageOf }) => {
  const page = await pageOf('securityAdmin');
  const agent = await connectAgent('everything');
  const kindOfCall = async () => (await agent.call('get-structured-content', { location: 'New York' })).kind;
  await page.goto('/acme/servers');
  await page.getByRole('link', { name: 'Everything' }).click();
  await page.getByRole('link', { name: 'get-structured-content' }).click();
  const detail = page.getByRole('article');
  await expect(detail.getByRole('heading', { name: /get-structured-content/ })).toBeVisible();

  await detail.getByRole('button', { name: 'Block' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
  await expect(detail.getByText('Blocked', { exact: true })).toBeVisible();
  await expect.poll(kindOfCall, { timeout: ENFORCED_MS, intervals: [150] }).toBe('refused');

  await detail.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await expect(detail.getByText('Pinned', { exact: true })).toBeVisible();
  await expect.poll(kindOfCall, { timeout: ENFORCED_MS, intervals: [150] }).toBe('answered');
  await agent.close();
});

test('a taken short name is refused beside its field, and nothing typed is lost', async ({ pageOf }) => {
  const page = await pageOf('owner');
  await page.goto('/acme/servers/new');
  await page.getByLabel('Name', { exact: true }).fill('Second files');
  await page.getByLabel('Short name').fill('files');
  await page.getByRole('textbox', { name: 'URL' }).fill('https://mcp.example/mcp');
  await page.getByRole('button', { name: 'Add server' }).click();
  await expect(page.getByLabel('Short name')).toHaveAccessibleDescription('A server with this name exists');
  await expect(page.getByRole('textbox', { name: 'URL' })).toHaveValue('https://mcp.example/mcp');
});

test('a new server shows where clients connect, and is disabled only after a question', async ({ pageOf }) => {
  const page = await pageOf('owner');
  const slug = `journey-${Date.now()}`;
  await page.goto('/acme/servers/new');
  await page.getByLabel('Name', { exact: true }).fill(slug);
  await page.getByLabel('Short name').fill(slug);
  await page.getByRole('textbox', { name: 'URL' }).fill('https://mcp.example/mcp');
  await page.getByRole('button', { name: 'Add server' }).click();
  await expect(page.getByText(`/o/acme/s/${slug}/mcp`).first()).toBeVisible();
  await page.getByRole('button', { name: 'Claude Code' }).click();
  await expect(page.getByText(`claude mcp add --transport http ${slug}`)).toBeVisible();

  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByRole('button', { name: 'Enable' })).toBeVisible();
  const { body } = await askRelay<ServerPage>(page, '/orgs/acme/servers');
  expect(body.items.map((server) => server.slug)).toContain(slug);
});
