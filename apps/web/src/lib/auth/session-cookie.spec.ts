import { describe, expect, it } from 'vitest';
import { joinSessionCookies, sessionCookieName, sessionCookiesOf, splitSessionCookie } from './session-cookie';

const base = sessionCookieName(false);

describe('session cookie', () => {
  it('survives a round trip through chunks in any order', () => {
    const sealed = Array.from({ length: 45_000 }, (_, index) => String.fromCharCode(97 + (index % 26))).join('');
    const chunks = splitSessionCookie(sealed, base);
    expect(chunks.length).toBeGreaterThan(10);
    expect(chunks.every(({ value }) => value.length <= 4096 - 163)).toBe(true);
    expect(joinSessionCookies(chunks.toReversed(), base)).toBe(sealed);
  });

  it('keeps a short session in one cookie under its plain name', () => {
    expect(splitSessionCookie('short', base)).toEqual([{ name: base, value: 'short' }]);
  });

  it('ignores cookies that only begin like the session cookie', () => {
    const cookies = [
      { name: `${base}x`, value: 'no' },
      { name: `${base}.a`, value: 'no' },
      { name: base, value: 'yes' },
    ];
    expect(sessionCookiesOf(cookies, base)).toEqual([{ name: base, value: 'yes' }]);
  });

  it('uses the __Secure- prefix when the console is served over https', () => {
    expect(sessionCookieName(true)).toMatch(/^__Secure-/);
  });
});
