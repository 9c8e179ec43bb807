import { expect, it } from 'vitest';
import { pageOf, readRemote } from './remote.js';

it.each([
  ['git@github.com:acme/policies.git', 'acme/policies', 'https://github.com/acme/policies'],
  ['github.com:acme/policies', 'acme/policies', 'https://github.com/acme/policies'],
  ['ssh://git@git.acme.example:2222/sec/policies.git', 'sec/policies', 'https://git.acme.example/sec/policies'],
  ['https://bot:s3cret@github.com/acme/policies.git/', 'acme/policies', 'https://github.com/acme/policies'],
  ['http://git.local:3000/acme/policies', 'acme/policies', 'http://git.local:3000/acme/policies'],
  ['https://gitlab.com/acme/sec/policies.git', 'acme/sec/policies', 'https://gitlab.com/acme/sec/policies'],
])('%s is %s', (text, repository, pages) => {
  expect(readRemote(text)).toEqual({ repository, pages });
});

it.each(['/srv/git/policies.git', '../policies', 'file:///srv/git/policies', 'https://github.com/', ''])(
  '%j is on no host a person could visit',
  (text) => {
    expect(readRemote(text)).toBeNull();
  },
);

it('names the page of a file on a branch, as each host does', () => {
  const at = (pages: string) => pageOf({ repository: 'a/p', pages }, 'feat/x y', 'policies/a#1.yaml');
  expect(at('https://github.com/a/p')).toBe('https://github.com/a/p/blob/feat/x%20y/policies/a%231.yaml');
  expect(at('https://gitlab.com/a/p')).toBe('https://gitlab.com/a/p/-/blob/feat/x%20y/policies/a%231.yaml');
});
