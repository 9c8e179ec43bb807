import { describe, expect, it } from 'vitest';
import { toolCall } from '../../test-support/inputs.js';
import { compileCondition } from '../condition.js';
import { Fault } from '../fault.js';
import { Run } from '../run.js';

const compiled = compileCondition('pathInside(args.path, args.root)');
const inside = (path: string, root: string): boolean | string => {
  if (!compiled.ok) throw new Error('not compiled');
  const verdict = compiled.condition.evaluate(new Run(toolCall({ args: { path, root } })));
  return verdict instanceof Fault ? verdict.message : verdict;
};

describe('pathInside', () => {
  it.each([
    '/srv/data',
    '/srv/data/',
    '/srv/data/a.txt',
    '/srv//data/./a.txt',
    '/srv/other/../data/a.txt',
    'file:///srv/data/a.txt',
    'file://localhost/srv/data/a.txt',
    '/srv/%64ata/a.txt',
    '\\srv\\data\\a.txt',
    '/srv/data/..a/b..',
    '/srv/data/100%',
    '/srv/data/caf\u00e9',
  ])('%s is inside /srv/data', (path) => {
    expect(inside(path, '/srv/data')).toBe(true);
  });

  it.each([
    '/srv/database/a.txt',
    '/srv',
    '/',
    '/srv/data/../secrets',
    '/srv/data/%2e%2e/secrets',
    '/srv/data/%252e%252e/secrets',
    '/srv/data/..%2fsecrets',
    '/srv/data/..%5csecrets',
    '/srv/data/%c0%ae%c0%ae/secrets',
    '/srv/data/%c0%ae%c0%ae%c0%afsecrets',
    '/srv/data/..\\secrets',
    '/srv/data/\uff0e\uff0e/secrets',
    '/srv/data/%ef%bc%8e%ef%bc%8e/secrets',
    '/srv/data/\uff052e\uff052e/secrets',
    '/Srv/data/a.txt',
    'srv/data/a.txt',
    'a.txt',
    'http://host/srv/data',
    '//host/srv/data',
  ])('%s is not inside /srv/data', (path) => {
    expect(inside(path, '/srv/data')).toBe(false);
  });

  it.each(['/etc/../etc/passwd', '/%65tc/passwd', '/x/%2e%2e/etc/shadow', '\\etc\\passwd'])(
    '%s is seen to be inside /etc',
    (path) => {
      expect(inside(path, '/etc')).toBe(true);
    },
  );

  // A rule that fails never allows and always denies: so "it cannot be told" is safe on both sides.
  it.each(['../etc/passwd', 'a/../../etc', '~/.ssh/id_rsa', '/srv/data/a\0/../../etc', '%2525252525252e%2e'])(
    'it cannot be told where %s leads',
    (path) => {
      expect(inside(path, '/srv/data')).toBe('it cannot be told where the path leads');
    },
  );

  it('reads drive letters without case and with any slash', () => {
    expect(inside('C:\\Work\\a.txt', 'c:/Work')).toBe(true);
    expect(inside('file:///C:/Work/a.txt', 'C:/Work')).toBe(true);
    expect(inside('D:\\Work\\a.txt', 'c:/Work')).toBe(false);
  });

  it('compares relative paths with a relative root', () => {
    expect(inside('docs/a.md', 'docs')).toBe(true);
    expect(inside('./docs/../src/a.ts', 'docs')).toBe(false);
  });

  it('refuses paths longer than any file system takes', () => {
    expect(inside('a'.repeat(4097), '/')).toBe('pathInside() takes at most 4096 characters');
  });
});
