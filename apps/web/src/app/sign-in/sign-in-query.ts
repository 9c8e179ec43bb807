/** What the sign-in page says for each way people get there; unknown errors of next-auth become `Failed`. */
export const SIGN_IN_MESSAGES = {
  SessionEnded: 'Your session has ended. Sign in again to go on where you were.',
  SignedOut: 'You are signed out.',
  AccessDenied: 'The identity provider did not let you in. Ask an owner of your organisation for access.',
  Failed: 'Signing in did not work. Try again; if it goes on, check that the identity provider is running.',
} as const;

export type SignInMessage = keyof typeof SIGN_IN_MESSAGES;

type Query = Readonly<Record<string, string | string[] | undefined>>;

export const parseSignInQuery = (query: Query): { callbackUrl: string; message: SignInMessage | null } => ({
  callbackUrl: toLocalPath(query.callbackUrl),
  message: toMessage(query),
});

const toMessage = (query: Query): SignInMessage | null => {
  if (query.signedOut !== undefined) return 'SignedOut';
  if (query.error === undefined) return null;
  return query.error === 'SessionEnded' || query.error === 'AccessDenied' ? query.error : 'Failed';
};

/** Only paths of this console: anything that could lead elsewhere becomes the start page. */
export const toLocalPath = (value: string | string[] | undefined): string => {
  if (typeof value !== 'string') return '/';
  const base = 'http://console.invalid';
  try {
    const url = new URL(value, base);
    const isLocal = url.origin === base && value.startsWith('/');
    return isLocal && url.pathname !== '/sign-in' ? `${url.pathname}${url.search}${url.hash}` : '/';
  } catch {
    return '/';
  }
};
