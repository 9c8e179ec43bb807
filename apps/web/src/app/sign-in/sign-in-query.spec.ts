import { describe, expect, it } from 'vitest';
import { parseSignInQuery, toLocalPath } from './sign-in-query';

describe('where sign-in leads', () => {
  it('keeps the page the person wanted', () => {
    expect(toLocalPath('/acme/calls?effect=deny')).toBe('/acme/calls?effect=deny');
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '', '/sign-in?error=x'])(
    'never leads away from the console or back to itself: %s',
    (value) => {
      expect(toLocalPath(value)).toBe('/');
    },
  );

  it('never repeats what the address says, only what it knows', () => {
    expect(parseSignInQuery({ error: '<script>' }).message).toBe('Failed');
    expect(parseSignInQuery({ error: 'SessionEnded' }).message).toBe('SessionEnded');
    expect(parseSignInQuery({}).message).toBeNull();
  });
});
