import type { RolePasswords } from '@sallyport/db';

export const TEMPLATE_DATABASE = 'sallyport_template';

export interface DatabaseUrls {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly platformUrl: string;
  readonly queueUrl: string;
}

/** What the global setup hands to the workers. */
export interface ProvidedPostgres {
  readonly ownerUrl: string;
  readonly passwords: RolePasswords;
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: ProvidedPostgres;
  }
}

/** Connection strings of every role, from the owner's. */
export function urlsOf(
  ownerUrl: string,
  passwords: RolePasswords,
): DatabaseUrls & { forDatabase(name: string): DatabaseUrls } {
  const inDatabase = (path: string): DatabaseUrls => {
    const as = (user: string | null, password: string | null): string => {
      const url = new URL(ownerUrl);
      url.pathname = path;
      if (user !== null) url.username = user;
      if (password !== null) url.password = password;
      return url.href;
    };
    return {
      ownerUrl: as(null, null),
      appUrl: as('sallyport_app', passwords.app),
      platformUrl: as('sallyport_platform', passwords.platform),
      queueUrl: as('sallyport_queue', passwords.queue),
    };
  };
  return { ...inDatabase(new URL(ownerUrl).pathname), forDatabase: (name) => inDatabase(`/${name}`) };
}
