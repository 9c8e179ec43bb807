import { describe, expect, it } from 'vitest';
import { isSameOrigin } from './same-origin';

const CONSOLE_URL = 'http://127.0.0.1:4600';
const judge = (method: string, headers: Record<string, string>) =>
  isSameOrigin(method, new Headers(headers), CONSOLE_URL);

describe('same-origin check of relayed calls', () => {
  it('accepts what the console itself sends', () => {
    expect(judge('POST', { 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(judge('POST', { origin: CONSOLE_URL })).toBe(true);
  });

  it.each(['cross-site', 'same-site'])('refuses a %s request, reads included', (site) => {
    expect(judge('POST', { 'sec-fetch-site': site })).toBe(false);
    expect(judge('GET', { 'sec-fetch-site': site })).toBe(false);
  });

  it('refuses a change typed into the address bar or sent by a page without an origin', () => {
    expect(judge('POST', { 'sec-fetch-site': 'none' })).toBe(false);
    expect(judge('DELETE', {})).toBe(false);
    expect(judge('POST', { origin: 'null' })).toBe(false);
  });

  it('does not let Origin overrule what the browser says about the site', () => {
    expect(judge('POST', { 'sec-fetch-site': 'cross-site', origin: CONSOLE_URL })).toBe(false);
  });
});
