import type { Page } from '@playwright/test';

interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

interface Request {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
}

/** Asks the console's relay from inside the page, with the page's session and origin. */
export const askRelay = <T>(page: Page, path: string, { method = 'GET', body }: Request = {}): Promise<Answer<T>> =>
  page.evaluate(
    async ([url, init]) => {
      const response = await fetch(url, {
        method: init.method,
        ...(init.body === undefined
          ? {}
          : { body: JSON.stringify(init.body), headers: { 'content-type': 'application/json' } }),
      });
      return { status: response.status, body: await response.json() };
    },
    [`/api/v1${path}`, { method, body }] as const,
  );

interface PolicyPage {
  readonly items: readonly { readonly id: string; readonly name: string; readonly version: number }[];
}

interface DraftPage {
  readonly items: readonly { readonly id: string; readonly title: string }[];
}

/** Discards every draft that a test left open. */
export const discardDrafts = async (page: Page): Promise<void> => {
  const { body } = await askRelay<DraftPage>(page, '/orgs/acme/policy-drafts');
  for (const { id } of body.items) {
    await page.evaluate((url) => fetch(url, { method: 'DELETE' }), `/api/v1/orgs/acme/policy-drafts/${id}`);
  }
};

/** Puts a text back in force, unless it is. */
export const restoreBaseline = async (page: Page, text: string): Promise<void> => {
  const current = await getBaseline(page);
  if (current.text === text) return;
  const body = { text, note: 'Put back after a test', baseVersion: current.version };
  await askRelay(page, `/orgs/acme/policies/${current.id}/versions`, { method: 'POST', body });
};

/** The demo's policy as it is in force. */
export const getBaseline = async (page: Page): Promise<{ id: string; version: number; text: string }> => {
  const { body } = await askRelay<PolicyPage>(page, '/orgs/acme/policies');
  const id = body.items.find(({ name }) => name === 'acme-baseline')?.id;
  if (!id) throw new Error('The demo policy is missing');
  return (await askRelay<{ id: string; version: number; text: string }>(page, `/orgs/acme/policies/${id}`)).body;
};
