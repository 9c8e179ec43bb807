import { describe, expect, it } from 'vitest';
import { requiredLiterals } from './required-literals.js';

describe('what a pattern cannot do without', () => {
  it.each<[RegExp, string[]]>([
    [/alpha/i, ['alpha']],
    [/alpha|be(?:ta|tter)/, ['alpha', 'beta', 'better']],
    [/\bgamma?\b/, ['gamm', 'gamma']],
    [/^\s*(?:alpha|beta)\s+\d+$/, ['alpha ', 'beta ', ' alpha ', ' beta ']],
    [/[a-z]+delta(?=epsilon)/, ['delta']],
    [/(?:zeta)?eta_\w{2,8}(?:theta){2}/, ['thetatheta']],
    [/x\.y\/z[\\/]end/, ['x.y/z\\end', 'x.y/z/end']],
    [/a{3}omega*/, ['omeg']],
    [/a{2}omega*/, ['aaomeg']],
    [/iota[\s;]kappa/, ['iota kappa', 'iota;kappa']],
    [
      /^(?:x|[\s'])lambda\s+mu\s?nu/,
      [' lambda mu nu', ' lambda munu', "'lambda mu nu", "'lambda munu", 'xlambda mu nu', 'xlambda munu'],
    ],
    [/a\\{1,2}b\/{0,2}c/, ['a\\b//c', 'a\\b/c', 'a\\bc', 'a\\\\b//c', 'a\\\\b/c', 'a\\\\bc']],
    [/^(?!never)only/, ['only']],
    [/(['"])quoted\1/, ["'quoted", '"quoted']],
    [/(?:[a-z]\^){2,}/, ['^']],
    [/\u202e|mirrored/, ['\u202e', 'mirrored']],
    [/a very long text without an end to it/, ['a very long text']],
  ])('%s needs %j', (pattern, expected) => {
    expect([...requiredLiterals(pattern)].sort()).toEqual([...expected].sort());
  });

  it.each([/\w+/, /alpha|\d{4}/, /(?:alpha)?/, /[^x]*/, /a|b/])(
    '%s can do without any, which is refused',
    (pattern) => {
      expect(() => requiredLiterals(pattern)).toThrow(RangeError);
    },
  );
});
