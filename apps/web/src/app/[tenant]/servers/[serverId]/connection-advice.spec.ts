import { describe, expect, it } from 'vitest';
import { connectionAdvice, wantsOwnClient } from './connection-advice';

describe('advice on a sign-in that did not work', () => {
  it('is given for what is known, and nothing is made up for the rest', () => {
    expect(connectionAdvice('pkce-unsupported')).toMatch(/PKCE/);
    for (const unknown of [undefined, 'something-new', 'toString', '__proto__']) {
      expect(connectionAdvice(unknown)).toBeNull();
    }
  });

  it('offers a client of one’s own where that helps', () => {
    expect(wantsOwnClient('registration-unsupported')).toBe(true);
    expect(wantsOwnClient('consent-refused')).toBe(false);
  });
});
