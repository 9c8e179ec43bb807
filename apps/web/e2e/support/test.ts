import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { PEOPLE, type Person } from './people';
import { ready } from './ready';

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

const states = new Map<Person, State>();

/** Goes through the console's sign-in page and the identity provider, as a person would. */
export const signIn = async (page: Page, person: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Continue with single sign-on' }).click();
  await page.getByLabel(/e-?mail/i).fill(PEOPLE[person]);
  await page.getByLabel(/password/i).fill(ready.signIn.password);
  await page.getByRole('button', { name: /sign in|continue/i }).click();
  await page.waitForURL((url) => url.origin === ready.consoleUrl && !url.pathname.startsWith('/sign-in'));
};

interface Fixtures {
  /** A page of a signed-in person. Each person signs in once per run; pages do not share anything else. */
  readonly pageOf: (person: Person, options?: { colorScheme?: 'light' | 'dark' }) => Promise<Page>;
  /** Errors of scripts and of the Content Security Policy on pages of `pageOf`. */
  readonly pageErrors: string[];
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from its first parameter
  pageErrors: async ({}, use) => {
    const errors: string[] = [];
    await use(errors);
    expect(errors, 'errors in the browser').toEqual([]);
  },
  pageOf: async ({ browser, pageErrors }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person, options = {}) => {
      const known = states.get(person);
      const context = await browser.newContext({
        ...options,
        baseURL: ready.consoleUrl,
        ...(known ? { storageState: known } : {}),
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => pageErrors.push(error.message));
      page.on('console', (message) => {
        if (/Content Security Policy|Hydration/i.test(message.text())) pageErrors.push(message.text());
      });
      await page.goto('/');
      if (!known) {
        await signIn(page, person);
        states.set(person, await context.storageState());
      }
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };
