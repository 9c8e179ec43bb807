/** Browsers refuse cookies over 4,096 bytes, name and attributes included; next-auth splits at the same length. */
const CHUNK_LENGTH = 3933;

export interface Cookie {
  readonly name: string;
  readonly value: string;
}

/** Name of the session cookie as next-auth writes it. */
export const sessionCookieName = (isSecure: boolean): string => `${isSecure ? '__Secure-' : ''}next-auth.session-token`;

const isSessionCookie = (name: string, baseName: string): boolean =>
  name === baseName || /^\.\d+$/.test(name.startsWith(baseName) ? name.slice(baseName.length) : '');

/** Session cookies among all cookies of a request, whole or in chunks. */
export const sessionCookiesOf = (cookies: readonly Cookie[], baseName: string): Cookie[] =>
  cookies.filter(({ name }) => isSessionCookie(name, baseName));

const chunkIndex = ({ name }: Cookie): number => Number(/\.(\d+)$/.exec(name)?.[1] ?? 0);

/** The sealed session put together again from its chunks, in order; empty when there is none. */
export const joinSessionCookies = (cookies: readonly Cookie[], baseName: string): string =>
  sessionCookiesOf(cookies, baseName)
    .toSorted((a, b) => chunkIndex(a) - chunkIndex(b))
    .map(({ value }) => value)
    .join('');

/** Cookies that carry a sealed session, split when it is too long for one. */
export const splitSessionCookie = (sealed: string, baseName: string): Cookie[] => {
  if (sealed.length <= CHUNK_LENGTH) return [{ name: baseName, value: sealed }];
  const count = Math.ceil(sealed.length / CHUNK_LENGTH);
  return Array.from({ length: count }, (_, index) => ({
    name: `${baseName}.${index}`,
    value: sealed.slice(index * CHUNK_LENGTH, (index + 1) * CHUNK_LENGTH),
  }));
};
